#!/usr/bin/env bash
# mammoth gives the articles of a decree other numbers: “Điều 5.” to “Điều 7.”, where Word counts them itself, become 1, 2 and 3 in HTML, and none at all in its text.
#
# Seen with mammoth 1.13.0: a list keeps that it counts, and loses where it begins (<ol> without start) and the word “Điều” before each number. Its list of messages
# is empty. Where the numbers are typed they stay. So a page made from the file of a decree, or of an extract of one, says “Điều 1” of what is article 5, and each “theo
# khoản 2 Điều 6” in it leads astray: compare the numbers with the paper.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0

cat > try.py <<'PY'
import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

paper = docx.Document()
numbering = paper.part.numbering_part.element
numbering.insert(0, parse_xml(f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
</w:abstractNum>"""))
numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
for words in ("Who", "What", "When"):
    counted = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>')
    paper.add_paragraph(words)._p.get_or_add_pPr().append(counted)
paper.add_paragraph("Điều 8. Where")
paper.save("paper.docx")

with open("paper.docx", "rb") as file:
    made = mammoth.convert_to_html(file)
    print(made.value, made.messages)
    print(mammoth.extract_raw_text(file).value.split())
PY
said=$(venv/bin/python try.py)
echo "$said"
expected="<ol><li>Who</li><li>What</li><li>When</li></ol><p>Điều 8. Where</p> []
['Who', 'What', 'When', 'Điều', '8.', 'Where']"
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
