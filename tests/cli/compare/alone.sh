# Two batches by themselves, two public bundles: what is told of them, and what is not compared.
. "$ROOT/tests/tools/election.sh"
fetch smalltown st
cp -R st other
edit other/batches/ordinary-meeting.ballots 's/^2 .*/2 - - - 1/' 's/^salt ./salt 0/'
try 'a batch with itself' "$TELLER" compare st/batches/ordinary-post.ballots st/batches/ordinary-post.ballots
try 'a paper read otherwise' "$TELLER" compare st/batches/ordinary-meeting.ballots other/batches/ordinary-meeting.ballots
try 'batches of two channels' "$TELLER" compare st/batches/ordinary-meeting.ballots st/batches/ordinary-post.ballots
try 'for a program' "$TELLER" compare --json st/batches/ordinary-meeting.ballots other/batches/ordinary-meeting.ballots | tail -n 3
try 'another contest' "$TELLER" compare st/batches/ordinary-meeting.ballots "$(ls st/batches/y*.ballots)"
try 'a batch and a folder' "$TELLER" compare st st/batches/ordinary-post.ballots
rm -rf other
with_panel st
cp -R st other
rule other ruling-body 'candidate-status ordinary ann-archer not-eligible C2.I.4.A'
for dir in st other; do
    "$TELLER" count --quiet $dir >/dev/null
    "$TELLER" bundle $dir -o $dir-public --public --quiet >/dev/null
    put_signatures $dir-public/MANIFEST returning-officer
done
try 'a public bundle with itself' "$TELLER" compare st-public st-public
try 'before and after a ruling' "$TELLER" compare st-public other-public
try 'a public bundle and a folder' "$TELLER" compare st-public st
sed 's/Bob/Rob/' st-public/election.xml >other-public/election.xml
try 'one that does not hold' "$TELLER" compare st-public other-public
