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

const [program, file] = process.argv.slice(2)
process.stdout.write(JSON.stringify(await {feed, sitemap}[program](file)))
