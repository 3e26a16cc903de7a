# A mark that needs a decision, and none was taken: nothing is counted until there is one.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
edit smalltown/close.txt 's/^adjudications 1/adjudications 0/' '/^adjudication ordinary/d' '/^salt /d'
rebind smalltown
try 'check' "$TELLER" check smalltown
try 'count' "$TELLER" count --quiet smalltown
left smalltown
