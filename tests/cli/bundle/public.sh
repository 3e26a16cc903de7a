# A public bundle holds no paper; signatures, account, stages and places are checked, and it is said
# that nothing was counted again.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/anytown-2026" at && chmod -R u+w at
try 'made' "$TELLER" bundle at -o public --public
find public ! -type d | LC_ALL=C sort
grep -l -r -e 'ballots@1' -e 'adjudication ' -e touched public || echo 'no papers in it'
try 'nobody signed it' "$TELLER" verify public
sign_as public/MANIFEST teller-a
try 'a teller signed it' "$TELLER" verify public
rm public/MANIFEST.*
sign_as public/MANIFEST returning-officer
close=$(digest at/close.txt | cut -c1-19)
try 'verified' "$TELLER" verify public --close "$close"
try 'of another close' "$TELLER" verify public --close "0000 0000 0000 0000"
try 'not twice' "$TELLER" bundle public -o more --public
left .
