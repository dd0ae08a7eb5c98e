// ES2020 script, because only a browser that has service workers ever asks for it, after a tap on keep.js's button.
// The kept copy: light pages for a reader who asked to have them without a network. Registered only by keep.js, after a
// tap. Online, the network answers and a new build takes the old one's place; offline, the copy answers, and an
// address that is not kept leads to the page with the numbers. KEPT and VERSION are put in front by the build.
const scope = registration.scope
const ours = `kept ${scope} `
const name = ours + VERSION
const kept = new Set(KEPT.map(path => new URL(path, scope).href))
const patience = 5000   // milliseconds on a bar of signal before the copy answers

async function fetchNew(url) {
  const answer = await fetch(url, { cache: 'no-store' })   // so that taking the copy off leaves nothing
  if (!answer.ok || answer.redirected) throw new Error(url)
  return answer
}

async function install() {
  const answers = await Promise.all([...kept].map(async url => [url, await fetchNew(url)]))
  const cache = await caches.open(name)
  for (const [url, answer] of answers) await cache.put(url, answer)
  await skipWaiting()
}

async function activate() {
  for (const other of await caches.keys()) {
    if (other.startsWith(ours) && other !== name) await caches.delete(other)
  }
  await clients.claim()
}

const late = () => new Promise((resolve, reject) => setTimeout(reject, patience))

// Asks the host even where the browser holds a page it takes for fresh: a number may have been taken off since.
const ask = request => fetch(new Request(request, { cache: 'no-cache' }))

async function page(request, url) {
  const cache = await caches.open(name)
  const copy = await cache.match(url)
  try {
    const answer = await (copy ? Promise.race([ask(request), late()]) : ask(request))
    if (copy && answer.ok && !answer.redirected) await cache.put(url, answer.clone())
    return answer
  } catch {
    return copy || Response.redirect(new URL(OFFLINE, scope))
  }
}

async function part(request, url) {
  const cache = await caches.open(name)
  return await cache.match(url) || fetch(request)   // its name holds its hash: a kept one is the right one
}

addEventListener('install', event => event.waitUntil(install()))
addEventListener('activate', event => event.waitUntil(activate()))
addEventListener('fetch', event => {
  const { request } = event
  const url = request.url.split('#')[0]
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(page(request, url))
  else if (kept.has(url)) event.respondWith(part(request, url))
})
