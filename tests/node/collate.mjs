// Names on standard input, as JSON; the same in the order of Vietnamese on standard output.
import { readFileSync } from "node:fs";

const names = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(names.sort(new Intl.Collator("vi").compare)));
