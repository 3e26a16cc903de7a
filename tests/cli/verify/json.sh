# The verdicts for programs: check, count, verify and signatures with --json, when all is well, when a
# byte was changed, and when there is nothing.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
try 'check' "$TELLER" check smalltown --json
"$TELLER" count smalltown --json --quiet >counted.json 2>/dev/null
echo "exit $?"
sed -n '/"counted"/p; /"format"/p; /"election"/p; /"exit"/p' counted.json
ls smalltown/result.xml
try 'verify' "$TELLER" verify smalltown --json --officer-key "$FIXTURES/keys/returning-officer.pub"
try 'signatures' "$TELLER" signatures -p "$FIXTURES/keys/scrutineer.pub" --json smalltown/close.txt
edit smalltown/result.xml '$s/result/resulT/'
try 'another result' "$TELLER" verify smalltown --json 2>/dev/null | sed -n '/"verdict"/p; /"V9"/,/}/p; /"exit"/p; /^exit/p'
printf 'x' >>smalltown/close.txt
for command in check count verify; do
    try "$command, a changed close" "$TELLER" $command smalltown --json 2>/dev/null |
        sed -n '/"counted"/p; /"verdict"/p; /"severity"/,/"what/p; /"exit"/p; /^exit/p'
done
try 'a bad signature' "$TELLER" signatures -p "$FIXTURES/keys/scrutineer.pub" --json smalltown/close.txt
try 'nothing there' "$TELLER" verify nowhere --json
try 'no file' "$TELLER" signatures -p "$FIXTURES/keys/scrutineer.pub" --json nofile
