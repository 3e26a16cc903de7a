#!/bin/sh
# nofloat.sh: is lib/ free of binary floating point? Comments and strings may speak of it.
set -u
tools=$(dirname "$0")
found=$(find lib -name '*.[ch]' | LC_ALL=C sort | while read -r file; do
    awk -f "$tools/strip.awk" "$file" |
        awk -v file="$file" '/(^|[^A-Za-z0-9_])(float|double|_Complex|__float128|_Decimal64)([^A-Za-z0-9_]|$)/ ||
            /[^A-Za-z0-9_.][0-9]+\.[0-9]*([eEfF][-+]?[0-9]*)?[^A-Za-z0-9_.]/ { print file ":" FNR ": " $0 }'
done)
if [ -n "$found" ]; then
    echo "binary floating point in lib/:"
    echo "$found"
    exit 1
fi
echo "nofloat: none in lib/"
