#!/bin/sh
# fuzz.sh FOLDER SECONDS NAME...: fuzzes each target for so many seconds, starting from its stored
# corpus, two targets at once. New inputs and findings go to FOLDER, never into the tree: a finding
# that was fixed is copied into fixtures/corpus/<name>/ by hand, where every `make test` runs it
# again. fuzz.sh --one FOLDER SECONDS NAME is one of them.
set -u

fuzz_one() { # FOLDER SECONDS NAME
    out=$1
    name=$3
    program=${out%/*}/fuzz/tests/fuzz/fuzz_$name-fuzz
    if [ ! -x "$program" ]; then
        echo "fuzz: there is no target $name"
        return 1
    fi
    mkdir -p "$out/work/$name" "$out/found/$name"
    dict=
    [ -f "tests/fuzz/$name.dict" ] && dict="-dict=tests/fuzz/$name.dict"
    stored=
    [ -d "fixtures/corpus/$name" ] && stored=fixtures/corpus/$name
    # shellcheck disable=SC2086
    if "$program" -max_total_time="$2" -timeout=10 -rss_limit_mb=1500 -max_len=65536 $dict \
        -artifact_prefix="$out/found/$name/" -print_final_stats=0 "$out/work/$name" \
        $stored >"$out/$name.log" 2>&1; then
        echo "fuzz $name: $(grep -oE 'Done [0-9]+ runs in [0-9]+ second' "$out/$name.log"), nothing found"
        return 0
    fi
    # In one piece, so that two targets are not mixed.
    echo "fuzz $name: found something; see $out/found/$name/ and $out/$name.log
$(tail -n 30 "$out/$name.log")"
    return 1
}

if [ "$1" = --one ]; then
    shift
    fuzz_one "$@"
    exit
fi
out=$1
secs=$2
shift 2
code=0
mkdir -p "$out"
said=$out/said.log
printf '%s\n' "$@" | xargs -P 2 -n 1 sh "$0" --one "$out" "$secs" >"$said" || code=1
cat "$said"
echo "fuzz: $(grep -c ', nothing found$' "$said") of $# targets clean"
exit "$code"
