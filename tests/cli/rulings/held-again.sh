# An annulled count and the election held again: the notice names the void result, and it is checked.
. "$ROOT/tests/tools/election.sh"
stored rerun-2026
cp -R "$FIXTURES/elections/annulled-2026" .
chmod -R u+w annulled-2026
try 'both are in order' "$TELLER" check rerun-2026 --void annulled-2026
try 'the void one' "$TELLER" verify annulled-2026 >out; sed -n '/^---/p; /regional/p; $p' out
"$TELLER" report annulled-2026 --format text | sed -n '1,/^$/p; /^Rulings/,/^$/p' |
    sed 's/^     [0-9a-f]\{4\} .*/     DIGEST/'
find annulled-2026/superseded -type f | sed "s|.*/||" | sed 's/[0-9a-f]\{64\}/DIGEST/'
try 'held again' "$TELLER" count --quiet rerun-2026 >sheet
sed -n '1,/^$/p' sheet | sed 's/^     .*/     DIGEST/'
sed -n '/^Elected/,/^$/p; /DISPLACED/,$p' sheet
grep -c "is void by its result sha256:$(sha256sum annulled-2026/result.xml | cut -c1-64)" rerun-2026/result.xml
"$TELLER" report rerun-2026 -o page.html --quiet
grep -c -e 'HELD AGAIN: the count of annulled-2026' -e 'the result that is void, of annulled-2026' page.html

echo '--- what does not hold' >&2
fetch smalltown
try 'it is not held again' "$TELLER" check smalltown --void annulled-2026
try 'another election' "$TELLER" check rerun-2026 --void smalltown
cp -R annulled-2026 before
rm -r before/rulings before/superseded
"$TELLER" count --quiet before >/dev/null
try 'another result of it' "$TELLER" check rerun-2026 --void before
edit rerun-2026/notice.xml "s/result=\"sha256:.*\"/result=\"sha256:$(sha256sum before/result.xml | cut -c1-64)\"/"
rm -r rerun-2026/batches rerun-2026/close.txt*
rebind rerun-2026
try 'its count stands' "$TELLER" check rerun-2026 --void before
install -m 600 "$FIXTURES/keys/returning-officer.key" ro.key
"$TELLER" declare before --quiet --state void --at '2026-05-23 10:00+01:00' --present returning-officer >/dev/null
"$TELLER" sign --quiet -s ro.key --as returning-officer before/declaration.txt
try 'but it was declared void' "$TELLER" check rerun-2026 --void before
edit rerun-2026/notice.xml 's/re-run election="annulled-2026"/re-run election="rerun-2026"/'
echo '--- of itself'
"$TELLER" check rerun-2026 2>&1 | grep -o 'TLR-7021'
