#!/bin/sh
# fuzz.sh FOLDER SECONDS NAME...: fuzzes each target for so many seconds, starting from its stored
# corpus. New inputs and findings go to FOLDER, never into the tree: a finding that was fixed is
# copied into fixtures/corpus/<name>/ by hand, where every `make test` runs it again.
set -u
out=$1
secs=$2
shift 2
bad=0
n=0
for name in "$@"; do
    program=${out%/*}/fuzz/tests/fuzz/fuzz_$name-fuzz
    if [ ! -x "$program" ]; then
        echo "fuzz: there is no target $name"
        bad=1
        continue
    fi
    mkdir -p "$out/work/$name" "$out/found/$name"
    dict=
    [ -f "tests/fuzz/$name.dict" ] && dict="-dict=tests/fuzz/$name.dict"
    stored=
    [ -d "fixtures/corpus/$name" ] && stored=fixtures/corpus/$name
    # shellcheck disable=SC2086
    if "$program" -max_total_time="$secs" -timeout=10 -rss_limit_mb=1500 -max_len=65536 $dict \
        -artifact_prefix="$out/found/$name/" -print_final_stats=0 "$out/work/$name" \
        $stored >"$out/$name.log" 2>&1; then
        echo "fuzz $name: $(grep -oE 'Done [0-9]+ runs in [0-9]+ second' "$out/$name.log"), nothing found"
        n=$((n + 1))
    else
        echo "fuzz $name: found something; see $out/found/$name/ and $out/$name.log"
        tail -n 30 "$out/$name.log"
        bad=1
    fi
done
echo "fuzz: $n of $# targets clean"
exit "$bad"
