#!/bin/sh
# browser-check.sh: the pages of `teller report`, of every election in fixtures/, in a browser and before
# axe-core. Needs node, a Chromium ($CHROMIUM, or /usr/bin/chromium), and the packages axe-core and
# puppeteer-core in a folder outside the tree, named by NODE_PATH. Not part of `make check`.
set -eu
: "${TELLER:?}"
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-browser.XXXXXX")
trap 'rm -rf "$work"' EXIT
for folder in fixtures/elections/*/; do
    "$TELLER" report --quiet "$folder" -o "$work/$(basename "$folder").html"
done
node tests/tools/browser-check.js "$work"/*.html
