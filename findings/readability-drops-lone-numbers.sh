#!/usr/bin/env bash
# A reader view by Readability drops a telephone link that stands alone in a division or a table, and keeps it in a paragraph.
#
# Seen with @mozilla/readability 0.6.0 on jsdom 26.1.0: on a page of eight sentences the article is found and its sentences are
# kept; `<div><a href="tel:…">` and a table of such links are gone without a trace, `<p><a>` and a list of links stay.
# What is nearly all link counts as navigation, and a button that dials is nothing but link. So a number to call stands in a
# paragraph or a list if it shall be there in a reader view.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @mozilla/readability@0.6.0 jsdom@26.1.0

cat > try.js <<'JS'
const { Readability } = require('@mozilla/readability')
const { JSDOM } = require('jsdom')
const sentence = n => `<p>Sentence ${n} of this page says at some length who answers, what they ask, and what to have ready before calling.</p>`
const text = [1, 2, 3, 4].map(sentence).join('')
const link = '<a href="tel:113">113</a>'
const ways = {
  division: `<div>${link}</div>`,
  table: `<table><tr><td>${link}</td><td><a href="tel:115">115</a></td></tr></table>`,
  paragraph: `<p>${link}</p>`,
  list: `<ul><li>${link}</li><li><a href="tel:115">115</a></li></ul>`,
}
for (const [name, way] of Object.entries(ways)) {
  const page = `<!doctype html><title>Whom to call</title><main><h1>Whom to call</h1>${text}${way}${text}</main>`
  const article = new Readability(new JSDOM(page, { url: 'https://site.example/' }).window.document).parse()
  console.log(name, article.content.includes('Sentence 4') ? 'text' : 'no text', article.content.includes('tel:113') ? 'number' : 'no number')
}
JS
said=$(node try.js)
echo "$said"
expected=$'division text no number\ntable text no number\nparagraph text number\nlist text number'
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
echo "As seen: alone in a division or a table the number is dropped."
