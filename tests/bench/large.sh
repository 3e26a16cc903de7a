#!/bin/sh
# large.sh: whole counts of a million papers (s1m) and of a hundred thousand (s100k), in turn with
# sha256sum of the same file: as BLT with one line a paper, with equal papers packed, and as a
# folder with one signed batch, where teller verifies every signature and writes the result.
# shellcheck disable=SC2154 # here and bench come from it
. "$(dirname "$0")/common.sh"

bench_blt() { # FILE RULES...: all in turn
    file=$1
    shift
    all=$*
    set -- "$RUNS" sha256sum "sha256sum $file"
    for rules in $all; do
        set -- "$@" "$rules" "$TELLER count --unsigned --rules $rules $file"
    done
    table "$@"
}

bench_size() { # NAME WHAT BALLOTS CANDIDATES SEATS SEED
    for format in blt packed; do
        synthetic "$bench/$1-$format.blt" "$3" "$4" "$5" "$6" "$format"
    done
    signed_folder "$bench/$1-folder" "$bench/$1-blt.blt" scottish-2011
    signed_folder "$bench/$1-folder-ers97" "$bench/$1-blt.blt" ers97
    title "$1 ($2), BLT with one line a paper"
    bench_blt "$bench/$1-blt.blt" block scottish-2011 ers97 n-ireland-1985 wigm-prf \
        av-successive meek-prf meek-nz
    title "$1, BLT with equal papers packed"
    bench_blt "$bench/$1-packed.blt" scottish-2011 ers97 meek-prf
    title "$1, a signed batch: verified, counted, result written"
    batch=batches/places-all.ballots
    table "$RUNS" sha256sum "sha256sum $bench/$1-folder/$batch" \
        scottish-2011 "$TELLER count --quiet $bench/$1-folder" \
        ers97 "$TELLER count --quiet $bench/$1-folder-ers97"
}

bench_size s1m "1,000,000 papers, 50 candidates, 10 places" 1000000 50 10 20262
bench_size s100k "100,000 papers, 20 candidates, 6 places" 100000 20 6 20261
