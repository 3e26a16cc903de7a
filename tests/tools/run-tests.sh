#!/bin/sh
# run-tests.sh [--gates] [--cli] PROGRAM...: runs test programs, then (when asked) the CLI cases and
# the fast gates, and ends with one line: N passed, N failed. Exit 1 when anything failed.
#
# Each of cmocka's own tests counts as one, each CLI case, each gate, each file of a stored corpus.
# A program that crashes, that fails without saying which test, or that runs no test at all counts
# as one failure. Output of programs that pass is not shown. What could not be tried here (a test that
# skips itself, a program that is not installed) is named, and counted in the last line: N passed, N
# failed, N left out. Where CI is set, it is a failure. WRAP is put before each program. Two
# programs run at once (JOBS); run-tests.sh --one FOLDER PROGRAM is one of them.
set -u
WRAP=${WRAP-}
passed=0
failed=0
left_out=0
work=
if [ "${1-}" = --one ]; then
    log=$2/$$.log
    sums=$2/$$.sums
else
    work=$(mktemp -d "${TMPDIR:-/tmp}/teller-test.XXXXXX") || exit 2
    log=$work/log
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM
fi

with_limit() { # a test program that hangs is a failure, not a night without an answer
    if command -v timeout >/dev/null 2>&1; then
        timeout -k 5 "${TEST_SECONDS:-600}" "$@"
    else
        "$@"
    fi
}

note() { # name passed failed why
    passed=$((passed + $2))
    failed=$((failed + $3))
    if [ "$3" -eq 0 ]; then
        printf 'ok    %-44s %5d\n' "$1" "$2"
    else
        printf 'FAIL  %-44s %5d passed, %d failed%s\n' "$1" "$2" "$3" "${4:+ ($4)}"
    fi
}

count_of() { # PASSED or FAILED, from cmocka's summary lines
    awk -v word="$1" 'index($0, "[  " word "  ]") == 1 && $4 ~ /^[0-9]+$/ { n += $4 } END { print n + 0 }' "$log"
}

run_program() {
    # shellcheck disable=SC2086
    with_limit $WRAP "$1" >"$log" 2>&1
    code=$?
    good=$(count_of PASSED)
    bad=$(count_of FAILED)
    why=
    if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
        why="exit code $code"
    elif [ "$good" -eq 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
        why="it ran no test"
    fi
    note "${1#"${OBJ:-}"/}" "$good" "$bad" "$why"
    # cmocka names each test that skips itself, then says how many they were and names them again.
    skipped=$(grep -E '^\[  SKIPPED \] [^0-9]' "$log" | sort -u)
    if [ -n "$skipped" ]; then
        left_out=$((left_out + $(printf '%s\n' "$skipped" | grep -c .)))
        printf '%s\n' "$skipped" | sed 's/^/      left out: /'
    fi
    if [ "$bad" -ne 0 ]; then
        grep -v -e '\[ RUN      \]' -e '\[       OK \]' "$log" | tail -n 60 | sed 's/^/      /'
    fi
}

# A fuzz target over its stored corpus: fixtures/corpus/<name>/. All at once; when something fails,
# one by one, to say which.
run_replay() {
    name=${1##*/fuzz_}
    name=${name%-replay}
    set -- "$1" "fixtures/corpus/$name"/*
    good=0
    bad=0
    if [ ! -f "$2" ]; then
        note "corpus $name" 0 1 "fixtures/corpus/$name has no files"
        return
    fi
    # shellcheck disable=SC2086
    if with_limit $WRAP "$@" >"$log" 2>&1 && grep -q "^$(($# - 1)) inputs run$" "$log"; then
        note "corpus $name" $(($# - 1)) 0
        return
    fi
    program=$1
    shift
    for input in "$@"; do
        # shellcheck disable=SC2086
        if with_limit $WRAP "$program" "$input" >"$log" 2>&1; then
            good=$((good + 1))
        else
            bad=$((bad + 1))
            echo "      fails on $input"
            tail -n 20 "$log" | sed 's/^/      /'
        fi
    done
    [ "$bad" -gt 0 ] || bad=1 # together they fail, one by one they do not
    note "corpus $name" "$good" "$bad"
}

run_cli() {
    sh tests/cli/run.sh >"$log" 2>&1
    code=$?
    good=$(awk '/^[0-9]+ passed, [0-9]+ failed$/ { print $1 }' "$log" | tail -n 1)
    bad=$(awk '/^[0-9]+ passed, [0-9]+ failed$/ { print $3 }' "$log" | tail -n 1)
    if [ -z "$good" ]; then
        note "tests/cli" 0 1 "exit code $code"
        bad=1
    elif [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
        note "tests/cli" "$good" 1 "exit code $code"
        bad=1
    else
        note "tests/cli" "$good" "$bad"
    fi
    if [ "$bad" -ne 0 ]; then
        sed 's/^/      /' "$log"
    else
        grep -e '^not run here' -e '^left out: ' "$log" | sed 's/^/      /'
    fi
    left_out=$((left_out + $(grep -c '^left out: ' "$log")))
}

run_gate() { # name command...
    name=$1
    shift
    if "$@" >"$log" 2>&1; then
        note "gate $name" 1 0
    else
        note "gate $name" 0 1
        tail -n 40 "$log" | sed 's/^/      /'
    fi
}

run_gates() {
    run_gate layers sh tests/tools/layers.sh
    run_gate symbols sh tests/tools/symbols.sh "$OBJ/libteller.so.0"
    run_gate headers sh tests/tools/headers.sh
    run_gate trace sh tests/tools/trace.sh
    run_gate docs sh tests/tools/docs.sh
    run_gate nofloat sh tests/tools/nofloat.sh
    run_gate hygiene sh tests/tools/hygiene.sh
    run_gate limits sh tests/tools/limits.sh
    run_gate gates-fail sh tests/tools/gates-fail.sh
}

run_one() {
    case $1 in
    *-replay) run_replay "$1" ;;
    *) run_program "$1" ;;
    esac
}

if [ -z "$work" ]; then
    block=$(run_one "$3"; echo "$passed $failed $left_out" >"$sums")
    printf '%s\n' "$block"
    exit 0
fi

gates=no
cli=no
while [ $# -gt 0 ]; do
    case $1 in
    --gates) gates=yes ;;
    --cli) cli=yes ;;
    *) break ;;
    esac
    shift
done
if [ $# -gt 0 ]; then
    printf '%s\n' "$@" | xargs -P "${JOBS:-2}" -n 1 sh "$0" --one "$work"
    # A worker that left no sums (killed, say) is a failure too.
    passed=$(cat "$work"/*.sums 2>/dev/null | awk '{ n += $1 } END { print n + 0 }')
    left_out=$(cat "$work"/*.sums 2>/dev/null | awk '{ n += $3 } END { print n + 0 }')
    failed=$(cat "$work"/*.sums 2>/dev/null | awk -v wanted=$# '{ n += $2 } END { print n + wanted - NR }')
fi
if [ "$cli" = yes ]; then
    run_cli
fi
if [ "$gates" = yes ]; then
    run_gates
fi
if [ "$left_out" -gt 0 ] && [ -n "${CI-}" ]; then
    echo "left out where nothing may be: $left_out"
    failed=$((failed + left_out))
    left_out=0
fi
if [ "$left_out" -gt 0 ]; then
    echo "$passed passed, $failed failed, $left_out left out (each named above)"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
