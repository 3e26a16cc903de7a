#!/bin/sh
# determinism.sh [FOLDER]: do all compilers and optimisations give the same bytes?
#
# Builds the program with gcc and clang, each without optimising and with -O3 (and with gcc also for
# signed and unsigned char), in scratch folders; counts every election of fixtures/elections with
# each; and compares result.xml, workings.xml and the sheet with those of the first. A compiler that
# is not there is named and makes the comparison fail, unless only one was asked for by COMPILERS.
# FOLDER keeps the builds for the next time. Takes some minutes; no part of `make check`.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
compilers=${COMPILERS:-gcc clang}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
builds=${1:-$work}
mkdir -p "$builds"
builds=$(cd "$builds" && pwd)
failed=0
first=

count_all() { # TELLER INTO
    for election in "$here"/fixtures/elections/*/; do
        into=$2/$(basename "$election")
        mkdir -p "$into"
        "$1" count --quiet "$election" -o "$into/result.xml" >"$into/sheet.txt" || return 1
    done
}

try() { # COMPILER FLAGS...
    compiler=$1
    shift
    name=$(echo "$compiler $*" | tr -c 'A-Za-z0-9\n' '_')
    command -v "$compiler" >/dev/null 2>&1 || {
        echo "FAIL  $compiler is not there, so nothing is known of it"
        failed=1
        return
    }
    make -s -C "$here" BUILD="$builds/$name" CC="$compiler" CFLAGS="$*" \
        "$builds/$name/release/teller" >"$work/log" 2>&1 || {
        cat "$work/log"
        exit 1
    }
    count_all "$builds/$name/release/teller" "$work/$name" || {
        echo "FAIL  $compiler $*: it does not count"
        failed=1
        return
    }
    first=${first:-$name}
    if diff -r "$work/$first" "$work/$name" >"$work/log"; then
        echo "ok    $compiler $*"
    else
        echo "FAIL  $compiler $*: differs from $first"
        head -n 20 "$work/log"
        failed=1
    fi
}

for compiler in $compilers; do
    try "$compiler" -O0 -U_FORTIFY_SOURCE
    try "$compiler" -O3
done
set -- $compilers
try "$1" -O2 -funsigned-char
exit $failed
