#!/bin/sh
# coverage.sh OBJECTS: after a run in MODE=cov, the share of lines and branches of each room that
# the tests reached, from gcov. Fails below the floors given in COVERAGE_LINES and
# COVERAGE_BRANCHES (per cent, for lib as a whole).
set -u
obj=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-cov.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
find "$obj/lib" "$obj/cli" -name '*.gcda' 2>/dev/null | LC_ALL=C sort | while read -r data; do
    gcov -b -n -o "$(dirname "$data")" "$data" 2>/dev/null
done >"$work/gcov"
awk -v lines_floor="${COVERAGE_LINES:-90}" -v branches_floor="${COVERAGE_BRANCHES:-80}" '
    /^File / { file = $2; gsub("\047", "", file); keep = file ~ /^(\.\/)?(lib|cli)\/.*\.c$/; sub(/^\.\//, "", file) }
    keep && /^Lines executed/ { split($2, p, /[:%]/); line_n[file] = $4; line_hit[file] = $4 * p[2] / 100 }
    keep && /^Taken at least once/ { split($4, p, /[:%]/); br_n[file] = $6; br_hit[file] = $6 * p[2] / 100 }
    /^$/ { keep = 0 }
    END {
        for (f in line_n) {
            room = f
            sub(/\/[^\/]*$/, "", room)
            top = f ~ /^lib/ ? "lib" : "cli"
            ln[room] += line_n[f]; lh[room] += line_hit[f]; bn[room] += br_n[f]; bh[room] += br_hit[f]
            tln[top] += line_n[f]; tlh[top] += line_hit[f]; tbn[top] += br_n[f]; tbh[top] += br_hit[f]
        }
        for (r in ln) printf "coverage %-14s lines %5.1f%% of %5d   branches %5.1f%% of %5d\n",
            r, 100 * lh[r] / ln[r], ln[r], bn[r] ? 100 * bh[r] / bn[r] : 100, bn[r] | "sort"
        close("sort")
        if (!tln["lib"]) { print "coverage: no data"; exit 1 }
        l = 100 * tlh["lib"] / tln["lib"]
        b = 100 * tbh["lib"] / tbn["lib"]
        printf "coverage of lib: lines %.1f%% (floor %d), branches %.1f%% (floor %d)\n",
            l, lines_floor, b, branches_floor
        exit (l < lines_floor || b < branches_floor)
    }' "$work/gcov"
