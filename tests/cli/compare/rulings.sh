# A ruling that only one folder has; one batch of several that differs; papers cut into other batches;
# two results of one election, and of two.
. "$ROOT/tests/tools/election.sh"
fetch anytown a
with_panel a
cp -R a b
rule b ruling-body "appoint-key stranger teller minisign $(sed -n 2p "$FIXTURES/keys/stranger.pub")"
try 'a ruling that changes nothing of the count' "$TELLER" compare a b
rm -r b/rulings
rule b ruling-body 'candidate-status ordinary bashir-malik not-eligible C2.I.4.A' 'reading women-rounding floor'
for dir in a b; do "$TELLER" count --quiet $dir >/dev/null; done
try 'a ruling that changes who is elected' "$TELLER" compare a b
try 'their results' "$TELLER" compare a/result.xml b/result.xml
try 'no result' "$TELLER" compare a/notice.xml b/notice.xml

echo '--- one batch of two, in the order of the notice and not of the alphabet'
stored annulled-2026
rm -r annulled-2026/rulings annulled-2026/superseded
cp -R annulled-2026 home
edit home/batches/regional-meeting.ballots 's/^salt ./salt 0/'
put_signatures home/batches/regional-meeting.ballots teller-a teller-b
rebind home
"$TELLER" compare annulled-2026 home | sed -n '/^files/,/^signed/p'

echo '--- papers in other batches'
stored brockley-2017
cp -R brockley-2017 read-again
batch=read-again/batches/delegate-recount.ballots
mv read-again/batches/delegate-meeting.ballots $batch
rm read-again/batches/delegate-meeting.ballots.*
edit $batch 's/^batch meeting/batch recount/' 's/^2 .*/2 - X/'
put_signatures $batch teller-a teller-b
edit read-again/close.txt "s/^batch delegate 1 meeting /batch delegate 1 recount /"
rebind read-again
"$TELLER" compare brockley-2017 read-again
echo "exit $?"
