#!/bin/sh
# growth.sh: how cost grows with the number of papers, from ten thousand to ten million; and the
# worst that a file can ask for: every paper ranks 250 candidates in an order of its own, for one
# place, so that nothing can be put together and candidate after candidate is excluded.
# shellcheck disable=SC2154 # here and bench come from it
. "$(dirname "$0")/common.sh"

seconds() { # FILE: median processor seconds of counting it, and the peak
    "$OBJ/tests/bench/turns" 3 count "$TELLER count --unsigned --rules scottish-2011 $1" |
        awk -F ' [|] ' '{ split($3, cpu, " "); split($6, peak, " "); print cpu[1], peak[1] }'
}

title "Growth: Scottish rules, 50 candidates, 10 places, BLT with one line a paper"
empty=$("$OBJ/tests/bench/turns" 9 empty "$TELLER version" |
    awk -F ' [|] ' '{ split($3, cpu, " "); print cpu[1] }')
echo "| papers | file MB | processor s | microseconds a paper | peak MiB | peak to file |"
echo "|---|---|---|---|---|---|"
for papers in 10000 100000 1000000 10000000; do
    file=$bench/growth-$papers.blt
    make_once "$file" "$OBJ/tests/bench/papers" "$papers" 50 10 short
    echo "$papers $(wc -c <"$file") $(seconds "$file")"
done | awk -v empty="$empty" '{
        printf "| %d | %.1f | %.4f | %.3f | %.1f | %.2f |\n", $1, $2 / 1e6, $3, $3 / $1 * 1e6, $4,
            $4 * 1048576 / $2
        x = log($1); y = log($3 - empty); n++; sx += x; sy += y; sxx += x * x; sxy += x * y
    }
    END {
        printf "\nFitted, without the %.4f s of an empty run: time grows with the number of papers to " \
            "the power of %.3f.\n", empty, (n * sxy - sx * sy) / (n * sxx - sx * sx)
    }'

title "The worst case: 20,000 papers, each ranks 250 candidates in an order of its own, 1 place"
file=$bench/worst.blt
make_once "$file" "$OBJ/tests/bench/papers" 20000 250 1 full
table 3 sha256sum "sha256sum $file" \
    scottish-2011 "$TELLER count --unsigned --rules scottish-2011 $file" \
    ers97 "$TELLER count --unsigned --rules ers97 $file" \
    meek-prf "$TELLER count --unsigned --rules meek-prf $file"
echo
"$TELLER" count --unsigned --rules scottish-2011 --json "$file" >"$bench/worst.json" 2>&1 || true
echo "Candidates excluded by the Scottish rules: $(grep -c '"action": "exclusion"' \
    "$bench/worst.json")."
