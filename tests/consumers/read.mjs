// Reads our exports with programs of npm that `make test` does not need: `node read.mjs PROGRAM FILE` prints JSON.
import {createReadStream, readFileSync, writeFileSync} from "node:fs"
import {pathToFileURL} from "node:url"
import {isDeepStrictEqual} from "node:util"

async function feed(file) {
  const {default: Parser} = await import("rss-parser")
  const found = await new Parser().parseString(readFileSync(file, "utf8"))
  return found.items.map((one) => [one.id, one.title, one.link])
}

async function sitemap(file) {
  const {parseSitemap} = await import("sitemap")
  return (await parseSitemap(createReadStream(file))).map((one) => [one.url, one.lastmod ?? ""])
}

// A picture of one code: its width, then its grey dots, as the test wrote them.
async function code(file) {
  const {default: jsQR} = await import("jsqr")
  const bytes = readFileSync(file)
  const width = bytes.readUInt32BE(0)
  const grey = bytes.subarray(4)
  const dots = new Uint8ClampedArray(grey.length * 4).map((_, at) => (at % 4 === 3 ? 255 : grey[at >> 2]))
  return (jsQR(dots, width, grey.length / width) ?? {data: ""}).data
}

// A client that swagger-typescript-api wrote asks for every path; whether what it hands over is what the site's file says.
async function client(file, origin) {
  const {default: typescript} = await import("typescript")
  const script = file.replace(/ts$/, "mjs")
  const options = {compilerOptions: {module: "esnext", target: "es2022"}}
  writeFileSync(script, typescript.transpileModule(readFileSync(file, "utf8"), options).outputText)
  const {Api, HttpClient} = await import(pathToFileURL(script))
  const [api, bare] = [new Api({baseUrl: origin}), new HttpClient()]
  const found = {}
  for (const group of Object.keys(api).filter((name) => !(name in bare))) {
    for (const ask of Object.values(api[group])) {
      const answer = await ask()
      const read = answer.data ?? (await answer.text())
      const written = await (await fetch(answer.url)).text()
      found[answer.url] = isDeepStrictEqual(read, typeof read === "string" ? written : JSON.parse(written))
    }
  }
  return found
}

const [program, file, origin] = process.argv.slice(2)
process.stdout.write(JSON.stringify(await {client, code, feed, sitemap}[program](file, origin)))
