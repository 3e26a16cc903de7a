#!/bin/sh
# guards.sh [WORD...]: takes each guard of tests/tools/guards.txt out of a copy of the program, in
# turn, and says which test notices. A guard whose lines are not found any more, or that no test
# misses, is a failure. WORD: only the lines that hold it. Not in `make check`: `make guards`.
set -u
cd "$(dirname "$0")/../.." || exit 2
compiler=${CC:-cc}
here=$PWD
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-guards.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cp -R Makefile README.md lib cli tests spec fixtures .clang-format "$work/" || exit 2
cd "$work" || exit 2
failed=0
tried=0

build() { # PROGRAM...: the program and these tests
    make -s CC="$compiler" build/release/teller "$@" >build.log 2>&1
}

# TEST...: the first that fails, or nothing.
first_to_fail() {
    for test; do
        case $test in
        */*) TELLER=$work/build/release/teller timeout 300 sh tests/cli/run.sh "tests/cli/$test.sh" ;;
        *) timeout 30 "build/release/tests/unit/$test" ;;
        esac >test.log 2>&1 </dev/null || {
            # cmocka names the test; a case has its own name.
            name=$(sed -n 's/^\[  FAILED  \] \([a-z].*\)$/\1/p' test.log | head -n 1)
            echo "$test${name:+, $name}"
            return
        }
    done
}

programs() { # TEST...: those to be built
    for test; do
        case $test in */*) ;; *) echo "build/release/tests/unit/$test" ;; esac
    done
}

try() { # NAME FILE SED TESTS
    tried=$((tried + 1))
    cp "$2" kept
    sed -E "$3" kept >"$2"
    # shellcheck disable=SC2046,SC2086
    if cmp -s kept "$2"; then
        echo "$1: not found in $2 any more"
        failed=$((failed + 1))
    elif ! build $(programs $4); then
        echo "$1: without it $2 cannot be compiled:"
        grep -m 3 'error' build.log
        failed=$((failed + 1))
    else
        noticed=$(first_to_fail $4)
        echo "$1: ${noticed:-NO TEST NOTICES}"
        [ -n "$noticed" ] || failed=$((failed + 1))
    fi
    cp kept "$2"
}

# shellcheck disable=SC2046
build $(awk -F ' \\| ' '/^[^#]/ { n = split($NF, t, " "); for (i = 1; i <= n; i++) if (t[i] !~ /\//)
    print "build/release/tests/unit/" t[i] }' tests/tools/guards.txt | sort -u) || {
    cat build.log
    exit 1
}
# Where a sed expression holds " | ", it is of three fields or more: the first two and the last are
# what they are.
while IFS= read -r line; do
    case $line in '#'* | '') continue ;; esac
    for word; do
        case $line in *"$word"*) ;; *) continue 2 ;; esac
    done
    name=${line%% | *}
    rest=${line#* | }
    file=${rest%% | *}
    rest=${rest#* | }
    try "$name" "$file" "${rest% | *}" "${rest##* | }"
done <"$here/tests/tools/guards.txt"
echo "guards: $tried taken out, $failed without a test that notices"
[ "$failed" -eq 0 ]
