# A panel rules that the women's minimum is rounded down: the bound follows the reading.
. "$ROOT/tests/tools/election.sh"
fetch anytown
with_panel anytown
"$TELLER" count --quiet anytown >/dev/null
rule anytown ruling-body 'reading women-rounding floor'
"$TELLER" count --quiet anytown >after
sed -n '/^Elected/,/^  413/p' after
grep 'reading name="women-rounding"' anytown/result.xml
grep 'women-minimum=' anytown/result.xml
grep -A 4 '<effect contest="ordinary"' anytown/result.xml
try 'verified' "$TELLER" verify anytown
try 'the other readings' "$TELLER" readings anytown
rule anytown ruling-body 'reading women-rounding floor'
try 'a reading that is in force' "$TELLER" count --quiet anytown
rm anytown/rulings/2.txt*
rule anytown ruling-body 'reading women-rounding upward'
try 'a value that nobody holds' "$TELLER" count --quiet anytown
