// Opens pages in an engine that is not Chromium's: `node engines.mjs firefox|webkit PROGRAM ORIGIN PATH…` prints JSON, a page a line.
// A sheet of paper (below in/) is printed too, by Firefox, as PDF in base64.
// Firefox is driven by WebDriver BiDi, which it speaks itself; WebKit by the WebDriver of its GTK port. Both at 360 px, where they can.
import {spawn} from "node:child_process"
import {mkdtempSync, rmSync} from "node:fs"
import {createServer} from "node:net"
import {tmpdir} from "node:os"
import {join} from "node:path"

const PATIENCE = 120_000

// What a person would miss: the numbers, a page that fits, a search that answers.
const LOOK = `
  const links = [...document.querySelectorAll('a[href^="tel:"]')].filter(link => link.getClientRects().length)
  return JSON.stringify({
    title: document.title,
    width: innerWidth,
    over: document.documentElement.scrollWidth - innerWidth,
    dials: [...new Set(links.map(link => link.getAttribute("href")))].sort(),
    styled: [...document.styleSheets].reduce((sum, sheet) => sum + sheet.cssRules.length, 0),
    results: document.querySelectorAll("ol#results > li").length,
    words: document.querySelector("main")?.innerText ?? document.body.innerText,
  })`

async function until(what, ask) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((go) => setTimeout(go, 100))) {
    const found = await ask().catch(() => undefined)
    if (found) return found
  }
  throw new Error(`waited in vain for ${what}`)
}

const searched = (look) => look.results > 0

async function firefox(program, folder, see) {
  const browser = spawn(program, ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", folder])
  let told = ""
  for (const stream of [browser.stdout, browser.stderr]) stream.on("data", (words) => (told += words))
  const address = await until("Firefox", async () => told.match(/WebDriver BiDi listening on (ws:\S+)/)?.[1])
  const socket = new WebSocket(`${address}/session`)
  await new Promise((open, fail) => Object.assign(socket, {onopen: open, onerror: fail}))
  const waiting = new Map()
  let errors = []
  socket.onmessage = ({data}) => {
    const said = JSON.parse(data)
    if (said.id) waiting.get(said.id)(said)
    else if (said.method === "log.entryAdded" && said.params.level === "error") errors.push(said.params.text)
  }
  let number = 0
  const ask = async (method, params) => {
    const said = await new Promise((answer) => {
      waiting.set(++number, answer)
      socket.send(JSON.stringify({id: number, method, params}))
    })
    if (said.type === "error") throw new Error(`${method}: ${said.message}`)
    return said.result
  }
  const {capabilities} = await ask("session.new", {capabilities: {}})
  const {context} = (await ask("browsingContext.getTree", {})).contexts[0]
  await ask("session.subscribe", {events: ["log.entryAdded"]})
  await ask("browsingContext.setViewport", {context, viewport: {width: 360, height: 740}})
  const look = async () => {
    const said = await ask("script.evaluate", {
      expression: `(() => {${LOOK}})()`,
      target: {context},
      awaitPromise: false,
    })
    return JSON.parse(said.result.value)
  }
  await see(capabilities.browserVersion, async (url) => {
    errors = []
    await ask("browsingContext.navigate", {context, url, wait: "complete"})
    const found = url.includes("#q=") ? await until(url, async () => searched(await look()) && look()) : await look()
    const a4 = {context, background: true, page: {width: 21, height: 29.7}, margin: {top: 0, bottom: 0, left: 0, right: 0}}
    const pdf = url.includes("/in/") ? (await ask("browsingContext.print", a4)).data : ""
    return {...found, errors, pdf}
  })
  browser.kill()
}

async function webkit(program, _folder, see) {
  const port = await new Promise((free) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const {port} = probe.address()
      probe.close(() => free(port))
    })
  })
  const driver = spawn(program, [`--port=${port}`], {stdio: "ignore"})
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {method, body: body && JSON.stringify(body)})
    const {value} = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${value.message}`)
    return value
  }
  await until("WebKitWebDriver", () => ask("GET", "/status"))
  const {sessionId, capabilities} = await ask("POST", "/session", {capabilities: {}})
  await ask("POST", `/session/${sessionId}/window/rect`, {width: 360, height: 740}).catch(() => {})
  const look = async () => JSON.parse(await ask("POST", `/session/${sessionId}/execute/sync`, {script: LOOK, args: []}))
  await see(capabilities.browserVersion, async (url) => {
    await ask("POST", `/session/${sessionId}/url`, {url})
    const found = url.includes("#q=") ? await until(url, async () => searched(await look()) && look()) : await look()
    return {...found, errors: []} // its driver tells nothing of the console
  })
  await ask("DELETE", `/session/${sessionId}`)
  driver.kill()
}

const [engine, program, origin, ...paths] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), "engine-"))
const found = {version: "", pages: {}}
await {firefox, webkit}[engine](program, folder, async (version, open) => {
  found.version = version
  for (const path of paths) found.pages[path] = await open(origin + path)
})
process.stdout.write(JSON.stringify(found), () => {
  rmSync(folder, {recursive: true, force: true, maxRetries: 9, retryDelay: 200})
  process.exit()
})
