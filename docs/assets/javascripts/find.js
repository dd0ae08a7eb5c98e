// The door of the search: until the reader touches the form, this is all that loads. `/` goes to the form.
// The numbers at the thumb stand on top of the list from the first letter on, before anything has come and if nothing does.
// A form is <form class="find" role="search" data-base="../" action="../tim-kiem/"> with one <input type="search">.

for (const form of document.querySelectorAll('form.find')) {
  const input = form.querySelector('input')
  const list = () => {
    const panel = document.createElement('div')
    const numbers = document.querySelectorAll('.thumb a:not(.exit)')
    panel.className = 'find-panel'
    panel.hidden = !input.value.trim()
    if (numbers[0]) panel.appendChild(document.createElement('div')).className = 'row'
    for (const number of numbers) panel.firstChild.append(number.cloneNode(true))
    form.append(panel)
    input.addEventListener('input', () => panel.hidden = !input.value.trim())
    form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) panel.hidden = true })
    panel.addEventListener('mousedown', event => event.preventDefault())   // the input keeps the focus, so a tap is not lost
    return panel
  }
  const shown = document.getElementById('results')
  const disk = location.protocol === 'file:'   // from there a browser loads no module: the static index is all there is
  const load = () => {
    const folder = new URL(form.dataset.base + 'assets/javascripts/', location)
    form.removeEventListener('focusin', load)
    removeEventListener('hashchange', hash)
    const said = document.getElementById('status') || list()
    import(new URL('finder.js', folder)).catch(() => 0)   // at once, not only when the form's module asks for it
    import(new URL('finder-form.js', folder)).then(({ start }) => start(form), () =>
      said.append(disk ? 'Trang mở từ đĩa không tìm được. Bấm Tìm để xem mục lục.' : 'Chưa tải được phần tìm kiếm.'))
  }
  const hash = () => shown && location.hash.startsWith('#q=') && load()
  form.addEventListener('focusin', load)
  addEventListener('hashchange', hash)   // a link to a search, followed on the results page itself
  form.addEventListener('submit', event => {
    event.preventDefault()
    if (shown) input.blur()   // the results are on this page: the keyboard goes
    location.assign(form.action + (disk ? 'index.html' : `#q=${encodeURIComponent(input.value)}`))
  })
  addEventListener('keydown', event => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]')
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    input.focus()
  })
  if (form.contains(document.activeElement)) load()
  else hash()
}
