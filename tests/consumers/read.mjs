// Reads our exports with programs of npm that `make test` does not need: `node read.mjs PROGRAM FILE` prints JSON.
import {createReadStream, readFileSync} from "node:fs"

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

const [program, file] = process.argv.slice(2)
process.stdout.write(JSON.stringify(await {code, feed, sitemap}[program](file)))
