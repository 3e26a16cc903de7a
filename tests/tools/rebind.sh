#!/bin/sh
# rebind.sh TELLER DIR: makes an election's folder hold again after a file of it was edited.
#
# In the order of time: election.xml gets the digest of notice.xml, each batch that of election.xml,
# close.txt the papers and digest of each batch, lots.txt that of close.txt, each ruling those of
# election.xml, close.txt, the ruling before and the batches that it names; and every signature
# FILE.NAME.minisig that is there is made anew with the test key NAME of fixtures/keys. So a test
# edits one file, calls this, and has a properly signed election with that one thing changed.
set -eu
teller=$1
dir=$2
here=$(cd "$(dirname "$0")/../.." && pwd)
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
install -m 600 "$here"/fixtures/keys/*.key "$keys"

sha() { sha256sum "$1" | cut -d' ' -f1; }

edit() { # SED-EXPRESSION FILE
    sed "$1" "$2" >"$keys/edited"
    cat "$keys/edited" >"$2"
}

sign() { # FILE
    for signature in "$1".*.minisig; do
        [ -e "$signature" ] || continue
        name=${signature#"$1".}
        name=${name%.minisig}
        "$teller" sign --quiet --force -s "$keys/$name.key" --as "$name" \
            -t "test election" "$1" >/dev/null 2>"$keys/log" || {
            cat "$keys/log" >&2
            exit 1
        }
    done
}

sign "$dir/notice.xml"
edit "s/notice=\"sha256:[0-9a-f]*\"/notice=\"sha256:$(sha "$dir/notice.xml")\"/" "$dir/election.xml"
sign "$dir/election.xml"
definition=$(sha "$dir/election.xml")
[ -e "$dir/close.txt" ] || exit 0
edit "s/^definition .*/definition sha256:$definition/" "$dir/close.txt"
for batch in "$dir"/batches/*.ballots; do
    [ -e "$batch" ] || continue
    edit "s/^definition .*/definition sha256:$definition/" "$batch"
    sign "$batch"
    # shellcheck disable=SC2046
    set -- $(awk '{ v[$1] = $2 } /^papers / { exit }
        END { print v["contest"], v["round"], v["batch"], v["revision"], v["channel"], v["papers"] }' \
        "$batch")
    edit "s/^batch $1 $2 $3 $4 .*/batch $1 $2 $3 $4 $5 $6 sha256:$(sha "$batch")/" "$dir/close.txt"
done
sign "$dir/close.txt"
if [ -e "$dir/lots.txt" ]; then
    edit "s/^close .*/close sha256:$(sha "$dir/close.txt")/" "$dir/lots.txt"
    sign "$dir/lots.txt"
fi
n=1
previous=none
while [ -e "$dir/rulings/$n.txt" ]; do
    ruling=$dir/rulings/$n.txt
    edit "s/^definition .*/definition sha256:$definition/" "$ruling"
    edit "s/^close sha256:.*/close sha256:$(sha "$dir/close.txt")/" "$ruling"
    edit "s/^previous .*/previous $previous/" "$ruling"
    for batch in "$dir"/batches/*.ballots; do
        [ -e "$batch" ] || continue
        # shellcheck disable=SC2046
        set -- $(awk '{ v[$1] = $2 } /^papers / { exit }
            END { print v["contest"], v["round"], v["batch"], v["revision"], v["channel"], v["papers"] }' \
            "$batch")
        edit "s/^replace-batch $1 $3 $4 .*/replace-batch $1 $3 $4 $6 sha256:$(sha "$batch")/" "$ruling"
        edit "s/^add-batch $1 $2 $3 $4 .*/add-batch $1 $2 $3 $4 $5 $6 sha256:$(sha "$batch")/" "$ruling"
    done
    sign "$ruling"
    previous=sha256:$(sha "$ruling")
    n=$((n + 1))
done
