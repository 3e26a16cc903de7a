#!/bin/sh
# tidy.sh FILE...: clang-tidy with the choices of .clang-tidy, warnings as errors, two at once.
set -u
CLANG_TIDY=${CLANG_TIDY:-clang-tidy}
export CLANG_TIDY CLANG_TIDY_FLAGS
printf '%s\n' "$@" | xargs -P 2 -n 1 sh -c '
    out=$($CLANG_TIDY --quiet --warnings-as-errors="*" "$1" -- $CLANG_TIDY_FLAGS 2>&1) || {
        echo "$out" | grep -vE "warnings? generated|^Suppressed|^Use -header"; exit 1; }' tidy
