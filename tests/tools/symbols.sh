#!/bin/sh
# symbols.sh LIBRARY.so: does the shared library export exactly the functions that the public
# headers declare? A function declared and not defined, or defined and not declared, fails.
set -u
tools=$(dirname "$0")
so=${1:-build/release/libteller.so.0}
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-symbols.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT

nm -D --defined-only "$so" >"$work/nm" || exit 1
awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' "$work/nm" | LC_ALL=C sort >"$work/exported"
for header in lib/include/*.h lib/include/teller/*.h; do
    awk -f "$tools/strip.awk" "$header" | sed '/^ *#/d'
done | tr '\n' ' ' | tr ';{}' '\n\n\n' |
    awk '!/typedef/ && match($0, /tlr_[a-z0-9_]+ *\(/) {
        name = substr($0, RSTART, RLENGTH)
        gsub(/[ (]/, "", name)
        print name
    }' | LC_ALL=C sort -u >"$work/declared"

bad=0
others=$(grep -v '^tlr_' "$work/exported")
if [ -n "$others" ]; then
    echo "exported, but not tlr_*:"
    echo "$others"
    bad=1
fi
missing=$(LC_ALL=C comm -13 "$work/exported" "$work/declared")
if [ -n "$missing" ]; then
    echo "declared in lib/include/, but not exported by $so:"
    echo "$missing"
    bad=1
fi
extra=$(LC_ALL=C comm -23 "$work/exported" "$work/declared" | grep '^tlr_')
if [ -n "$extra" ]; then
    echo "exported by $so, but in no header of lib/include/:"
    echo "$extra"
    bad=1
fi
[ "$bad" -eq 0 ] && echo "symbols: $(wc -l <"$work/exported") functions, as declared"
exit "$bad"
