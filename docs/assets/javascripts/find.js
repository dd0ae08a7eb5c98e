// The door of the search: until the reader touches the form, this is all that loads. `/` goes to the form.
// A form is <form class="find" role="search" data-base="../" action="../tim-kiem/"> with one <input type="search">.

for (const form of document.querySelectorAll('form.find')) {
  const input = form.querySelector('input')
  const load = () => {
    const folder = new URL(form.dataset.base + 'assets/javascripts/', location)
    form.removeEventListener('focusin', load)
    import(new URL('finder.js', folder))   // at once, not only when the form's module asks for it
    import(new URL('finder-form.js', folder)).then(({ start }) => start(form))
  }
  form.addEventListener('focusin', load)
  form.addEventListener('submit', event => {
    event.preventDefault()
    location.assign(`${form.action}#q=${encodeURIComponent(input.value)}`)
  })
  addEventListener('keydown', event => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]')
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    input.focus()
  })
  if (form.contains(document.activeElement) || document.getElementById('results') && location.hash.startsWith('#q=')) load()
}
