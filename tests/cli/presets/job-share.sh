# An office shared by two of whom one counts toward women: nobody assumes an answer. [ACR-9], [ELE-3]
. "$ROOT/tests/tools/election.sh"
fetch officers
elected() { sed -n '/^Elected/,/^Chair/p' | sed '$d'; }
edit officers/election.xml '/Ella Hart and Lea Moss/,/<\/candidate>/s/counts-toward="women"/& of-share="one"/'
xmllint --noout --schema "$ROOT/spec/schema/election.xsd" officers/election.xml 2>&1
rebind officers
cp officers/notice.xml asked.xml
try 'undeclared' "$TELLER" count --quiet officers
for value in when-one-does when-all-do; do
    cp asked.xml officers/notice.xml
    edit officers/notice.xml "/<reading name=\"quota-mechanism\"/i\\
  <reading name=\"job-share\" value=\"$value\" decided-by=\"General Committee\" decided-on=\"2026-01-21\"/>"
    rebind officers
    try "$value" "$TELLER" count --quiet officers | elected
    grep '<reading name="job-share"' officers/result.xml
    python3 -B "$ROOT/tests/verifier/verify.py" officers >report || echo "the verifier disagrees"
    "$TELLER" readings officers | sed -n '/^policy/,/^-/p; /^  job-share/p; $p'
done
edit officers/election.xml 's/counts-toward="women" of-share="one"/eligible-for="woman" of-share="one"/'
rebind officers
try 'of-share beside something else' "$TELLER" check --quiet officers
