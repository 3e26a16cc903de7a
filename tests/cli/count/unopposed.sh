# No more stand than there are places: nobody votes, and what stays empty is said.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
# The youth contest: one candidate for one place, no papers.
rm smalltown/batches/youth-* smalltown/lots.txt*
edit smalltown/election.xml '/<candidate id="hal-hatter"/,/<\/candidate>/d'
edit smalltown/close.txt '/^batch youth/d' '/^account youth/,/^counts/d' 's/^batches 4/batches 3/' \
    's/^accounts 4/accounts 3/'
rebind smalltown
try 'one for one place' "$TELLER" count --quiet smalltown
grep -A 4 '<place .*unopposed' smalltown/result.xml
try 'verified too' "$TELLER" verify smalltown
# Nobody stands.
edit smalltown/election.xml '/<candidate id="gus-glover"/,/<\/candidate>/d'
rebind smalltown
try 'none for one place' "$TELLER" count --quiet smalltown
# Opposed, and no papers: nothing is made up.
fetch smalltown opposed
rm opposed/batches/youth-* opposed/lots.txt*
edit opposed/close.txt '/^batch youth/d' '/^account youth/,/^counts/d' 's/^batches 4/batches 3/' \
    's/^accounts 4/accounts 3/'
rebind opposed
try 'opposed without papers' "$TELLER" count --quiet opposed
left opposed
