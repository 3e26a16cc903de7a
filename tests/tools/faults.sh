#!/bin/sh
# faults.sh TEST... (`make faults-full`): the tests of tests/fault/ that disturb the whole program,
# with every call taken, PARTS at once, each with its share of the commands (FAULTS_PART, see
# tests/support/disturb.h). Memory serves as the disk where there is /dev/shm, or TMPDIR says where:
# a hundred thousand runs wait long for a disk to say that it has written. Ends with what each said
# and how many runs there were; 1 when something was found.
set -u
parts=${PARTS:-2}
here=${TMPDIR:-/tmp}
[ -n "${TMPDIR-}" ] || [ ! -w /dev/shm ] || here=/dev/shm
work=$(mktemp -d "$here/teller-faults.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
failed=0
for test in "$@"; do
    shares=$parts
    [ "$test" != test_count_killed ] || shares=1 # one command only
    part=1
    running=
    while [ "$part" -le "$shares" ]; do
        FAULTS=all FAULTS_PART=$part/$shares TMPDIR=$work "$OBJ/tests/fault/$test" \
            >"$work/$test.$part.log" 2>&1 &
        running="$running $!"
        part=$((part + 1))
    done
    for process in $running; do
        wait "$process" || failed=1
    done
    cat "$work/$test".*.log
done
awk '/ runs of the program, / { runs += $1; hit += $(NF - 3) }
    END { print runs " runs of the program, " hit " of them disturbed" }' "$work"/*.log
exit "$failed"
