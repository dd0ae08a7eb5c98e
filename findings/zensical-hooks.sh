#!/usr/bin/env bash
# Zensical reads mkdocs.yml, takes `hooks:` without a word, and runs none of them, under --strict too.
#
# Seen with zensical 0.0.73: exit 0, “No issues found”, and the page without what the hook adds. MkDocs 1.6.1 runs the same
# hook on the same project. A site whose pages are made by hooks is published empty, and nothing says so.
# Fails when that changes: when the hook runs, or when the build tells that it does not.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check zensical==0.0.73 mkdocs==1.6.1

mkdir -p "$folder/project/docs"
cd "$folder/project"
printf '# Page\n\nA sentence.\n' > docs/index.md
printf 'site_name: Example\nhooks:\n  - hook.py\n' > mkdocs.yml
cat > hook.py <<'PY'
def on_page_markdown(markdown, **kwargs):
    return markdown + "\n\nWritten by the hook.\n"
PY

"$folder/venv/bin/mkdocs" build --quiet --site-dir by-mkdocs
grep -q 'Written by the hook' by-mkdocs/index.html || { echo "CHANGED: MkDocs 1.6.1 did not run the hook"; exit 1; }

said=$("$folder/venv/bin/zensical" build --strict 2>&1) || { echo "CHANGED: zensical refuses the project: $said"; exit 1; }
echo "$said"
if grep -q 'Written by the hook' site/index.html; then echo "CHANGED: zensical ran the hook"; exit 1; fi
if grep -qi 'hook' <<< "$said"; then echo "CHANGED: zensical says something of hooks"; exit 1; fi
echo "As seen: zensical 0.0.73 exits 0 and ran no hook; mkdocs 1.6.1 ran it."
