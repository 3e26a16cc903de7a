# An election declared unsigned: counted, and every output says so first.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
edit smalltown/notice.xml 's/status="signed"/status="unsigned"/' '/<policy/,/<\/policy>/d' \
    '/<key /d'
edit smalltown/election.xml '/<key /d'
find smalltown -name '*.minisig' -exec rm {} +
rebind smalltown
try 'check' "$TELLER" check smalltown
try 'count' "$TELLER" count smalltown
head -n 3 smalltown/run.txt
grep -n 'unsigned' smalltown/result.xml
try 'verify' "$TELLER" verify smalltown
try 'with the officer'"'"'s key' "$TELLER" verify smalltown \
    --officer-key "$FIXTURES/keys/returning-officer.pub"
