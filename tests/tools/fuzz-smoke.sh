#!/bin/sh
# fuzz-smoke.sh FOLDER NAME...: each fuzz target a fixed number of inputs, two targets at once.
#
# The same tree gives the same outcome: how many inputs stands in tests/fuzz/smoke.txt, the seed of
# the fuzzer is fixed, the stored inputs are handed over in the order of their names, nothing that an
# earlier run found is looked at, and compared values give no hints (-use_cmp=0: addresses are among
# them, which differ from run to run). So a failure is the doing of a change, and happens again. Time
# has one say only: a target not done after CAP seconds (300), or an input after 60, is a failure.
# What is found stays in FOLDER. `make fuzz` and `make fuzz-campaign` search for as long as you like.
# fuzz-smoke.sh --one FOLDER NAME is one of them.
set -u
LC_ALL=C
export LC_ALL

smoke_one() { # FOLDER NAME
    out=$1
    name=$2
    program=${out%/*}/fuzz/tests/fuzz/fuzz_$name-fuzz
    log=$out/$name.smoke.log
    runs=$(awk -v name="$name" '$1 == name { print $2 }' tests/fuzz/smoke.txt)
    if [ -z "$runs" ] || [ ! -x "$program" ]; then
        echo "fuzz $name: needs a program and a line in tests/fuzz/smoke.txt"
        return 1
    fi
    mkdir -p "$out/found/$name"
    printf '%s\n' "fixtures/corpus/$name"/* | paste -sd, - | tr -d '\n' >"$out/$name.seeds"
    dict=
    [ -f "tests/fuzz/$name.dict" ] && dict="-dict=tests/fuzz/$name.dict"
    # shellcheck disable=SC2086
    if "$program" -seed=1 -runs="$runs" -max_total_time="${CAP:-300}" -timeout=60 -reload=0 -use_cmp=0 \
        -rss_limit_mb=1500 -max_len=65536 $dict -artifact_prefix="$out/found/$name/" \
        -seed_inputs="@$out/$name.seeds" >"$log" 2>&1; then
        done=$(sed -n 's/^Done \([0-9]*\) runs in .*/\1/p' "$log")
        if [ "${done:-0}" -ge "$runs" ]; then
            # Not the seconds: of an unchanged tree this line is the same each time.
            echo "fuzz $name: $done inputs," \
                "$(sed -n 's/.*DONE *\(cov: [0-9]* ft: [0-9]*\) .*/\1/p' "$log"), nothing found"
            return 0
        fi
        echo "fuzz $name: only ${done:-0} of $runs inputs in ${CAP:-300} seconds; see $log"
        return 1
    fi
    # In one piece, so that two targets are not mixed.
    echo "fuzz $name: found something; see $out/found/$name/ and $log
$(tail -n 30 "$log")"
    return 1
}

if [ "$1" = --one ]; then
    shift
    smoke_one "$@"
    exit
fi
out=$1
shift
code=0
mkdir -p "$out"
said=$out/smoke.log
printf '%s\n' "$@" | xargs -P 2 -n 1 sh "$0" --one "$out" >"$said" || code=1
sort "$said"
echo "fuzz: $(grep -c ', nothing found$' "$said") of $# targets clean"
exit "$code"
