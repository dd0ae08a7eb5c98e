// ES2020 module, because it is fetched only when the search is touched, and a phone that cannot read it is told so.
// The search itself, without a form. hooks/finder/README.md tells the files it reads and how it ranks;
// hooks/finder/fold.py is the twin of the folding, and tests/search/folding.json holds both to one table.

// ---- Folding

const WORD = /[\p{L}\p{N}\u0300-\u036f]+/gu
const CUT = new RegExp(`(${WORD.source})`, 'u')   // every second piece is a word
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const apart = word => word.toLowerCase().replace(/ð/g, 'đ').normalize('NFD')
const plainY = word => word.replace(/^([hklmstv]|qu)y$/, '$1i')
const once = work => { const kept = Object.create(null); return word => kept[word] = kept[word] || work(word) }   // words come again and again
export const words = text => text.normalize('NFC').match(WORD) || []
export const fold = once(word => plainY(apart(word).replace(/\p{M}/gu, '').replace(/đ/g, 'd')))
export const canon = once(word => plainY(apart(word).replace(TONES, '').normalize('NFC')) + (apart(word).match(TONES) || [''])[0])

export function telex(folded) {
  if (!/^[a-z]{2,12}$/.test(folded)) return null
  const [, head, tail] = folded.replace(/^dd/, 'd').replace(/^(d.+)d$/, '$1').match(/^([^aeiouyw]*)(.*)$/)
  const plain = tail.replace(/^w/, 'u').replace(/[sfrxjzw]/g, '').replace(/([aeo])\1+/g, '$1')
    .replace(/([aeo])(.*[cghmnpt])\1$/, '$1$2')
  return plain && head + plain !== folded ? head + plain : null
}

export const vni = folded => /^[a-z]+[1-9][a-z1-9]*$/.test(folded) ? folded.replace(/[1-9]/g, '') : null
export const repairs = folded => [vni, telex].map(repair => repair(folded)).filter(Boolean)

// One that Vietnamese can have.
const SYLLABLE = /^(ngh?|qu|gi|tr|[cgknpt]h|[bcdghklmnprstvx])?([iy]|uy[aeu]|[iouy]?[aeou][iouy]?)(n[gh]|ch|[cmnpt])?$/
export const syllable = folded => SYLLABLE.test(folded)

// A phone number in any spelling as it is dialed: twin of the site's own by tests/phones.json
const DIGITS = 'khong mot hai ba bon nam sau bay tam chin'.split(' ')
const digit = word => DIGITS.includes(fold(word)) ? DIGITS.indexOf(fold(word)) : /\d/.test(word) ? word.replace(/o/gi, 0).replace(/[Il]/g, 1) : word
export function dialed(written) {
  const all = written.normalize('NFKC').replace(WORD, digit)
  const [, abroad, digits] = all.replace(/[^\d+]/g, '').match(/^(\+|00)?\+*(.*)/)
  const [, home] = digits.match(abroad ? /^840?(.*)/ : /^840?([35789]\d{8}|2\d{9})$/) || []
  return home ? home.replace(/^(?!1[89]00)/, '0') : (abroad ? '+' : '') + digits
}

// Runs of digits, or of words for them, as dialed where a page has them so: 84 769 040 404, một một lăm
const said = word => ({ lam: 5, nham: 5, tu: 4 })[fold(word)] ?? digit(word)
function numbered(text, has) {
  const parts = text.normalize('NFKC').split(CUT)
  for (let from = 1; parts[from]; from += 2) {
    let to = from
    while (/^\d+$/.test(said(parts[to] || ''))) to += 2
    for (; to > from; to -= 2) {
      const digits = dialed(parts[from - 1].slice(-1) + parts.slice(from, to - 1).map(said).join(''))
      if (/^[01]\d\d/.test(digits) && has(digits)) { parts.splice(from, to - 1 - from, digits); break }
    }
  }
  return parts.join('')
}

// Postings as [page, place]: digits of 32, the low ones first, each step from the page before.
const STEPS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_'
const postings = once(text => {
  let page = 0
  return (text.match(/[w-zA-Z_-]*[0-9a-v]/g) || []).map(digits => {
    const step = [...digits].reduceRight((high, digit) => high * 32 + value(digit) % 32, 0)
    return [page += step / 3 | 0, step % 3]
  })
})

const numbers = text => postings(text).map(([page]) => page)

export function oneEdit(one, other) {
  if (one.length > other.length) [one, other] = [other, one]
  let i = 0
  while (i < one.length && one[i] === other[i]) i++
  const rest = (word, from) => word.slice(i + from)
  if (one.length < other.length) return rest(one, 0) === rest(other, 1)
  return one !== other && (rest(one, 1) === rest(other, 1) ||
    one[i] + one[i + 1] === other[i + 1] + other[i] && rest(one, 2) === rest(other, 2))
}

const spell = phrases => phrases.split(',').map(phrase => phrase.split(' '))

// Counts and weights are a digit each, of 36; a capital, A for 0, where a file begins. For a count, 25 is a word of pins alone.
const value = digit => STEPS.indexOf(digit)

// ---- The index: each file is fetched once; the folder anew, once, if it is of an older build

export class Index {
  constructor(root) { this.root = root }

  // The head is three lines: each is read while the next still comes.
  async open(cache) {
    const reader = (await fetch(this.root + 'manifest.json', { cache })).body.getReader()
    const decoder = new TextDecoder()
    let text = ''
    const line = async () => {
      let more = {}
      while (!text.includes('\n') && !more.done) text += decoder.decode((more = await reader.read()).value, { stream: true })
      const [first] = text.split('\n')
      text = text.slice(first.length + 1)
      return JSON.parse(first.slice(first.indexOf('{'), -1))
    }
    const { folder, words, counts, leads, weights, best, ignore, short } = await line()
    this.folder = this.root + folder
    this.got = {}
    this.phrases = new Map()
    this.counts = new Map()
    this.files = new Map()
    this.leads = new Map()   // the files in which phrases of pins lie with a word
    let file = -1
    let last = ''   // a capital says how many letters each has of the one before
    ;(words.match(/[A-Z][^A-Z]*/g) || []).forEach((rest, i) => {
      last = last.slice(0, rest.charCodeAt() - 65) + rest.slice(1)
      const count = value(counts[i]) % 36
      file += value(counts[i]) > 35
      this.counts.set(last, count % 25)
      if (count < 25) this.files.set(last, `k/${file}`)
      if (value(leads[i / 5 | 0]) >> i % 5 & 1) this.leads.set(last, `k/${file}`)
    })
    this.words = [...this.files.keys()]
    Object.assign(this, { ignore: spell(marked(ignore)), short: Object.fromEntries(spell(short).map(([typed, ...meant]) => [typed, meant])), weights, best: numbers(best) })
    this.rest = line().then(head => this.learn(head))
    this.cards = this.rest.then(line)
    this.cards.catch(() => 0)   // told to whoever waits for it
  }

  learn(head) {
    let lists = 0
    const target = i => head.targets[i]
    const list = text => {
      this.keep(text.split('/').map(one => [one, [lists]]))
      return [lists++, ...[...text.matchAll(/\$(\d+)/g)].map(([, set]) => +set)]   // its own number, and those of the sets that it names
    }
    const row = text => text.split(' ').map(one => one === '~' ? one : list(one))
    const pattern = text => text.split(' + ').map(row)   // rows that may stand in any order
    head.sets.map(list)   // all in the order in which they were written
    Object.assign(this, { nothing: head.nothing.map(target), harmless: list(head.harmless), present: list(head.present),
      about: head.about.map(([level, ...one]) => [level, ...one.map(list)]),
      pins: head.pins.map(([shows, words, alone, patterns, level]) => [shows.map(target), list(words), list(alone),
        patterns ? patterns.replace(/~/g, ' ~ ').split(',').map(pattern) : [], level]) })
  }

  // Keep phrases by their first word folded, each as its words, with marks and folded, and the numbers of the lists that have it.
  // A mark of tone ends a word, and `_` without a word before it repeats the first of the phrase before.
  keep(some, phrases = this.phrases) {
    let first
    for (const [text, lists] of some) {
      if (!/^\w/.test(text)) continue   // none, or the name of a set
      const words = text.replace(/[FJRSX](?=\w)/g, '$&_').split('_').map(word => marked(word || first)).map(word => [ear(word.replace('!', '')), fold(word)])   // cô! is never co
      first = words[0][0]
      phrases.set(fold(first), [...phrases.get(fold(first)) || [], [words, lists]])
    }
  }

  // Do `work`; if a file is not there, the site was built anew since: take the new index and do it once more.
  async use(work) {
    const ready = this.ready = this.ready || this.open('default')
    try {
      await ready
      return await work()
    } catch {
      if (this.ready === ready) this.ready = this.open('reload')
      await this.ready
      return work()
    }
  }

  get(name) {
    const { phrases } = this
    const read = async () => {
      const file = await (await fetch(`${this.folder}/${name}.json`)).json()
      if (name[0] === 'k' && file[1]) this.keep(spell(file[1]).map(([text, lists]) => [text, numbers(lists)]), phrases)
      return file
    }
    return this.got[name] = this.got[name] || read()
  }

  // What a result shows of a page: that of the likeliest comes with the head. A file begins where a weight is a capital.
  async card(page) {
    return (this.best.includes(page) ? await this.cards
      : await this.get(`p/${this.weights.slice(0, page + 1).match(/[A-Z]/g).length - 1}`))[page]
  }

  // The four commonest words that pass the test.
  likely(test) {
    return this.words.filter(test).sort((a, b) => this.counts.get(b) - this.counts.get(a)).slice(0, 4)
  }
}

// ---- What was typed: slots, each a word with all it may stand for and how much that is worth

function understand(index, text) {
  const typed = []
  text = numbered(text.slice(0, 300), digits => index.counts.has(digits))
  for (const word of words(text)) {
    const joined = typed[typed.length - 1] + word   // the parts of a number are one
    if (/^\d{6,}$/.test(joined) && index.likely(known => known.startsWith(joined))[0]) typed.pop(), typed.push(joined)
    else typed.push(word)
  }
  const unmarked = typed.filter(word => canon(word) === fold(word)).length > typed.length / 2   // then a word without marks may be any
  return typed.flatMap((word, i) => {
    const folded = fold(word)
    const known = index.counts.has(folded)
    const mended = known ? [] : repairs(folded).filter(one => index.counts.has(one))
    const meant = known ? folded : mended[0]
    const growing = i === typed.length - 1 && !/[\s.,?!]$/.test(text)
    const alts = new Map()
    const add = (found, worth) => found.forEach(one => alts.has(one) || alts.set(one, worth))
    if (meant) alts.set(meant, 1)
    if (growing && (!known || +folded) && folded[1]) add(index.likely(one => one.startsWith(folded)), 0.5)
    const whole = syllable(folded)   // kiếp is no ki and ep, though no page has it
    const parts = !whole && (!alts.size && !index.short[folded] || index.counts.get(folded) === 1) && [folded, ...repairs(folded)].map(one => split(index, one)).find(one => one?.[1])
    // doraemon says nothing of a crisis
    if (parts) return parts.map(one => ({ word: one, cut: true, folded: one, canon: one, alts: new Map([[one, 1]]), says: folded[3 * parts.length - 1] ? [one] : [], bare: true }))
    const plain = canon(word) === folded
    if (!alts.size && (plain || !whole) && !FOREIGN.test(folded)) {
      if (/^\D{4,}$/.test(folded)) add(index.likely(one => oneEdit(one, folded)), 0.5)
      if (!alts.size && /^\D{6,}$/.test(folded)) add(index.likely(one => one.startsWith(folded.slice(0, -1))), 0.3)
    }
    // what the keys pressed may say, with no guess: itself, Telex or VNI, a word as people shorten it
    const says = [folded, ...mended, ...index.short[folded] || [], ...known ? [] : [folded.replace(/g$/, 'ng'), folded.replace(/h$/, 'nh')]]
    const form = known && !(plain && unmarked) ? canon(word) : ''
    return [{ word, form, folded, canon: known ? canon(word) : meant || canon(word), alts, growing, says, bare: plain && unmarked, known: index.counts.get(folded) }]
  })
}

const FOREIGN = /[fjwz]|(ld|lp|nk|rt)$/

// matuyda: known words written as one, cut where they are the commonest.
function split(index, folded) {
  const best = [[0, []]]   // of each beginning: how good its best cut is, and the cut
  for (let end = 1; end <= folded.length; end++) {
    for (let from = Math.max(0, end - 7); from < end; from++) {
      const one = folded.slice(from, end)
      const count = best[from] && (one[1] || /[ao]/.test(one)) && index.counts.get(one)
      const worth = count && best[from][0] + count - 14   // few first
      if (count && !(best[end]?.[0] >= worth)) best[end] = [worth, [...best[from][1], one]]
    }
  }
  return best[folded.length]?.[1]
}

// Where in the slots phrases stand: folded, but one syllable (sợ, ke; none has eight letters) with its exact marks, and some only alone.
const places = (slots, phrases, alone = []) => slots.flatMap(({ canon }, at) => [
  ...phrases.filter(phrase => phrase[0] === canon && !phrase[1] ||
    (phrase[1] || phrase[0][7]) && phrase.every((word, i) => slots[at + i]?.alts.has(word))),
  ...alone.filter(([word]) => !slots[1] && word === canon)].map(phrase => ({ phrase, at })))

// ---- Pins: by what was typed, never by a guess at it. A part of a pattern is phrases by their first word folded; a gap is ''.

// Words come with a capital for each mark.
const marked = word => word.replace(/[A-Z]/g, letter => 'ăâêôơưđ\u0301\u0300\u0309\u0303\u0323'['AZEOQUDSFRXJ'.indexOf(letter)])

const ear = word => word.replace('\u0303', '\u0309')   // ngã and hỏi are one where readers speak: tự tữ, khó thỡ
const GAP = [0, 1, 2, 3, 4]   // words that may stand in one
const says = (one, [word, folded], loosely) => one && (ear(one.canon) === word || one.says.includes(folded, (loosely ? one.canon === one.folded : one.bare) ? 0 : 1))
const all = (slots, at, phrase, loosely) => phrase.every((word, i) => says(slots[at + i], word, loosely))

// Of each slot the lists that have a phrase beginning there, with its words; and the lists that have one anywhere: one of several
// words is known without its marks, or with some left out.
function heard({ phrases }, slots) {
  const anywhere = new Set()
  const here = slots.map((slot, at) => {
    const found = new Map()
    for (const [phrase, lists] of slot.says.flatMap(one => phrases.get(one) || [])) {
      if (all(slots, at, phrase)) lists.forEach(list => found.set(list, [...found.get(list) || [], phrase.length]))
      if (phrase[1] || phrase[0][0][7] ? all(slots, at, phrase, true) : phrase[0][0] === ear(slot.canon)) lists.forEach(list => anywhere.add(list))
    }
    return found
  })
  return [here, anywhere]
}

function recognized(index, typed) {
  const without = ([list], slots) => {
    const left = [...slots]
    heard(index, slots)[0].forEach((found, at) => found.get(list)?.forEach(size => left.fill({ says: [], canon: '' }, at, at + size)))
    return left
  }
  const slots = without(index.harmless, typed)
  const [here, anywhere] = heard(index, slots)
  const has = (lists, some = anywhere) => lists.some(list => some.has(list))
  const follows = ([first, ...rest], at) => !first ||
    (first === '~' ? GAP : first.flatMap(list => here[at]?.get(list) || [])).some(size => follows(rest, at + size))
  const stand = row => slots.some((_, at) => follows(row, at))
  const known = stand([index.present])   // without anyone in it a thing in a longer query is a matter, no crisis
  // who writes or asks about it is not in it; where nobody is present either, it keeps back one level more
  const told = index.about.filter(([, words, unless, others]) => has(words) && !has(unless, heard(index, without(others, slots))[1]))
  return [...new Set(index.pins.flatMap(([shows, phrases, alone, patterns, level]) => told.every(([one]) => level > one + !known) &&
    (!typed[1] && has(alone) || (known || level > !!typed[5]) && has(phrases) || patterns.some(rows => rows.every(stand))) ? shows : []))]
}

// ---- Searching

const PLACE = [1, 2, 4, 12]   // in the text, in a heading, in the title; a number there (111, plan 105) says which page is meant, though it stands on many
const PAIR = 2.5          // two words side by side
const SYNONYM = 0.55
const OTHER = 0.07       // the word with other marks: in a title too less than what counts as had
const FILES = 5          // of postings, read for one query
const NEAR = 2           // that much commoner is a word beside one that is read
const sum = list => list.reduce((total, one) => total + (one || 0), 0)
const worth = slots => sum(slots.map(slot => slot.worth))

// Find the best pages for a query; what is recognized in it is told before, as soon as its words and the pins are there. Throws if the index cannot be had.
// Once another search has overtaken it, and it is not `wanted` any more, it asks for nothing else and finds nothing.
export const search = (index, text, most, tell, wanted = () => true) => index.use(async () => {
  if (!wanted()) return
  const typed = understand(index, text)
  const { weights } = index
  const few = Math.max(6, Math.log2(weights.length) - 2)
  const idle = places(typed, index.ignore).flatMap(({ phrase, at }) => typed.slice(at, at + phrase.length))
  const able = typed.filter(({ alts, growing }, i) => alts.size || growing && i)
  const asked = able.filter(slot => !idle.includes(slot))
  const slots = asked[0] ? asked : able
  const pairs = slots.flatMap((slot, i) => i ? [...slots[i - 1].alts].map(([one, sure]) => ({ slot, i, one, sure })) : [])

  // Few files are read: those of the rarest words. One that a fifth of the site has is looked for only beside fewer than two rarer ones.
  const rarity = ({ alts }) => Math.max(-1, ...[...alts.keys()].map(one => index.counts.get(one)))
  const common = slots.filter(slot => slot.alts.size && rarity(slot) < few).length > 1 ? few : Infinity
  // The pair of two words lies with the rarer one: beside a word that is read the other tells little more.
  const cost = slot => rarity(slot) + NEAR * [1, -1].filter(by => slots[slots.indexOf(slot) + by]?.skip === false).length
  const left = [...slots]
  // Phrases of pins lie with the rarest of their words: those files are needed in any case.
  let names = new Set(typed.flatMap(({ says, canon }) => [...says, fold(canon)]).flatMap(word => index.leads.get(word) || []))
  while (left[0]) {
    const slot = left.sort((a, b) => cost(a) - cost(b)).shift()
    const more = new Set([...names, ...[...slot.alts.keys()].flatMap(word => index.files.get(word) || []).slice(0, 2)])
    slot.skip = rarity(slot) >= common || more.size > Math.max(FILES, names.size)
    names = slot.skip ? names : more
  }
  const asking = [...names].map(name => index.get(name))
  const told = Promise.all([index.rest, ...asking]).then(() => wanted() && tell(recognized(index, typed), index.nothing))
  told.catch(() => 0)
  const files = await Promise.all(asking)
  if (!wanted()) return

  const rows = new Map()   // of each page the best worth of each slot, pair and synonym
  const hits = new Map()   // words and pairs to be marked
  const kept = Object.assign({}, ...files.map(([words]) => words))
  const spans = Object.keys(kept).filter(key => key[0] === '~').flatMap(key => {
    const [, name, words, alone = ''] = kept[key]
    const phrases = spell(words)
    return places(slots, phrases, alone ? spell(alone) : []).map(({ phrase, at }) => ({ at, size: phrase.length, key, name, phrases }))
  })
  const pair = (one, other) => kept[other]?.[1]?.[one] || kept[one]?.[2]?.[other]
  const give = (column, key, found, worth, form) => {
    if (!found) return 0
    const ways = Object.entries(found.at ? [found] : found)
    const same = ways.some(([way]) => way === form)
    const lists = ways.map(([way, text]) => [!same || way === form, postings(text)])
    worth *= Math.log(1 + weights.length / sum(lists.map(([like, list]) => like && list.length)))
    hits.set(key, worth)
    for (const [like, list] of lists) {   // a word with other marks than were typed is worth less
      for (const [page, place] of list) {
        if (!rows.has(page)) rows.set(page, [])
        const row = rows.get(page)
        row[column] = Math.max(row[column] || 0, worth * PLACE[place > 1 && key > 99 ? 3 : place] * (like || OTHER))
      }
    }
    return worth
  }
  slots.forEach((slot, i) => { slot.worth = Math.max(0, ...[...slot.alts].map(([word, worth]) => give(3 * i, word, kept[word]?.[0], worth, slot.form))) })
  for (const { slot: { alts, folded, growing, known }, i, one, sure } of pairs) {
    const follow = (word, worth) => give(3 * i + 1, `${one} ${word}`, pair(one, word), PAIR * worth * sure)
    let found = sum([...alts].map(([word, worth]) => follow(word, worth)))
    const guess = (test, worth) => {   // a word that only the one before it vouches for
      const after = [...Object.keys(kept[one]?.[2] || {}), ...files.flatMap(([words]) => Object.keys(words).filter(word => words[word][1]?.[one]))]
      for (const word of after.filter(word => !alts.has(word) && test(word)).slice(0, 12)) {
        found += follow(word, worth)
        alts.set(word, worth)
        hits.set(word, give(3 * i, `${one} ${word}`, pair(one, word), worth / 2))
      }
    }
    if (growing) guess(word => word.startsWith(folded), alts.size && folded[1] ? 0.5 : 0.9)   // less if it may be whole
    if (!found && !known) guess(word => oneEdit(word, folded), 0.5)
  }
  for (const { key, size, phrases, at } of spans) {
    give(3 * at + 2, key, kept[key][0], SYNONYM * Math.max(2, (1 + PAIR) * size - PAIR))
    for (const phrase of phrases) phrase.forEach((_, i) => (i || !phrase[1]) && hits.set(phrase.slice(i && i - 1, i + 1).join(' '), 2))
  }

  const pages = new Map()   // a long page is numbered section by section, the first what is said of the whole: one of the others is shown
  for (const [part, row] of rows) {
    let page = part
    while (weights[page] === '-') page--
    const whole = pages.get(page) || { row: [], part: page, most: 0, all: 0 }
    row.forEach((worth, i) => { whole.row[i] = Math.max(whole.row[i] || 0, worth) })
    const all = sum(row)
    whole.all = Math.max(whole.all, all)
    if (part > page && all > whole.most) Object.assign(whole, { part, most: all })
    pages.set(page, whole)
  }
  const scored = [...pages].map(([page, { row, part, all }]) => {
    const has = slots.map(({ worth, skip }, i) => skip || row[3 * i] > worth * 0.3)
    for (const { size, at } of spans) if (row[3 * at + 2]) has.fill(1, at, at + size)
    const share = 1 - worth(slots.filter((_, i) => !has[i])) / (worth(slots) || 1)
    return { page, part, score: (sum(row) + all) * share * 2 ** (value(weights[page]) % 36 / 8) }
  }).sort((a, b) => b.score - a.score)
  const good = scored.filter(({ score }) => score > scored[0].score / 12)   // those far below the best answer little
  const read = await Promise.all(good.slice(0, most).map(async ({ page, part, score }) => {
    const lines = parse(await index.card(page))
    return { lines, section: part - page + 1, score: score * closeness(lines, slots) }
  }))
  const old = formers(slots, files.flatMap(([, , old = {}]) => Object.values(old).flat()), scored)
  await told   // so that nothing moves once results stand
  return {
    found: read.sort((a, b) => b.score - a.score).slice(0, most).map(({ lines, section }) => present(lines, section, slots, hits)),
    former: old.filter(({ asked }) => asked),
    later: old.filter(({ asked }) => !asked),
    total: good.length,
    also: [...new Set(spans.map(({ name }) => name))],
    absent: typed.filter(({ alts, word }) => !/^\p{N}*$/u.test(word) && ![...alts.keys()].some(one => index.counts.get(one))).map(({ word }) => word),
    near: scored[0] ? [] : typed.flatMap(({ folded }) => nearest(index, folded)),
  }
})

// All of today's pages for a name of old. It was asked for if its note says most of what was typed.
function formers(slots, old, scored) {
  const says = (note, alts) => words(note).some(word => alts.has(fold(word)))
  const found = old.flatMap(([said, note, page, url, title]) => {
    const [canons] = spell(said)
    const folds = canons.map(fold)
    return places(slots, ...(folds[1] || +folds[0] ? [[folds]] : [[], [canons]])).slice(0, 1).map(({ at }) => ({
      note, url, title, rank: scored.findIndex(row => row.page === page),
      asked: folds.every((word, i) => !slots[at + i].known || slots[at + i].alts.get(word) === 1) && worth(slots.filter(({ alts }, i) => canons[i - at] || says(note, alts))) > worth(slots) * 0.8,
      exact: canons.every((word, i) => slots[at + i].canon === word) }))
  })
  return found.filter(({ exact }) => exact || !found.some(other => other.exact)).sort((a, b) => a.rank - b.rank)
}

// The three words of the site that look most like one it does not have.
function nearest(index, folded) {
  const like = word => sum([...word].map((_, i) => folded.includes(word.slice(i, i + 2)))) / (word.length + folded.length)
  return index.words.filter(word => word[3] && index.counts.get(word) && like(word) > 0.25)
    .sort((a, b) => like(b) - like(a)).slice(0, 3)
}

// ---- What a result shows, in the words of the page

// The title, what the page is about, and its headings, each cut into words once.
function parse([url, title, lead, ...sections]) {
  return [title + '#', lead + '#', ...sections].map(text => {
    const [, whole, anchor] = text.match(/^(.*?)(#[^#]*)?$/s)   // in digits: how many words of the heading it leaves out before, how many it is made of
    const cut = words(whole).map(word => ({ word, folded: fold(word), canon: canon(word) }))
    const [, start, size] = anchor?.match(/^#(\d?)(\d)$/) || []
    return { url: url + (size ? '#' + cut.slice(start, +start + +size).map(({ folded }) => folded).join('-') : anchor?.[1] ? anchor : ''), whole, cut }
  })
}

// More for a title, the more of it was typed and the more of what was typed it has, and for each number in it; less, the more of
// the marks that were typed its page does not show.
function closeness(lines, slots) {
  const [{ cut }] = lines
  const told = slots.filter(({ alts, form }) => cut.some(word => alts.has(word.folded) && (!form || form === word.canon)))
  const marked = slots.filter(({ folded, canon }) => canon !== folded)
  const lacks = marked.filter(({ canon }) => !lines.some(({ cut }) => cut.some(word => word.canon === canon)))
  return 1.4 ** told.filter(({ folded }) => /\d/.test(folded)).length * (1 + told.length ** 2 / cut.length / slots.length) *
    (1 - 0.4 * lacks.length / (marked.length || 1))
}

// The section is the one that has most, else the one whose heading has.
function present(lines, section, slots, hits) {
  const forms = {}   // how this page writes a folded word where it is surely meant
  const sure = word => (forms[word.folded] = forms[word.folded] || []).push(word)
  for (const line of lines) {
    line.worth = line.cut.map(({ folded }) => hits.get(folded) || 0)
    line.cut.forEach((word, i) => {
      if (word.canon !== word.folded && slots.some(({ canon }) => canon === word.canon)) sure(word)
      const last = line.cut[i - 1]
      const pair = i && hits.get(`${last.folded} ${word.folded}`)
      if (!pair) return
      line.worth[i - 1] += pair
      line.worth[i] += pair
      sure(last)
      sure(word)
    })
  }
  for (const line of lines) {
    const meant = ({ folded, canon }) => !forms[folded] || forms[folded].some(word => word.canon === canon)
    line.worth = line.worth.map((worth, i) => worth && meant(line.cut[i]) ? worth : 0)
  }
  const [title, lead, ...headings] = lines
  const best = section > 1 ? lines[section] : headings.filter(({ worth }) => sum(worth)).sort((a, b) => sum(b.worth) - sum(a.worth))[0]
  const heading = best?.whole ? best : { url: title.url }
  const replaced = slots.filter(({ folded, alts, cut }) => cut || ![...alts.keys()].some(one => one.startsWith(folded)))
  const instead = replaced.flatMap(({ alts }) => [...alts.keys()].filter(one => forms[one]).slice(0, 1).map(one => forms[one].at(-1).word))
  return { url: heading.url, heading: heading.whole && pieces(heading), title: pieces(title), text: pieces(lead),
    instead: instead.join(' ') || replaced.map(({ alts }) => [...alts.keys()][0]).join(' ') }
}

// A line in pieces: [text, is it marked].
const pieces = ({ whole, worth }) => whole.split(CUT).map((text, i) => [text, i % 2 && worth[i >> 1]])
