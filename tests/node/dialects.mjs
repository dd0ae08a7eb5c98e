// Which JavaScript a script of the site may be written in. Its first line names it, with the reason; it is read as that and no more.
// Whatever runs before a reader asks for something is ES5. What is fetched later, by a script that can tell the reader of a
// failure, may be newer: those are named here.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "acorn";

const FETCHED_LATER = new Set(["finder.js", "finder-form.js", "worker.js"]);
const DIALECTS = {
  ES5: { ecmaVersion: 5 },
  "ES2020 script": { ecmaVersion: 2020 },
  "ES2020 module": { ecmaVersion: 2020, sourceType: "module" },
};

function wrong(path, text) {
  const name = text.match(/^\/\/ (ES\w+(?: script| module)?), because \S/)?.[1];
  if (!(name in DIALECTS)) return `1:1: the first line names none of ${Object.keys(DIALECTS).join(", ")}, with its reason`;
  if (name !== "ES5" && !FETCHED_LATER.has(basename(path))) return `1:1: ${name} in a script that runs at once: only ES5`;
  try {
    parse(text, DIALECTS[name]);
  } catch (error) {
    return `${error.loc.line}:${error.loc.column + 1}: not ${name}: ${error.message}`;
  }
}

for (const path of process.argv.slice(2)) {
  const said = wrong(path, readFileSync(path, "utf8"));
  if (!said) continue;
  console.error(`${path}:${said}`);
  process.exitCode = 1;
}
