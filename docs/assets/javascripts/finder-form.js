// ES2020 module, because it is fetched only when the search is touched, and a phone that cannot read it is told so.
// The form of the search: a list under the input anywhere, the page itself where there is #results.
// The query stays in the input and, on the results page, in the fragment; nothing is stored or sent.

import { Index, search } from './finder.js'

function make(tag, set, ...inside) {
  const made = document.createElement(tag)
  for (const name in set) made.setAttribute(name, set[name])
  made.append(...inside)
  return made
}

const link = (href, ...inside) => make('a', { href }, ...inside)
const marks = pieces => pieces.map(([text, worth]) => worth ? make('mark', {}, text) : text)

function start(form) {
  const base = new URL(form.dataset.base, location).href
  const index = new Index(base + 'finder/')
  const input = form.querySelector('input')
  const page = document.getElementById('results')
  const status = document.getElementById('status') || make('p', { role: 'status' })
  const pinned = document.getElementById('pinned') || make('div')
  const list = page || make('ul', { role: 'listbox', id: 'find-list', 'aria-label': 'Trang tìm thấy', hidden: '' })
  const panel = form.querySelector('.find-panel')   // find.js made it, with the site's numbers if it has a row of them; none beside #results
  const row = panel?.querySelector('.row')
  const numbers = row || page?.parentNode.querySelector('.calls')   // 115 · 111 · 113, recognized or not
  const plain = [...numbers?.children || []]
  const own = plain.find(one => one.classList.contains('own'))
  const more = make('button', { type: 'button', hidden: '' }, 'Xem thêm')
  const address = query => `${form.action}#q=${encodeURIComponent(query)}`
  input.autocomplete = 'off'
  input.spellcheck = false   // some browsers send what they check
  let [turn, most, wait, timer, rest, active, pins, nothing] = [0, 6, 30]

  async function run() {
    const [mine, from] = [++turn, performance.now()]
    const wanted = () => mine === turn
    busy(true)
    pins = nothing = []
    const typed = input.value.trim().normalize('NFC')
    const answer = await search(index, input.value, most, (known, none) => {
      nothing = none
      pin(pins = known)
    }, wanted).catch(() => null)
    wait = Math.min(300, Math.max(0, performance.now() - from - 80) / 2)   // a slow line is asked less often
    if (wanted()) show(typed, answer)
  }

  const busy = is => list.setAttribute('aria-busy', is)

  function show(typed, answer) {
    busy(false)
    const { found, former, later, total } = answer || { found: [], former: [], later: [] }
    const asItems = old => old.map(({ url, title, note }) => [url, [title], [note]])
    const all = [...asItems(former), ...found
      .map(({ url, title, heading, text }) => [url, [...marks(title), ...heading ? [' › ', ...marks(heading)] : []], marks(text)]), ...asItems(later)]
    const old = [...former, ...later].map(({ url }) => url)
    const whole = url => old.find(one => url.startsWith(`${one}#`)) || url
    const items = all.filter(([url], i) => all.findIndex(other => whole(other[0]) === whole(url)) === i)
    list.replaceChildren(...items.map(([url, title, text], i) => page
      ? make('li', {}, link(base + url, ...title), make('p', {}, ...text))
      : make('li', { role: 'option', id: `find-${i}`, 'data-url': base + url }, make('b', {}, ...title), make('span', {}, ...text))))
    pin(!typed || items[0] || pins[0] || row ? pins : nothing)
    status.replaceChildren(...!typed ? [] : !answer ? ['Chưa tải được phần tìm kiếm. ', link(form.action, 'Xem mục lục và các số gọi')]
      : items[0] ? count(typed, items.length, answer) : none(typed, answer))
    more.hidden = !(total > most || found.length < total && most < 7)
    if (page) return
    panel.hidden = !typed
    open(items[0])
  }

  // Before the results, which wait for it: nothing moves once they stand.
  function pin(shown) {
    pinned.replaceChildren(...shown.map(([name, url, dial, note]) => dial
      ? make('p', {}, link(`tel:${dial}`, make('b', {}, dial), ` ${name}`), ` ${note} `, link(base + url, `Trước khi gọi ${dial}`))
      : make('p', {}, link(base + url, name))))
    lead(pins.flatMap(([, , dial]) => dial ? `tel:${dial}` : []))
  }

  // What was recognized decides which number is first and filled; else it is the page's own. None moves while a finger, a pointer or the focus is on them.
  function lead(dials) {
    if (numbers?.matches(':hover,:active,:focus-within')) return
    const at = one => dials.indexOf(one.href || one.querySelector('a')?.href) + 1 || 9
    const wanted = [...plain].sort((a, b) => at(a) - at(b))
    if (wanted.some((one, i) => one !== numbers.children[i])) numbers.append(...wanted)
    const filled = wanted.find(one => at(one) < 9) || own
    plain.forEach(one => one.classList.toggle('own', one === filled))
  }

  // The status is what is read aloud; a number put first stands above it, and would be passed over.
  const above = () => pins[0] ? [`${pins.map(([, , dial]) => dial).find(Boolean) || 'Xem'} ngay ở trên. `] : []

  const none = (typed, { near }) => pins[0] ? above() : [
    `Không thấy “${typed}”, cả khi bỏ dấu, sửa lỗi gõ, thay từ cùng nghĩa.`,
    ...near.flatMap((word, i) => [i ? ', ' : ' Chữ gần giống: ', link(address(word), word)])]

  function count(typed, shown, { found, total, also, absent }) {
    const said = [...above(), ...absent[0] ? [`Không trang nào có chữ: ${absent.join(', ')}. `] : []]
    said.push(total > found.length ? `Có ${total} trang, đây là ${shown} trang gần nhất.` : `Có ${shown} trang.`)
    const instead = found[0]?.instead
    const others = also.filter(name => name !== typed.toLowerCase())
    if (instead) said.push(' Tìm theo: ', make('em', {}, instead), '.')
    if (others[0]) said.push(` Cũng tìm: ${others.join(', ')}.`)
    return said
  }

  // The combobox and listbox pattern of the ARIA Authoring Practices: focus stays in the input.
  function open(shown) {
    list.hidden = !shown
    input.setAttribute('aria-expanded', !list.hidden)
    choose()
  }

  function close() {
    panel.hidden = true
    open()
  }

  function choose(option) {
    active = option
    for (const one of list.children) one.setAttribute('aria-selected', one === option)
    if (!option) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }

  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.isComposing || panel.hidden) return
    if (step) {
      const all = [undefined, ...list.children]
      choose(all[(all.indexOf(active) + step + all.length) % all.length])
    } else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && active) location.assign(active.dataset.url)
    else return
    event.preventDefault()
  }

  function typed() {
    most = 6
    turn++
    if (!page) choose()   // what was chosen is of the words before
    busy(true)
    clearTimeout(timer)
    timer = setTimeout(run, wait)
    clearTimeout(rest)   // writing the address is slow: once the typing rests
    if (page) rest = setTimeout(() => history.replaceState(null, '', `#q=${encodeURIComponent(input.value)}`), 300)
  }

  function read() {
    try { input.value = decodeURIComponent(location.hash.slice(3)) } catch { /* not written by us: keep what is typed */ }
    run()
  }

  input.addEventListener('input', typed)
  if (page) {
    page.after(more)
    more.addEventListener('click', () => { most += 6; run() })
    addEventListener('hashchange', read)
  } else {
    panel.append(pinned, status, list)
    const says = { role: 'combobox', 'aria-controls': list.id, 'aria-autocomplete': 'list', 'aria-expanded': false }
    for (const name in says) input.setAttribute(name, says[name])
    input.addEventListener('keydown', key)
    list.addEventListener('click', event => location.assign(event.target.closest('li').dataset.url))
    form.addEventListener('focusout', event => form.contains(event.relatedTarget) || open())
  }
  if (page && location.hash.startsWith('#q=')) read()
  else if (input.value) typed()   // before this was loaded
  // The index comes while the first word is typed; then the style, for which no file of words needs to wait.
  index.use(() => 0).catch(() => 0).then(() => document.head.append(make('link', { rel: 'stylesheet', href: base + 'assets/stylesheets/finder.css' })))
}

// find.js asks, once this is here; one that is answered is `prevented`.
addEventListener('find', event => {
  event.preventDefault()
  start(event.target)
}, true)
