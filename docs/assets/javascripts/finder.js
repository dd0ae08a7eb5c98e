// The reader's side of the search. hooks/finder/README.md tells the files it reads and how it ranks;
// hooks/finder/fold.py is the twin of the folding, and tests/search/folding.json holds both to one table.

// ---- Folding

const WORD = /[\p{L}\p{N}\u0300-\u036f]+/gu
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const apart = word => word.toLowerCase().replace(/ð/g, 'đ').normalize('NFD')
const plainY = word => word.replace(/^([hklmstv]|qu)y$/, '$1i')
export const words = text => text.normalize('NFC').match(WORD) || []
export const fold = word => plainY(apart(word).replace(/\p{M}/gu, '').replace(/đ/g, 'd'))
export const canon = word => plainY(apart(word).replace(TONES, '').normalize('NFC')) + (apart(word).match(TONES) || [''])[0]

export function telex(folded) {
  if (!/^[a-z]{2,12}$/.test(folded)) return null
  const [, head, tail] = folded.replace(/^dd/, 'd').replace(/^(d.+)d$/, '$1').match(/^([^aeiouyw]*)(.*)$/)
  const plain = tail.replace(/^w/, 'u').replace(/[sfrxjzw]/g, '').replace(/([aeo])\1+/g, '$1')
    .replace(/([aeo])(.*[cghmnpt])\1$/, '$1$2')
  return plain && head + plain !== folded ? head + plain : null
}

export const vni = folded => /^[a-z]+[1-9][a-z1-9]*$/.test(folded) ? folded.replace(/[1-9]/g, '') : null
export const dialed = folded => /^84\d{9}$/.test(folded) ? '0' + folded.slice(2) : null
export const repairs = folded => [vni, telex, dialed].map(repair => repair(folded)).filter(Boolean)

export function oneEdit(one, other) {
  if (one.length > other.length) [one, other] = [other, one]
  let i = 0
  while (i < one.length && one[i] === other[i]) i++
  const rest = (word, from) => word.slice(i + from)
  if (one.length < other.length) return rest(one, 0) === rest(other, 1)
  return one !== other && (rest(one, 1) === rest(other, 1) ||
    one[i] + one[i + 1] === other[i + 1] + other[i] && rest(one, 2) === rest(other, 2))
}

// ---- The index: each file is fetched once; the folder anew, once, if it is of an older build

const spell = text => ({ text, folds: words(text).map(fold), canons: words(text).map(canon) })

export class Index {
  constructor(root) { this.root = root }

  async open(cache) {
    const manifest = await fetch(this.root + 'manifest.json', { cache })
    this.folder = this.root + (await manifest.json()).folder
    this.got = {}
    const head = await this.get('index')
    this.words = head.words.split(' ')
    this.counts = new Map(this.words.map((word, i) => [word, parseInt(head.counts[i], 36)]))
    this.spelled = {}
    for (const name of ['groups', 'pins']) this.spelled[name] = head[name].map(([all, alone]) => [all.map(spell), alone.map(spell)])
    this.head = head
  }

  // Do `work`; if a file is not there, the site was built anew since: take the new index and do it once more.
  async use(work) {
    try {
      await (this.ready = this.ready || this.open('default'))
      return await work()
    } catch {
      await (this.ready = this.open('reload'))
      return work()
    }
  }

  get(name) {
    const read = async () => (await fetch(`${this.folder}/${name}.json`)).json()
    return this.got[name] = this.got[name] || read()
  }

  // The file in which a key lies: words come first, then pairs.
  file(key) {
    const [ones, pairs] = this.head.files
    const [firsts, before] = key.includes(' ') ? [pairs, ones.length] : [ones, 0]
    return `k/${before + Math.max(1, firsts.filter(first => first <= key).length) - 1}`
  }

  // The four commonest words that pass the test.
  likely(test) {
    return this.words.filter(test).sort((a, b) => this.counts.get(b) - this.counts.get(a)).slice(0, 4)
  }
}

// ---- What was typed: slots, each a word with all it may stand for and how much that is worth

function understand(index, text) {
  const typed = []
  for (const word of words(text.slice(0, 300)).slice(0, 20)) {
    const joined = typed[typed.length - 1] + word   // 0769 040 404 is one number
    if (/^\d{6,}$/.test(joined) && index.likely(known => known.startsWith(joined))[0]) typed.pop(), typed.push(joined)
    else typed.push(word)
  }
  return typed.flatMap((word, i) => {
    const folded = fold(word)
    const known = index.counts.has(folded)
    const growing = i === typed.length - 1 && !/[\s.,?!]$/.test(text)
    const alts = new Map()
    const add = (found, worth) => found.forEach(one => alts.has(one) || alts.set(one, worth))
    add(known ? [folded] : repairs(folded).filter(one => index.counts.has(one)).slice(0, 1), 1)
    if (growing && !known && folded[1]) add(index.likely(one => one.startsWith(folded)), 0.5)
    if (!alts.size && /^\D{3,}$/.test(folded)) add(index.likely(one => oneEdit(one, folded)), 0.5)
    const parts = !alts.size && split(index, folded)
    return parts ? parts.map(one => ({ word: one, folded: one, canon: one, alts: new Map([[one, 1]]) }))
      : [{ word, folded, canon: canon(word), growing, alts }]
  })
}

// bongcuoi: known words written as one.
function split(index, folded) {
  if (index.counts.get(folded)) return [folded]
  for (let i = folded.length - 2; i > 1; i--) {
    const rest = index.counts.get(folded.slice(0, i)) && split(index, folded.slice(i))
    if (rest) return [folded.slice(0, i), ...rest]
  }
}

// Where in the slots phrases stand: folded, but one syllable (sợ, ke) with its exact marks, and some only alone.
const places = (slots, phrases, alone = []) => slots.flatMap((slot, at) => [
  ...phrases.filter(({ folds, canons }) => folds.every((word, i) => slots[at + i] && slots[at + i].alts.has(word)) &&
    (folds[1] || slot.canon === canons[0])),
  ...alone.filter(({ canons }) => !slots[1] && slot.canon === canons[0])].map(phrase => ({ phrase, at })))

// ---- Searching

const PLACE = [1, 2, 4]   // in the text, in a heading, in the title
const PAIR = 2.5          // two words side by side
const SYNONYM = 0.55
const sum = list => list.reduce((total, one) => total + (one || 0), 0)

// Find the best pages for a query. Throws if the index cannot be had.
export const search = (index, text, most = 8) => index.use(async () => {
  const { weights, pins, targets, ignore } = index.head
  const all = understand(index, text)
  const idle = places(all, ignore.map(spell)).flatMap(({ phrase, at }) => phrase.folds.map((_, i) => all[at + i]))
  const able = all.filter(({ alts }) => alts.size)
  const asked = able.filter(slot => !idle.includes(slot))
  const slots = asked[0] ? asked : able
  const spans = index.spelled.groups.flatMap(([phrases, alone], number) =>
    places(slots, phrases, alone).map(span => ({ ...span, phrases, key: `~${number}` })))
  const pairs = slots.flatMap((slot, i) => i ? [...slots[i - 1].alts].map(([one, sure]) => ({ slot, i, one, sure })) : [])

  const keys = [...slots.flatMap(({ alts }) => [...alts.keys()]), ...spans.map(({ key }) => key),
    ...pairs.flatMap(({ slot, one }) => [...slot.alts.keys(), slot.folded, slot.folded + (slot.growing ? '\uffff' : '')]
      .map(word => `${one} ${word}`))]
  const files = await Promise.all([...new Set(keys.map(key => index.file(key)))].map(file => index.get(file)))

  const rows = new Map()   // of each page the best worth of each slot, pair and synonym
  const hits = new Map()   // words and pairs to be marked
  const give = (column, key, worth) => {
    const list = files.map(([postings]) => postings[key]).find(Array.isArray)
    if (!list) return 0
    worth *= Math.log(1 + weights.length / list.length)
    hits.set(key, worth)
    let page = 0
    for (const posting of list) {
      page += posting / 3 | 0
      if (!rows.has(page)) rows.set(page, [])
      const row = rows.get(page)
      row[column] = Math.max(row[column] || 0, worth * PLACE[posting % 3])
    }
    return worth
  }
  slots.forEach((slot, i) => { slot.worth = Math.max(...[...slot.alts].map(([word, worth]) => give(3 * i, word, worth))) })
  for (const { slot, i, one, sure } of pairs) {
    const follow = (word, worth) => give(3 * i + 1, `${one} ${word}`, PAIR * worth * sure)
    let found = sum([...slot.alts].map(([word, worth]) => follow(word, worth)))
    const guess = (test, worth) => {   // a word that only the one before it vouches for
      const after = files.flatMap(([postings]) => Object.keys(postings)).filter(key => key.startsWith(`${one} `))
        .map(key => key.slice(one.length + 1)).filter(word => !slot.alts.has(word) && test(word))
      for (const word of after.slice(0, 12)) {
        found += follow(word, worth)
        hits.set(word, give(3 * i, `${one} ${word}`, worth / 2))
      }
    }
    if (slot.growing) guess(word => word.startsWith(slot.folded), 0.9)
    if (!found) guess(word => oneEdit(word, slot.folded), 0.5)
  }
  for (const { key, phrase, phrases, at } of spans) {
    give(3 * at + 2, key, SYNONYM * Math.max(2, (1 + PAIR) * phrase.folds.length - PAIR))
    for (const { folds } of phrases) folds.forEach((word, i) => (i || !folds[1]) && hits.set(folds.slice(i && i - 1, i + 1).join(' '), 2))
  }

  const scored = [...rows].map(([page, row]) => {
    const has = slots.map((_, i) => row[3 * i])
    for (const { phrase, at } of spans) if (row[3 * at + 2]) phrase.folds.forEach((_, i) => { has[at + i] = 1 })
    const share = 1 - sum(slots.map(({ worth }, i) => !has[i] && worth)) / (sum(slots.map(({ worth }) => worth)) || 1)
    return { page, score: sum(row) * share ** 2 * 2 ** (parseInt(weights[page], 36) / 8) }
  }).sort((a, b) => b.score - a.score)
  const good = scored.filter(({ score }) => score > scored[0].score / 12)
  const read = await Promise.all(good.slice(0, most).map(async ({ page, score }) => {
    const lines = parse(await index.get(`p/${page}`))
    return { lines, score: score * closeness(lines, slots) }
  }))
  return {
    found: read.sort((a, b) => b.score - a.score).map(({ lines }) => present(lines, slots, hits)),
    former: formers(slots, files, scored),
    total: good.length,
    pins: [...new Set(index.spelled.pins.flatMap((pin, i) => places(all, ...pin)[0] ? pins[i][2] : []))].map(i => targets[i]),
    nothing: index.head.nothing.map(i => targets[i]),
    also: [...new Set(spans.flatMap(({ phrases, phrase }) => phrases.filter(other => other !== phrase)))].map(({ text }) => text),
    near: scored[0] ? [] : all.flatMap(slot => nearest(index, slot.folded)),
  }
})

// All of today's pages for a name of old.
function formers(slots, files, scored) {
  const found = files.flatMap(([, old = {}]) => Object.values(old).flat()).flatMap(([name, note, page, url, title]) => {
    const { folds, canons } = spell(name)
    const digits = /\d/.test(name)
    return places(slots, ...(folds[1] || digits ? [[{ folds, canons }]] : [[], [{ canons }]])).slice(0, 1).map(({ at }) => ({
      note, url, title, rank: scored.findIndex(row => row.page === page),
      exact: canons.every((word, i) => slots[at + i].canon === word) }))
  })
  return found.filter(({ exact }) => exact || !found.some(other => other.exact)).sort((a, b) => a.rank - b.rank)
}

// The three words of the site that look most like one it does not have.
function nearest(index, folded) {
  const like = word => sum([...word].map((_, i) => folded.includes(word.slice(i, i + 2)))) / (word.length + folded.length)
  return index.words.filter(word => index.counts.get(word)).sort((a, b) => like(b) - like(a)).slice(0, 3)
}

// ---- Where on a page it stands, in the words of the page

// The title and the sections of a page, each cut into words once.
function parse(page) {
  const [url, title, sections] = page
  const line = (text, heading = '', anchor = '') => {
    const cut = [...text.matchAll(WORD)].map(({ 0: word, index: at }) => (
      { word, at, end: at + word.length, folded: fold(word), canon: canon(word) }))
    const join = key => ` ${cut.map(word => word[key]).join(' ')} `
    return { text, heading, url: anchor && !url.includes('#') ? `${url}#${anchor}` : url, words: cut,
      skip: words(heading).length, folded: join('folded'), canon: join('canon') }
  }
  return page.lines = page.lines || [line(title),
    ...sections.map(([heading, anchor, text]) => line(heading ? `${heading}. ${text}` : text, heading, anchor))]
}

// More for a page with the very words typed in its title, or with the very marks typed.
function closeness(lines, slots) {
  const holds = (line, key) => line[key].includes(` ${slots.map(slot => slot[key]).join(' ')} `)
  return (holds(lines[0], 'folded') ? 1.3 : 1) *
    (holds(lines[0], 'canon') ? 1.5 : lines.some(line => holds(line, 'canon')) ? 1.2 : 1)
}

function present(lines, slots, hits) {
  const forms = {}   // how this page writes a folded word where it is surely meant
  const sure = word => (forms[word.folded] = forms[word.folded] || []).push(word)
  for (const line of lines) {
    line.worth = line.words.map(({ folded }) => hits.get(folded) || 0)
    line.words.forEach((word, i) => {
      if (word.canon !== word.folded && slots.some(({ canon }) => canon === word.canon)) sure(word)
      const last = line.words[i - 1]
      const pair = i && hits.get(`${last.folded} ${word.folded}`)
      if (!pair) return
      line.worth[i - 1] += pair
      line.worth[i] += pair
      sure(last)
      sure(word)
    })
  }
  let best = { total: 0, line: lines[1] || lines[0], from: 0 }
  for (const line of lines) {
    line.words.forEach(({ folded, canon }, i) => {
      if (forms[folded] && !forms[folded].some(word => word.canon === canon)) line.worth[i] = 0
    })
    line.worth.forEach((worth, i) => {
      const near = new Map(line.words.slice(i, i + 28).map(({ folded }, j) => [folded, line.worth[i + j]]))
      const total = worth && sum([...near.values()])
      if (line !== lines[0] && total > best.total) best = { total, line, from: i - 5 }
    })
  }
  const meant = ({ word, alts }) => {
    const one = [...alts.keys()].find(one => forms[one])
    return one ? forms[one][0].word : [...alts.keys()][0] === fold(word) ? word : [...alts.keys()][0]
  }
  return { ...best.line, title: pieces(lines[0], 0), parts: pieces(best.line, Math.max(best.from, best.line.skip)),
    understood: slots.map(meant).join(' ') }
}

// 34 words of a line in pieces: [text, is it marked].
function pieces({ text, words, worth, skip }, from) {
  const end = Math.min(words.length, from + 34)
  const out = [[from > skip ? '… ' : '']]
  let at = from && words[from] ? words[from].at : 0
  for (let i = from; i < end; i++) {
    if (!worth[i]) continue
    out.push([text.slice(at, words[i].at)])
    at = words[i].at
    while (i + 1 < end && worth[i + 1]) i++
    out.push([text.slice(at, at = words[i].end), true])
  }
  return [...out, [end < words.length ? text.slice(at, words[end].at) + '…' : text.slice(at)]]
}

// ---- The form: a list under it; on the results page (which has #results) the page itself

function make(tag, set, ...inside) {
  const made = document.createElement(tag)
  for (const name in set) made.setAttribute(name, set[name])
  made.append(...inside)
  return made
}

const marks = pieces => pieces.map(([text, marked]) => marked ? make('mark', {}, text) : text)

export function start(form) {
  const base = new URL(form.dataset.base, location).href
  const index = new Index(base + 'finder/')
  const input = form.querySelector('input')
  const page = document.getElementById('results')
  const status = document.getElementById('status') || make('p', { role: 'status' })
  const pinned = document.getElementById('pinned') || make('div', {})
  const list = page || make('ul', { role: 'listbox', id: 'find-list', 'aria-label': 'Trang tìm thấy', hidden: '' })
  const more = make('button', { type: 'button', hidden: '' }, 'Xem thêm')
  const link = (url, ...inside) => make('a', { href: base + url }, ...inside)
  let [turn, most, wait, timer, active] = [0, 8, 50]

  async function run() {
    const mine = ++turn
    const from = performance.now()
    const answer = await search(index, input.value, most).catch(() => 0)
    wait = Math.min(300, (performance.now() - from) / 2)   // a slow line is asked less often
    if (mine === turn) show(answer)
  }

  function show({ found = [], former = [], pins, nothing, total, also, near }) {
    const typed = input.value.trim().normalize('NFC')
    const urls = former.map(({ url }) => url)
    const items = [...former.map(({ url, title, note }) => [url, [title], [note]]), ...found.filter(({ url }) => !urls.includes(url))
      .map(({ url, title, heading, parts }) => [url, [...marks(title), heading && ` › ${heading}`], marks(parts)])]
    if (page) list.replaceChildren(...items.map(([url, title, text]) => make('li', {}, link(url, ...title), make('p', {}, ...text))))
    else {
      list.replaceChildren(...items.map(([url, title, text], i) => make('li', { role: 'option', id: `find-${i}`, 'data-url': base + url },
        make('b', {}, ...title), make('span', {}, ...text))))
      open(typed && items[0])
    }
    pinned.replaceChildren(...(pins && pins[0] || !typed || items[0] ? pins : nothing || []).map(([name, url, dial, note]) => make('p', {},
      dial ? make('a', { href: `tel:${dial}` }, make('b', {}, dial), ` ${name}`) : link(url, name), ` ${note} `, dial ? link(url, 'Trước khi gọi') : '')))
    const meant = found[0] && found[0].understood
    status.replaceChildren(...(!typed ? [] : !pins ? ['Chưa tải được phần tìm kiếm. ', make('a', { href: form.action }, 'Mục lục và các số gọi')]
      : !items[0] ? [`Không thấy “${typed}”, cả khi bỏ dấu, sửa lỗi gõ, thay từ cùng nghĩa.`, ...near.flatMap((word, i) => [i ? ', ' : ' Chữ gần giống: ', make('a', { href: `${form.action}#q=${word}` }, word)])]
      : [total > found.length ? `Có ${total} trang, đây là ${items.length} trang gần nhất.` : `Có ${items.length} trang.`,
        ...(meant && meant.toLowerCase() !== typed.toLowerCase() ? [' Tìm theo: ', make('em', {}, meant), '.'] : []),
        also[0] ? ` Cũng tìm: ${also.slice(0, 4).join(', ')}.` : '']))
    more.hidden = !(total > found.length)
  }

  function open(shown) {
    list.hidden = !shown
    input.setAttribute('aria-expanded', !!shown)
    choose()
  }

  function choose(option) {
    for (const one of list.children) one.setAttribute('aria-selected', one === option)
    input.setAttribute('aria-activedescendant', option ? option.id : '')
    if (active = option) option.scrollIntoView({ block: 'nearest' })
  }

  const soon = () => { clearTimeout(timer); timer = setTimeout(run, wait) }
  if (page) {
    const read = () => { input.value = decodeURIComponent(location.hash.slice(3)); run() }
    input.addEventListener('input', () => { most = 8; history.replaceState(null, '', '#q=' + encodeURIComponent(input.value)); soon() })
    more.addEventListener('click', () => { most += 8; run() })
    addEventListener('hashchange', read)
    page.after(more)
    if (location.hash.startsWith('#q=')) read()
    return
  }
  form.append(make('div', { class: 'find-panel' }, status, pinned, list))
  const says = { role: 'combobox', 'aria-controls': 'find-list', 'aria-autocomplete': 'list', 'aria-expanded': false }
  for (const name in says) input.setAttribute(name, says[name])
  input.addEventListener('input', soon)
  input.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.isComposing || list.hidden) return
    if (step) {
      const all = [undefined, ...list.children]
      choose(all[(all.indexOf(active) + step + all.length) % all.length])
    } else if (event.key === 'Escape') open(false)
    else if (event.key === 'Enter' && active) location.assign(active.dataset.url)
    else return
    event.preventDefault()
  })
  list.addEventListener('click', event => location.assign(event.target.closest('li').dataset.url))
  form.addEventListener('focusout', event => form.contains(event.relatedTarget) || open(false))
  index.use(() => 0)
  if (input.value) run()
}
