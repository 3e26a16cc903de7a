# Not before its day, not on hold, not without a result; then papers and workings go, the record lists
# them, and result, notice and declaration stay.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/anytown-2026" at && chmod -R u+w at
dispose() { "$TELLER" dispose at "$@"; }
try 'not without --yes' dispose --today 2027-03-21
try 'on the last day' dispose --today 2027-03-20 --yes
try 'no date' dispose --today 2027-02-29 --yes
echo 'any text' >at/hold.txt
try 'on hold' dispose --today 2027-03-21 --yes
mv at/hold.txt lifted.txt
mv at/result.xml kept.xml
try 'no result' dispose --today 2027-03-21 --yes
mv kept.xml at/result.xml
edit at/notice.xml 's/2027-03-20/2026-04-20/'
try 'a changed notice' dispose --today 2026-04-21 --yes
edit at/notice.xml 's/2026-04-20/2027-03-20/'
find at ! -type d | wc -l | tr -d ' '
cp -R at before
try 'the day after' dispose --today 2027-03-21 --yes
find at ! -type d | LC_ALL=C sort
head -n 6 at/disposal.txt
grep workings at/disposal.txt
grep '^removed' at/disposal.txt | wc -l | tr -d ' '
sed -n 's/^removed \([^ ]*\) [0-9]* sha256:/\1 /p' at/disposal.txt | while read -r name digest; do
    echo "$digest  before/$name"
done | sha256sum -c --quiet && echo 'every digest by sha256sum'
cp before/workings.xml at/
try 'interrupted' dispose --today 2027-03-22 --yes
echo 'other' >at/workings.xml
try 'another file is there' dispose --today 2027-03-22 --yes
try 'counted again' "$TELLER" count at
"$TELLER" bundle --quiet before -o public --public
try 'a public bundle' "$TELLER" dispose public --today 2027-03-21 --yes
find public -name "*disposal*"
