#!/bin/sh
# wards.sh: 1,070 ward-sized elections in one process, each parsed, counted and written out, by the
# public library. With DATA=folder the real wards found there (.blt), over and over; without, wards
# are made: 5,000 papers of 8 candidates for 4 places.
# shellcheck disable=SC2154 # here and bench come from it
. "$(dirname "$0")/common.sh"

counts=1070
if [ -n "${DATA:-}" ]; then
    # shellcheck disable=SC2046 # no blanks in these names
    set -- $(find "$DATA" -path '*scot-elex*' -name '*.blt' | sort)
    what="$# real Scottish wards"
else
    for ward in 1 2 3 4 5 6 7 8 9; do
        make_once "$bench/ward-$ward.blt" python3 tests/bench/gen_ballots.py --ballots 5000 \
            --candidates 8 --seats 4 --seed "$ward" --mean-length 3 --format packed
    done
    set -- "$bench"/ward-*.blt
    what="$# generated wards of 5,000 papers"
fi
[ $# -gt 0 ] || {
    echo "wards.sh: there is no .blt file in $DATA" >&2
    exit 2
}
title "libteller: $counts counts of $what in one process, parse included"
table "$RUNS" "sha256sum of each once" "sha256sum $*" \
    scottish-2011 "$OBJ/tests/bench/wards scottish-2011 $counts $*" \
    ers97 "$OBJ/tests/bench/wards ers97 $counts $*" \
    meek-prf "$OBJ/tests/bench/wards meek-prf $counts $*"
echo
echo "Papers counted: $(awk '
    FNR == 1 { next } $1 == 0 && NF == 1 { nextfile } /^[0-9]/ { n += $1 } END { print n + 0 }
    ' "$@") in one round of all files."
