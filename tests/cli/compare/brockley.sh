# 2017: the papers went home. Two counts of one box are the same; a changed paper, papers in another
# order and one paper fewer are told apart, and nothing that is not signed is compared (CMP-2).
. "$ROOT/tests/tools/election.sh"
stored brockley-2017
mkdir hall home
cp -R brockley-2017 hall
cp -R brockley-2017 home
home=home/brockley-2017
papers=$home/batches/delegate-meeting.ballots
key=$(mktemp -d) && cp "$FIXTURES"/keys/teller-?.key "$key" && chmod 600 "$key"/*
renew() {
    for name in teller-a teller-b; do
        "$TELLER" sign --quiet --force -s "$key/$name.key" --as $name "$papers" >/dev/null 2>&1
    done
    rebind $home
}
try 'one box, counted twice' "$TELLER" compare hall/brockley-2017 $home
edit $papers 's/^20 X -/20 - X/'
"$TELLER" compare hall/brockley-2017 $home >out 2>err
echo "not signed: exit $?, $(wc -c <out | tr -d ' ') bytes answered"
renew
try 'one paper changed, signed again' "$TELLER" compare hall/brockley-2017 $home
edit $papers 's/^1 X -/1 - X/' 's/^20 - X/20 X -/' 's/^26 - X/26 X -/'
renew
try 'the same papers in another order' "$TELLER" compare hall/brockley-2017 $home
try 'for a program' "$TELLER" compare --json hall/brockley-2017 $home
for place in hall home; do "$TELLER" count --quiet $place/brockley-2017 >sheet || exit; done
try 'their results' "$TELLER" compare hall/brockley-2017/result.xml $home/result.xml
try 'one result with itself' "$TELLER" compare $home/result.xml $home/result.xml
try 'folder and file' "$TELLER" compare hall/brockley-2017 $home/result.xml
rm -rf "$key"
