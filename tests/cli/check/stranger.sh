# Signatures by keys that nobody listed are listed as ignored, and change nothing.
. "$ROOT/tests/tools/election.sh"
fetch smalltown e
"$TELLER" count --quiet e -o before.xml >sheet
sign_as e/notice.xml stranger
sign_as e/close.txt stranger
sign_as e/batches/woman-meeting.ballots stranger
sign_as e/election.xml scrutineer
try 'check' "$TELLER" check e
"$TELLER" count --quiet e >sheet 2>said
try 'the same result' cmp e/result.xml before.xml
grep '^ignored' e/run.txt
