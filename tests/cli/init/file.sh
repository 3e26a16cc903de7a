# A notice from a file of answers: checked, signed, and next says what follows. [ANS-3], [ANS-5], [ANS-6].
. "$ROOT/tests/tools/election.sh"
cp "$ROOT/tests/cli/init/answers.txt" . && answers=answers.txt
try 'from a file' "$TELLER" init anytown --answers "$answers"
cat anytown/notice.xml
echo "digest: $(digest anytown/notice.xml)"
cat anytown/notice-of-poll.txt
sign_as anytown/notice.xml returning-officer
try 'checked' "$TELLER" check anytown
try 'and then' "$TELLER" next anytown
try 'the same answers again' "$TELLER" init anytown --answers "$answers"
mkdir full && echo remark >full/remark
try 'not into a folder that holds something' "$TELLER" init full --answers "$answers"
# What the rules give follows the readings.
sed 's/^women-rounding .*/women-rounding floor/; s/^woman-place .*/woman-place no/' "$answers" >floor
"$TELLER" init --quiet floored --answers floor
grep -e '<group' -e '<places kind="woman"' -e '<contest' floored/notice.xml
sed 's/^clp .*/clp A \& <B> -- "CLP"/' "$answers" >marks
"$TELLER" init --quiet marked --answers marks && grep '<clp>' marked/notice.xml
sed 's/^conference .*/conference 2025/' "$FIXTURES/good/delegation-several.txt" >record.txt
grep -v '^last-year' "$answers" >a
try 'last year from its record' "$TELLER" init --quiet recorded --answers a --last-year record.txt
grep '<last-year' recorded/notice.xml
sed 's/^conference .*/conference 2023/' record.txt >older.txt
try 'a record with a year between' "$TELLER" init --quiet between --answers a --last-year older.txt
grep '<last-year' between/notice.xml
sed 's/^conference .*/conference 2026/' record.txt >same.txt
try 'a record of the same conference' "$TELLER" init --quiet same --answers a --last-year same.txt
# As other systems and other hands write it: a mark, CR, blanks, empty lines, letters with accents.
{
    printf '\357\273\277'
    sed -e 's/^clp .*/clp   Ynys Môn  /' -e 's/$/\r/' -e 's/^title/\n  title/' "$answers" | tr -d '\n' | tr '\r' '\n'
} >hand
"$TELLER" init --quiet hand-written --answers hand
grep -e '<clp>' -e '<title>Del' hand-written/notice.xml
