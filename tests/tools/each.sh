#!/bin/sh
# each.sh COMMAND FILE...: runs the command with one file at a time, two at once; exit 1 when any
# run failed. For analysers, whose findings are then not mixed.
set -u
command=$1
shift
printf '%s\n' "$@" | xargs -P 2 -n 1 sh -c '
    out=$($0 "$1" 2>&1) || { echo "$out"; exit 1; }' "$command"
