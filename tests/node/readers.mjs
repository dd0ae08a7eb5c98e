// What programs that are not ours read in our files, as JSON: `node readers.mjs calendar FILE UNTIL`, `feed FILE`, `schemas FOLDER`.
import {createRequire} from "node:module"
import {readFileSync, readdirSync} from "node:fs"
import {join} from "node:path"

const need = createRequire(import.meta.url)
const day = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`
const asUtc = (date) => date.toISOString().slice(0, 10)

// Every occurrence before UNTIL as [UID, first day, day after the last, name, place, status], by reader.
function calendar(file, until) {
  const text = readFileSync(file, "utf8")
  return {"ical.js": byIcalJs(text, until), "node-ical": byNodeIcal(text, until), "ts-ics": byTsIcs(text, until)}
}

function byIcalJs(text, until) {
  const ICAL = need("ical.js")
  const found = []
  for (const part of new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(part)
    const about = [event.summary, event.location ?? "", part.getFirstPropertyValue("status")]
    if (!event.isRecurring()) {
      found.push([event.uid, event.startDate.toString(), event.endDate.toString(), ...about])
      continue
    }
    const times = event.iterator()
    for (let time = times.next(); time && time.toString() < until; time = times.next()) {
      const one = event.getOccurrenceDetails(time)
      found.push([event.uid, one.startDate.toString(), one.endDate.toString(), ...about])
    }
  }
  return found
}

function byNodeIcal(text, until) {
  const ical = need("node-ical")
  const found = []
  for (const event of Object.values(ical.sync.parseICS(text))) {
    if (event.type !== "VEVENT") continue
    const about = [event.summary, event.location ?? "", event.status]
    if (!event.rrule) {
      found.push([event.uid, day(event.start), day(event.end), ...about])
      continue
    }
    for (const one of ical.expandRecurringEvent(event, {from: new Date(2019, 0, 1), to: new Date(`${until}T00:00`)})) {
      if (day(one.start) < until) found.push([event.uid, day(one.start), day(one.end), ...about])
    }
  }
  return found
}

function byTsIcs(text, until) {
  const {convertIcsCalendar, extendByRecurrenceRule} = need("ts-ics")
  const found = []
  for (const event of convertIcsCalendar(undefined, text).events) {
    const about = [event.summary, event.location ?? "", event.status]
    const long = event.end.date - event.start.date
    const exceptions = (event.exceptionDates ?? []).map((one) => one.date)
    const starts = event.recurrenceRule
      ? extendByRecurrenceRule(event.recurrenceRule, {start: event.start.date, end: new Date(`${until}T00:00Z`), exceptions})
      : [event.start.date]
    for (const start of starts) {
      if (asUtc(start) < until || !event.recurrenceRule) {
        found.push([event.uid, asUtc(start), asUtc(new Date(+start + long)), ...about])
      }
    }
  }
  return found
}

async function feed(file) {
  const {parseAtomFeed} = await import("feedsmith")
  return parseAtomFeed(readFileSync(file, "utf8"))
}

// What Ajv, as strict as it comes, says of each schema of a folder and of the file that it describes; nothing when all is well.
function schemas(folder) {
  const Ajv = need("ajv/dist/2020").default
  const told = []
  const say = (words) => told.push(words.join(" "))
  const logger = {log: (...words) => say(words), warn: (...words) => say(words), error: (...words) => say(words)}
  const ajv = new Ajv({allErrors: true, logger})
  need("ajv-formats").default(ajv)
  for (const name of readdirSync(join(folder, "schema"))) {
    try {
      const holds = ajv.compile(JSON.parse(readFileSync(join(folder, "schema", name), "utf8")))
      if (!holds(JSON.parse(readFileSync(join(folder, name), "utf8")))) told.push(`${name}: ${ajv.errorsText(holds.errors)}`)
    } catch (error) {
      told.push(`${name}: ${error.message}`)
    }
  }
  return told
}

const [command, ...words] = process.argv.slice(2)
const answer = await {calendar, feed, schemas}[command](...words)
process.stdout.write(JSON.stringify(answer))
