#!/bin/sh
# run.sh [CASE.sh...]: runs the command-line cases, tests/cli/<area>/<case>.sh, each in a scratch
# folder of its own, and compares what it did with the files beside it:
#   <case>.exit     the exit code (0 when there is no such file)
#   <case>.stdout   what it printed (not compared when there is no such file)
#   <case>.stderr   what it said (likewise)
# A case finds: $TELLER, the program with a full path (through $WRAP, as in WRAP='valgrind -q');
# $ROOT, the top of this tree; $FIXTURES; and the current folder, empty and its own. UPDATE=1 writes
# the expected files instead of comparing them: those of exit codes that are not 0, and those of
# output that exist already or that are not empty. EXCEPT names cases (area/case) that cannot run under
# some WRAP or sanitizer; they are named, not counted. A case that leaves something out because a
# program is not installed here writes a line to $LEFT_OUT, and the last line but one says so.
set -u
here=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$here/../.." && pwd)
FIXTURES=$ROOT/fixtures
PROGRAM=${TELLER:-$ROOT/build/release/teller}
WRAP=${WRAP-}
UPDATE=${UPDATE-}
EXCEPT=${EXCEPT-}
export ROOT FIXTURES
export LC_ALL=C TZ=UTC
unset CDPATH
passed=0
failed=0

scratch=$(mktemp -d "${TMPDIR:-/tmp}/teller-cli.XXXXXX") || exit 2
scratch=$(cd "$scratch" && pwd -P)
trap 'chmod -R u+rwx "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# The program under another name, so that $TELLER stays one word whatever WRAP holds.
mkdir "$scratch/bin"
printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$WRAP" "$PROGRAM" >"$scratch/bin/teller"
chmod +x "$scratch/bin/teller"
TELLER=$scratch/bin/teller
LEFT_OUT=$scratch/left-out
export TELLER LEFT_OUT
: >"$LEFT_OUT"

differs() { # expected actual
    [ -e "$1" ] || return 1
    cmp -s "$1" "$2" && return 1
    diff -u "$1" "$2" | sed '1,2d' | head -n 40
    return 0
}

update() { # expected actual
    if [ -s "$2" ] || [ -e "$1" ]; then
        cp "$2" "$1"
    fi
}

run_case() {
    base=${1%.sh}
    name=${base#"$here"/}
    case " $EXCEPT " in *" $name "*)
        echo "not run here: $name"
        return
        ;;
    esac
    work=$scratch/work
    chmod -R u+rwx "$work" 2>/dev/null
    rm -rf "$work"
    mkdir "$work"
    (cd "$work" && sh "$1" >"$scratch/stdout" 2>"$scratch/stderr" </dev/null)
    code=$?
    if [ -n "$UPDATE" ]; then
        update "$base.stdout" "$scratch/stdout"
        update "$base.stderr" "$scratch/stderr"
        rm -f "$base.exit"
        [ "$code" -eq 0 ] || echo "$code" >"$base.exit"
    fi
    wanted=0
    if [ -e "$base.exit" ]; then
        wanted=$(cat "$base.exit")
    fi
    bad=no
    if [ -s "$LEFT_OUT" ]; then
        sed "s|^|left out: $name: |" "$LEFT_OUT"
        : >"$LEFT_OUT"
    fi
    [ "$code" = "$wanted" ] || { bad=yes; echo "$name: exit code $code, expected $wanted"; }
    differs "$base.stdout" "$scratch/stdout" && { bad=yes; echo "$name: stdout differs"; }
    differs "$base.stderr" "$scratch/stderr" && { bad=yes; echo "$name: stderr differs"; }
    if [ "$bad" = yes ]; then
        failed=$((failed + 1))
        [ -e "$base.stderr" ] || head -n 10 "$scratch/stderr"
    else
        passed=$((passed + 1))
    fi
}

if [ ! -x "$PROGRAM" ]; then
    echo "there is no program at $PROGRAM: run make first"
    echo "0 passed, 1 failed"
    exit 1
fi
# All cases, in two halves at once: every other one in each, since the slow ones are neighbours.
run_all() {
    n=0
    first=
    second=
    for case_file in "$here"/*/*.sh; do
        [ -e "$case_file" ] || continue
        n=$((n + 1))
        if [ $((n % 2)) -eq 1 ]; then
            first="$first ${case_file#"$here"/}"
        else
            second="$second ${case_file#"$here"/}"
        fi
    done
    [ "$n" -gt 0 ] || return # a half without names would be all of them again, for ever
    cd "$here" || exit 2
    # shellcheck disable=SC2086
    TELLER=$PROGRAM sh ./run.sh $first >"$scratch/first" 2>&1 &
    # shellcheck disable=SC2086
    [ -z "$second" ] || TELLER=$PROGRAM sh ./run.sh $second >"$scratch/second" 2>&1
    wait
    for half in first second; do
        [ -e "$scratch/$half" ] || continue
        sed '$d' "$scratch/$half"
        passed=$((passed + $(sed -n '$s/ passed, .*//p' "$scratch/$half")))
        failed=$((failed + $(sed -n '$s/.* passed, \([0-9]*\) failed/\1/p' "$scratch/$half")))
    done
    [ $((passed + failed + $(cat "$scratch/first" "$scratch/second" | grep -c '^not run here'))) -eq "$n" ] || {
        echo "not every case came back"
        failed=$((failed + 1))
    }
    return 0
}

if [ $# -eq 0 ]; then
    run_all
else
    for case_file in "$@"; do
        run_case "$(cd "$(dirname "$case_file")" && pwd)/$(basename "$case_file")"
    done
fi
if [ "$passed$failed" = 00 ]; then
    echo "there are no cases under tests/cli/"
    failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
