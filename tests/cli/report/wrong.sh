# What cannot be rendered, and wrong calls.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
try 'no folder' "$TELLER" report
try 'no such format' "$TELLER" report -f pdf smalltown
try 'no such folder' "$TELLER" report nowhere
cp smalltown/lots.txt lots
rm smalltown/lots.txt*
try 'a lot is needed' "$TELLER" report smalltown -o page.html 2>lot
grep -c 'lot youth:1:elect' lot
test -e page.html || echo 'no page'
fetch smalltown changed
printf ' ' >>changed/batches/ordinary-post.ballots
try 'a batch was changed' "$TELLER" report changed -o page.html
test -e page.html || echo 'no page'
