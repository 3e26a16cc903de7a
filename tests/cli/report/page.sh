# The page: made from a folder counted twice, the same bytes every time, nothing from outside.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
try 'without a result' "$TELLER" report smalltown -o page.html
grep -o 'holds no result.xml[^.]*' page.html
"$TELLER" count --quiet smalltown >sheet || exit
try 'with the result' "$TELLER" report --quiet smalltown -o page.html
grep -o 'holds the same result, byte for byte' page.html
"$TELLER" report smalltown >again.html && cmp page.html again.html && echo 'the same bytes'
# [HTM-1] [HTM-2] No script, no style in attributes, no address but those inside the page.
grep -c -i -e '<script' -e ' style=' -e 'http:' -e 'https:' -e 'src=' -e '<link' -e 'url([^#]' \
    page.html
grep -o 'href="[^#][^"]*"' page.html
# Every link leads somewhere in the page.
grep -o 'href="#[^"]*"' page.html | sort -u | sed 's/href="#\(.*\)"/\1/' | while read -r id; do
    grep -q -F " id=\"$id\"" page.html || echo "leads nowhere: $id"
done
# One h1, and no digest but in groups of four.
grep -c '<h1' page.html
digest smalltown/result.xml >reading
grep -c -F "$(cat reading)" page.html
# [HTM-9] The answer before the contents: the elected, what chose between the level, the displaced.
sed '/<nav/q' page.html | sed 's/<[^>]*>//g' | grep -e 'level with' -e 'is not elected'
# Another result in the folder: nothing is rendered.
printf ' ' >>smalltown/result.xml
rm page.html
try 'another result' "$TELLER" report smalltown -o page.html
test -e page.html || echo 'no page'
