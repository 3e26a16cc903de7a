# 2017: two counts of one set of papers agree to the byte, or the papers differ and the file is named.
. "$ROOT/tests/tools/election.sh"
stored brockley-2017
mkdir hall home
cp -R brockley-2017 hall
cp -R brockley-2017 home
for place in hall home; do
    (cd "$place" && "$TELLER" count --quiet brockley-2017) >"$place/sheet" || echo "exit $?"
done
cat hall/sheet
cmp hall/sheet home/sheet && cmp hall/brockley-2017/result.xml home/brockley-2017/result.xml &&
    cmp hall/brockley-2017/workings.xml home/brockley-2017/workings.xml && echo 'the same to the byte'
papers=brockley-2017/batches/delegate-meeting.ballots
key=$(mktemp -d) && cp "$FIXTURES"/keys/teller-?.key "$key" && chmod 600 "$key"/*
sign_again() {
    for name in teller-a teller-b; do
        "$TELLER" sign --quiet --force -s "$key/$name.key" --as $name "$papers" >/dev/null 2>&1
    done
}
cp hall/brockley-2017/result.xml brockley-2017/
edit $papers 's/^20 X -/20 - X/'
try 'one paper came back changed' "$TELLER" verify --quiet brockley-2017 | sed -n '/^Not/,$p'
sign_again
try 'and signed again by both' "$TELLER" verify --quiet brockley-2017 | sed -n '/^Not/,$p'
rebind brockley-2017
try 'and the close made anew: another result' "$TELLER" verify --quiet brockley-2017 |
    sed -n '/NO/,$p'
edit $papers 's/^papers 26/papers 25/' '/^26 /d' 's/^end 26/end 25/'
sign_again
try 'one paper fewer' "$TELLER" count --quiet brockley-2017
rm -rf "$key"
