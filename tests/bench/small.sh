#!/bin/sh
# small.sh: a constituency's election, as it is: the demo election (three contests, nine batches,
# every file signed). One process from start to written result, beside minisign -V run once on each
# signed file; teller readings in whole counts a second; and, on a folder kept in memory, the same
# count without the disk's sync.
# shellcheck disable=SC2154 # here and bench come from it
. "$(dirname "$0")/common.sh"

election=$bench/anytown-2026
rm -rf "$election"
cp -R fixtures/elections/anytown-2026 "$election"

verify_each() { # FOLDER: minisign on each signed file, by one of its signatures
    (cd "$1" && find . -name '*.minisig' | sort) | awk -v folder="$1" -v keys="$here/fixtures/keys" '
        {
            signature = substr($0, 3)
            file = signature
            sub(/\.[a-z0-9-]+\.minisig$/, "", file)
            key = substr(signature, length(file) + 2)
            sub(/\.minisig$/, "", key)
            if (!(file in seen)) {
                printf "%sminisign -Vqm %s/%s -x %s/%s -p %s/%s.pub", n++ ? " ; " : "", folder,
                    file, folder, signature, keys, key
            }
            seen[file] = 1
        }'
}

title "CLP size: the demo election, all signatures verified, from start to written result"
runs=$((RUNS * 10 < 999 ? RUNS * 10 : 999)) # each takes milliseconds
set -- "$runs" "minisign -V, once for each signed file" "$(verify_each "$election")"
set -- "$@" "teller count" "$TELLER count --quiet $election"
if [ -n "$memory" ]; then
    work=$(mktemp -d "$memory/teller-bench.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    cp -R "$election" "$work/anytown-2026"
    set -- "$@" "teller count, in memory: no disk to sync" \
        "$TELLER count --quiet $work/anytown-2026"
fi
table "$@" "an empty run (teller version)" "$TELLER version"
echo
echo "Signed files: $(verify_each "$election" | tr ';' '\n' | grep -c minisign); signatures:" \
    "$(find "$election" -name '*.minisig' | wc -l)."

rate() { # NAME OPTION...: whole counts a second of processor time, the start included
    name=$1
    shift
    # The page says how many it made; reading and verifying the folder is in the time.
    counts=$("$TELLER" readings "$@" --json "$election" | sed -n 's/.*"counts": *\([0-9]*\).*/\1/p' |
        head -n 1)
    "$OBJ/tests/bench/turns" "$RUNS" x "$TELLER readings $* $election" |
        awk -F ' [|] ' -v name="$name" -v counts="$counts" '{
            split($3, cpu, " ")
            printf "| %s | %d | %.4f | %.0f |\n", name, counts, cpu[1], counts / cpu[1]
        }'
}

title "teller readings on the demo election"
echo "| what | whole counts | processor s | counts a second of one core |"
echo "|---|---|---|---|"
rate "teller readings"
rate "teller readings --method" --method
