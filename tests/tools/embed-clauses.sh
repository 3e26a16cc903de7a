#!/bin/sh
# embed-clauses.sh PAGE.md...: writes C source that holds the clauses of pages of spec/, for
# lib/report/clauses.h: what a report shows of a clause is the page itself. A clause is a list item
# or paragraph that opens with its id in square brackets, or (verification.md) a row of the table that opens with
# V and a number. Marks of Markdown are taken out; a table or example below a clause is not shown.
set -eu
cat <<'TOP'
/* Made by tests/tools/embed-clauses.sh from spec/. Do not edit. */
#include "report/clauses.h"

const struct tlri_clause_text tlri_clause_texts[] = {
TOP
for page in "$@"; do
    awk -v page="$(basename "$page" .md)" '
        function finish() {
            if (id == "") return
            gsub(/\]\([^)]*\)/, "]", text)
            gsub(/[][`*]/, "", text)
            gsub(/\\\|/, "|", text)
            gsub(/\\/, "\\\\", text)
            gsub(/"/, "\\\"", text)
            gsub(/[ \t]+/, " ", text)
            sub(/^ /, "", text)
            sub(/ $/, "", text)
            printf "    {\"%s/%s\", \"%s\"},\n", page, id, text
            id = text = ""
        }
        /^[ \t]*(- )?\[[A-Z][A-Z0-9]*-[A-Z0-9.]+[a-z]?\]/ {
            finish()
            match($0, /\[[^]]*\]/)
            id = substr($0, RSTART + 1, RLENGTH - 2)
            text = substr($0, RSTART + RLENGTH)
            next
        }
        /^\| V[0-9]+ \|/ {
            finish()
            split($0, cell, / *\| */)
            id = cell[2]
            text = cell[3]
            finish()
            next
        }
        /^[ \t]*$/ || /^#/ || /^\|/ || /^[ \t]*[-*0-9]+\.? / { finish(); next }
        id != "" { text = text " " $0 }
        END { finish() }
    ' "$page"
done
echo '    {0, 0},'
echo '};'
