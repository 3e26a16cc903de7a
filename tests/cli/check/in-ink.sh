# A policy that lets the scrutineer sign the slip by hand: counted, with a warning that says which
# slip to keep; a signature that is there must hold all the same.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
edit smalltown/notice.xml '/role="scrutineer"/s/in-ink="no"/in-ink="yes"/'
rm smalltown/*.scrutineer.minisig
rebind smalltown
try 'signed by hand' "$TELLER" check smalltown
"$TELLER" count --quiet smalltown | grep -A 6 '^Elected'
grep 'role="scrutineer"' smalltown/result.xml
cp smalltown/lots.txt.returning-officer.minisig smalltown/lots.txt.scrutineer.minisig
install -m 600 "$FIXTURES/keys/scrutineer.key" .
echo 'something else' >else
"$TELLER" sign --quiet -s scrutineer.key else >log
cp else.minisig smalltown/close.txt.scrutineer.minisig
try 'signed, but not this' "$TELLER" check smalltown
