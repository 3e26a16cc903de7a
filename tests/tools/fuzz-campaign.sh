#!/bin/sh
# fuzz-campaign.sh BUILD NAME...: a long search of each fuzz target, one after the other.
#
# RUNS inputs (10,000,000) with the fast build (undefined behaviour traps, memory is not watched),
# and on until MORE (2,000,000) of them in a row brought no new coverage. An input has at most
# MAX_LEN (2,048) bytes. It goes in pieces of PIECE (500,000), each with a seed of its own, and after
# each piece notes in FOLDER/state/NAME: inputs, seconds, coverage, input after which coverage last
# grew. So it can be ended at any time, and started again it goes on where it was; a target that
# reached its end is passed over.
#
# FOLDER is $FUZZ_FOLDER, or fuzz-campaign/ beside the tree's own folder of objects: name one outside
# BUILD and `make clean` leaves it. FOLDER/work/NAME has every input that found something new. At
# the end of a target these are run again under the address, undefined and leak sanitizers, and a
# small set with the same coverage (-merge) goes to FOLDER/small/NAME, which is what is stored in
# fixtures/corpus/NAME/ by hand. Findings are in FOLDER/found/NAME; a finding ends its target.
# FOLDER/results has a line for each target that ended: what state has, inputs and bytes of the small
# set, findings.
set -u
build=$1
shift
out=${FUZZ_FOLDER:-$build/fuzz-campaign}
runs_wanted=${RUNS:-10000000}
more=${MORE:-2000000}
piece=${PIECE:-500000}
mkdir -p "$out/state"
touch "$out/results"
bad=0

# INPUTS COVERAGE LOG: coverage at the end of a piece that began with INPUTS and COVERAGE, and how
# many inputs there had been when it was reached (- when it did not grow).
coverage() {
    awk -v before="$1" -v best="$2" '
        match($0, /cov: [0-9]+/) {
            now = substr($0, RSTART + 5, RLENGTH - 5) + 0
            if (now > best) {
                best = now
                at = before + substr($1, 2)
            }
        }
        END { print best, at == "" ? "-" : at }' "$3"
}

# Three pieces of four without libFuzzer's weights of rare features: keeping them took up to two
# fifths of the time.
search() { # NAME INPUTS SEED LOG
    dict=
    weights=$(($3 % 4 == 0))
    [ -f "tests/fuzz/$1.dict" ] && dict="-dict=tests/fuzz/$1.dict"
    # shellcheck disable=SC2086
    "$build/fuzzfast/tests/fuzz/fuzz_$1-fuzz" -runs="$2" -seed="$3" -max_len="${MAX_LEN:-2048}" \
        -timeout=60 -rss_limit_mb=1500 -len_control=100 -reload=0 -entropic=$weights $dict \
        -artifact_prefix="$out/found/$1/" "$out/work/$1" >"$4" 2>&1
}

# NAME: on from what is noted, piece by piece, to the end; 1 when something was found.
pieces() {
    read -r runs seconds cov grew <"$out/state/$1"
    while [ "$runs" -lt "$runs_wanted" ] || [ $((runs - grew)) -lt "$more" ]; do
        began=$(date +%s)
        search "$1" "$piece" $((runs / piece + 1)) "$out/$1.log" || return 1
        said=$(coverage "$runs" "$cov" "$out/$1.log")
        cov=${said% *}
        [ "${said#* }" = - ] || grew=${said#* }
        runs=$((runs + piece))
        seconds=$((seconds + $(date +%s) - began))
        echo "$runs $seconds $cov $grew" >"$out/state/$1.new"
        mv "$out/state/$1.new" "$out/state/$1"
    done
}

campaign() { # NAME
    name=$1
    mkdir -p "$out/work/$name" "$out/found/$name" "$out/small/$name"
    cp "fixtures/corpus/$name"/* "$out/work/$name/"
    [ -s "$out/state/$name" ] || echo "0 0 0 0" >"$out/state/$name"
    pieces "$name" || echo "fuzz $name: ended early, see $out/$name.log"
    rm -f "$out/small/$name"/*
    "$build/fuzzfast/tests/fuzz/fuzz_$name-fuzz" -merge=1 -max_len="${MAX_LEN:-2048}" \
        "$out/small/$name" "$out/work/$name" >"$out/$name.merge" 2>&1
    "$build/fuzz/tests/fuzz/fuzz_$name-fuzz" -runs=0 -timeout=60 -rss_limit_mb=2500 \
        -artifact_prefix="$out/found/$name/" "$out/work/$name" >"$out/$name.replay" 2>&1 ||
        echo "fuzz $name: the sanitizers found something: $out/$name.replay"
    found=$(find "$out/found/$name" -type f | wc -l)
    files=$(find "$out/small/$name" -type f | wc -l)
    bytes=$(cat "$out/small/$name"/* | wc -c)
    read -r runs seconds cov grew <"$out/state/$name"
    echo "$name $runs $seconds $cov $grew $files $bytes $found" >>"$out/results"
    echo "fuzz $name: $runs inputs in $seconds s, coverage $cov since input $grew," \
        "$files kept of $bytes bytes, $found found"
    [ "$found" -eq 0 ] || bad=1
}

for name in "$@"; do
    grep -q "^$name " "$out/results" || campaign "$name"
done
exit "$bad"
