#!/bin/sh
# browser-check.sh: the pages of `teller report` of every election in fixtures/, and what `teller papers`
# and `teller init` make to be printed, in a browser and before axe-core. Needs node, a Chromium ($CHROMIUM, or /usr/bin/chromium), and the packages axe-core and
# puppeteer-core in a folder outside the tree, named by NODE_PATH. Not part of `make check`.
set -eu
: "${TELLER:?}"
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-browser.XXXXXX")
trap 'rm -rf "$work"' EXIT
for folder in fixtures/elections/*/; do
    "$TELLER" report --quiet "$folder" -o "$work/$(basename "$folder").html"
done
for name in anytown-2026 officers-2026; do
    folder=fixtures/elections/$name
    "$TELLER" papers --quiet "$folder" -o "$work/$name-desk.html"
    "$TELLER" papers --quiet "$folder" --slip --count 2 -o "$work/$name-slip.html"
    for contest in $(sed -n 's/.*<contest id="\([^"]*\)".*/\1/p' "$folder/notice.xml"); do
        "$TELLER" papers --quiet "$folder" --contest "$contest" --count 2 \
            -o "$work/$name-$contest.html" || echo "no paper for $contest of $name"
    done
done
"$TELLER" init --quiet "$work/new" --answers tests/cli/init/answers.txt
mv "$work/new/notice-of-poll.html" "$work/poll.html"
node tests/tools/browser-check.js "$work"/*.html
