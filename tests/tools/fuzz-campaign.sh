#!/bin/sh
# fuzz-campaign.sh BUILD NAME...: a long search of each fuzz target, one after the other.
#
# RUNS inputs with the fast build (undefined behaviour traps, memory is not watched), then further
# pieces of MORE (2,000,000) until a whole piece finds no new coverage, at most PIECES (5) of them.
# What was found interesting is made small (-merge), and run again under the address, undefined and
# leak sanitizers, and the small set is what goes into fixtures/corpus/NAME/ by hand. One line a
# target is appended to BUILD/fuzz-campaign/results: target, executions, seconds, coverage, inputs
# and bytes of the small set, findings. A target with a line there is not searched again.
set -u
build=$1
shift
out=$build/fuzz-campaign
more=${MORE:-2000000}
mkdir -p "$out"
touch "$out/results"
bad=0

coverage() { # LOG: the last cov: figure
    grep -o 'cov: [0-9]*' "$1" | tail -n 1 | cut -d' ' -f2
}

search() { # NAME RUNS LOG
    dict=
    [ -f "tests/fuzz/$1.dict" ] && dict="-dict=tests/fuzz/$1.dict"
    # shellcheck disable=SC2086
    "$build/fuzzfast/tests/fuzz/fuzz_$1-fuzz" -runs="$2" -max_len="${MAX_LEN:-8192}" -timeout=20 \
        -rss_limit_mb=1500 -len_control=100 -reload=0 $dict -artifact_prefix="$out/found/$1/" \
        "$out/work/$1" >"$3" 2>&1
}

campaign() { # NAME
    name=$1
    log=$out/$name.log
    mkdir -p "$out/work/$name" "$out/found/$name" "$out/small/$name"
    cp "fixtures/corpus/$name"/* "$out/work/$name/"
    started=$(date +%s)
    runs=0
    cov=0
    piece=$RUNS
    for _ in first $(seq "${PIECES:-5}"); do
        search "$name" "$piece" "$log" || break
        runs=$((runs + piece))
        now=$(coverage "$log")
        [ "$now" -le "$cov" ] && break
        cov=$now
        piece=$more
    done
    seconds=$(($(date +%s) - started))
    rm -f "$out/small/$name"/*
    "$build/fuzzfast/tests/fuzz/fuzz_$name-fuzz" -merge=1 -max_len="${MAX_LEN:-8192}" \
        "$out/small/$name" "$out/work/$name" >"$out/$name.merge" 2>&1
    "$build/fuzz/tests/fuzz/fuzz_$name-fuzz" -runs=0 -timeout=60 -rss_limit_mb=2500 \
        -artifact_prefix="$out/found/$name/" "$out/work/$name" >"$out/$name.replay" 2>&1 ||
        echo "fuzz $name: the sanitizers found something: $out/$name.replay"
    found=$(find "$out/found/$name" -type f | wc -l)
    files=$(find "$out/small/$name" -type f | wc -l)
    bytes=$(cat "$out/small/$name"/* | wc -c)
    echo "$name $runs $seconds $cov $files $bytes $found" >>"$out/results"
    echo "fuzz $name: $runs runs, $seconds s, coverage $cov, $files inputs of $bytes bytes," \
        "$found found"
    [ "$found" -eq 0 ] || bad=1
}

for name in "$@"; do
    grep -q "^$name " "$out/results" || campaign "$name"
done
exit "$bad"
