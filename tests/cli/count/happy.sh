# The main job: one command verifies and counts, prints the sheet and writes three files.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
"$TELLER" count smalltown || exit
left smalltown
head -n 4 smalltown/result.xml
head -n 2 smalltown/run.txt
grep -c '^signed ' smalltown/run.txt
# A second count replaces the files by the same bytes.
cp smalltown/result.xml first.xml
"$TELLER" count --quiet smalltown >/dev/null || exit
cmp first.xml smalltown/result.xml && echo "the same bytes"
