# Two rulings, one after another: what was ruled, who is elected before and after each, and which
# result is superseded, in the record, on the sheet, on the page, and for programs.
. "$ROOT/tests/tools/election.sh"
fetch smalltown st
with_panel st
"$TELLER" count --quiet st >/dev/null
stood=$(sha256sum st/result.xml | cut -c1-64)
rule st ruling-body 'annul youth' 'reading women-rounding floor'
"$TELLER" count --quiet st >/dev/null
grep -c "supersedes digest=\"sha256:$stood\"" st/result.xml
stood=$(sha256sum st/result.xml | cut -c1-64)
rule st ruling-body 'candidate-status ordinary bob-baker not-eligible C2.I.4.A'
"$TELLER" count --quiet st | sed -n '/^Rulings/,/This result/p'
sed -n '/<rulings>/,/<\/rulings>/p' st/result.xml
grep -c "supersedes digest=\"sha256:$stood\"" st/result.xml
"$TELLER" report st --format text | sed -n '/^Rulings/,/This result/p'
"$TELLER" report st --format json | sed -n '/^ "ruled"/,$p' | sed "s/$stood/THE ONE BEFORE/"
"$TELLER" report st -o page.html --quiet
sed -n '/id="rulings"/,/<\/section>/p' page.html | sed 's/<[^>]*>/ /g; s/  */ /g' | grep '[a-z]'
