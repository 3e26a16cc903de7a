# Several marks a paper: the ring of [TAL-4], counted by both engines and by the verifier in Python; more
# votes than the papers may bear are refused [TAL-7].
. "$ROOT/tests/tools/election.sh"
fetch branch-delegates branch
batch=$(echo branch/batches/*.ballots)
candidates=$(sed -n 's/.*<candidate id="\([^"]*\)".*/\1/p' branch/election.xml)
echo 'the totals' >certificate.txt
tally() { # PAPERS BLANK VOTES...: the votes in ballot order
    papers=$1
    blank=$2
    shift 2
    words=
    for candidate in $candidates; do
        words="$words $candidate=$1"
        shift
    done
    # shellcheck disable=SC2086
    "$TELLER" tally branch --contest delegates --batch meeting --channel meeting --papers "$papers" \
        --blank "$blank" -s certificate.txt --salt 0123456789abcdef0123456789abcdef -o "$batch" \
        --quiet $words
    edit branch/close.txt 's/^counts .*/rejected blank 2\
counts 22 22/'
    rebind branch
}
set -- $candidates
echo "$# candidates"
tally 22 2 17 16 12 11
"$TELLER" count branch >sheet
sed -n '/3 places/,/^$/p' sheet
grep ELECTED sheet | cut -c 1-33
"$TELLER" verify branch | tail -n 4
python3 "$ROOT/tests/verifier/verify.py" branch | tail -n 1
edit branch/close.txt '/^rejected blank/d'
tally 22 2 20 20 20 20
try 'eighty votes on twenty papers of three marks' "$TELLER" check branch
