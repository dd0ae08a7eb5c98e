#!/usr/bin/env bash
# mkdocs-table-reader-plugin puts a table of numbers to call on a page without their first nought: “0769040404” in the file, quoted or not, is 769040404 for the reader.
#
# Seen with mkdocs-table-reader-plugin 4.0.2 on MkDocs 1.6.1, --strict: {{ read_csv("numbers.csv") }} hands the file to pandas, which takes a column of digits for sums. One empty cell in the
# column makes decimals of them: 115 is published as 115.0. Nothing is told. read_csv("numbers.csv", dtype="str") keeps every digit, and so does a space within the number,
# which is how our CSV files write them.
# Fails when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mkdocs==1.6.1 mkdocs-table-reader-plugin==4.0.2 pandas==2.3.3

mkdir docs
printf 'site_name: Site\nplugins: [table-reader]\n' > mkdocs.yml
printf 'name,number\nOne,"0769040404"\nTwo,"115"\n' > docs/whole.csv
printf 'name,number\nOne,"0769040404"\nTwo,"115"\nThree,\n' > docs/gap.csv
printf 'name,number\nOne,0769 040 404\nTwo,115\n' > docs/spaced.csv
for table in whole gap spaced; do printf '# Page\n\n{{ read_csv("docs/%s.csv") }}\n' "$table" > "docs/$table.md"; done
printf '# Page\n\n{{ read_csv("docs/whole.csv", dtype="str") }}\n' > docs/index.md
venv/bin/mkdocs build --quiet --strict
shown() { if [ "$1" = index ]; then echo site/index.html; else echo "site/$1/index.html"; fi; }
said=$(for page in whole gap spaced index; do
  echo "$page: $(grep -oE '<td[^>]*>[0-9][0-9 .e+]+' "$(shown "$page")" | sed 's/.*>//' | paste -sd ',')"
done)
echo "$said"
expected='whole: 769040404,115
gap: 7.6904e+08,115
spaced: 0769 040 404,115
index: 0769040404,115'
[ "$said" = "$expected" ] || { echo "CHANGED: expected"; echo "$expected"; exit 1; }
