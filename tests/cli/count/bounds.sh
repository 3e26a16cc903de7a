# Candidates too few to fill the places or the minimum: places stay empty, none is forced.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
edit smalltown/election.xml '/<declares counts-toward="women"\/>/d'
rebind smalltown
try 'nobody counts toward the minimum' "$TELLER" count --quiet smalltown
left smalltown
try 'verified too' "$TELLER" verify smalltown
