#!/bin/sh
# building.sh: a clean `make` and `make check`, each once, in a folder of its own. CHECK=no
# leaves out the latter, which takes minutes.
# shellcheck disable=SC2154 # here and bench come from it
. "$(dirname "$0")/common.sh"

once() { # NAME COMMAND...: a row, from the shell's own clock and `times` of its children
    name=$1
    shift
    sh -c '
        start=$(date +%s)
        "$@" >"$0.log" 2>&1 || { tail -n 5 "$0.log" >&2; exit 1; }
        echo "wall $(($(date +%s) - start))"
        times' "$bench/building" "$@" | awk -v name="$name" '
        function seconds(text, part) { split(text, part, /[ms]/); return part[1] * 60 + part[2] }
        $1 == "wall" { wall = $2; next }
        { cpu += seconds($1) + seconds($2) }
        END { printf "| %s | %d | %.0f |\n", name, wall, cpu }'
}

# A build of its own, not a part of the make that measures.
unset MAKEFLAGS MFLAGS MAKELEVEL
title "Building"
rm -rf "$bench/clean"
echo "| what | wall s | processor s |"
echo "|---|---|---|"
once "make, nothing built" make CC="$CC" BUILD="$bench/clean"
[ "${CHECK:-yes}" = no ] || once "make check, with that built" make CC="$CC" BUILD="$bench/clean" check
