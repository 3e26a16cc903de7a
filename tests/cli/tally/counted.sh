# A provider of an online vote gives only totals: [TAL-1] to [TAL-5]. The batch of the same votes is
# taken out, and the totals in its place come to the same votes, counted by both engines and by the
# verifier in Python; every form of the result says that nobody saw a paper.
. "$ROOT/tests/tools/election.sh"
folder=$FIXTURES/elections/anytown-2026
fetch anytown
batch=anytown/batches/youth-online.ballots
first=$(awk '/^[0-9]+ [-1-9X]/ && $2 != "-" && $3 == "-"' "$batch" | wc -l)
second=$(awk '/^[0-9]+ [-1-9X]/ && $2 == "-" && $3 != "-"' "$batch" | wc -l)
blank=$((271 - first - second))
echo "Lena Kovács $first, Sam Okafor $second, blank $blank" >certificate.txt
cat certificate.txt
"$TELLER" tally anytown --contest youth --papers 271 --blank "$blank" -s certificate.txt \
    --salt 0123456789abcdef0123456789abcdef -o "$batch" "sam-okafor=$second" "lena-kovacs=$first"
cat "$batch"
rebind anytown
"$TELLER" check anytown 2>&1 | grep -v 'V[0-9]'
"$TELLER" count anytown >sheet
sed -n '/^The delegate under 27: /,$p' sheet
"$TELLER" report "$folder" -f text | sed -n '/^The delegate under 27: /,$p' >papers
sed -n '/^The delegate under 27: /,$p' sheet | grep -vE 'TOTALS ONLY|figures are|states$' >totals
grep -E '[0-9]\.?[0-9]*\*?$' papers >one
grep -E '[0-9]\.?[0-9]*\*?$' totals >two
cmp one two && echo "the same votes"
"$TELLER" verify anytown | grep -E '^V8|TAL|nobody' -A 1
grep -c 'id="online".* seen="totals"' anytown/result.xml
xmllint --noout --schema "$ROOT/spec/schema/result.xsd" anytown/result.xml 2>&1
"$TELLER" report anytown -f html | grep -c 'no paper was seen'
"$TELLER" report anytown -f json | grep -c '"seen": "totals"'
"$TELLER" report anytown -f scrutineer | grep -c 'TOTALS ONLY'
python3 "$ROOT/tests/verifier/verify.py" anytown | tail -n 2
