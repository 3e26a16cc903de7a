# A CLP that sends nobody, or has nobody to send: what is said, each in one sentence.
. "$ROOT/tests/tools/election.sh"
stored cut-off-2017
cp -R cut-off-2017 nobody
edit nobody/notice.xml 's/resolved="2"/resolved="0"/'
rebind nobody
try 'resolved to send nobody, and a contest is left' "$TELLER" count --quiet nobody
edit nobody/notice.xml '/<contest /,/<\/contest>/d' '/<fill-order/,/<\/fill-order>/d'
sign_as nobody/notice.xml returning-officer
try 'resolved to send nobody' "$TELLER" count --quiet nobody
# One place that only a woman may fill, and no woman stands.
stored sole-delegate-1994
try 'the minimum cannot be met: nobody goes' "$TELLER" count --quiet sole-delegate-1994
