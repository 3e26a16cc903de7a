# A partial count is verified as what it is, byte for byte; nothing makes a result of it.
. "$ROOT/tests/tools/election.sh"
fetch anytown whole
cp -R whole part
silent() { "$@" >/dev/null; }
rm part/batches/*-meeting.ballots
"$TELLER" count --partial --quiet part >sheet
try 'it follows' "$TELLER" verify --partial part
"$TELLER" verify --partial --json part >json && grep -e '"verdict"' -e '"exit"' json
try 'not as a result' silent "$TELLER" verify --quiet part

# Changed to look like the whole.
tampered() { # WHAT SED-EXPRESSION
    rm -rf t && cp -R part t
    edit t/partial.xml "$2"
    echo "--- $1"
    "$TELLER" verify --partial t 2>/dev/null >report
    echo "exit $?"
    sed -n '/^V9/,/^   *reproduced/p' report
}
tampered 'without its root saying so' 's/ partial="yes"//'
tampered 'without its sentence' '/<statement>Partial/d'
tampered 'without a batch left out' '/<left-out id="meeting" revision="1" channel="meeting" papers="103"/d'
tampered 'more papers' 's/counted="315" papers="418"/counted="418" papers="418"/'
try 'as it is' silent "$TELLER" verify --partial --quiet part
rm part/partial.xml
try 'none is there' silent "$TELLER" verify --partial --quiet part

# Put in the place of the result.
"$TELLER" count --partial --quiet part >sheet
cp part/partial.xml whole/result.xml
try 'in the place of the result' silent "$TELLER" verify whole
try 'declared' silent "$TELLER" declare --quiet whole --state declared --at 2026-03-21T22:40Z \
    --present returning-officer
try 'bundled' "$TELLER" bundle --quiet part -o out --public
"$TELLER" bundle --quiet "$FIXTURES/elections/anytown-2026" -o public --public
cp part/partial.xml public/result.xml
sum=$(sha256sum public/result.xml | cut -c1-64)
edit public/MANIFEST "s|^file result.xml .*|file result.xml $(wc -c <public/result.xml) sha256:$sum|"
sign_as public/MANIFEST returning-officer
try 'in a public bundle' silent "$TELLER" verify --quiet public
"$TELLER" bundle --quiet "$FIXTURES/elections/anytown-2026" -o sealed --sealed
try 'of a bundle' silent "$TELLER" verify --partial --quiet sealed

# Every form says it first.
for format in text scrutineer csv; do
    "$TELLER" report --partial part --format $format | head -n 1 | tr -d '\r'
done
"$TELLER" report --partial part --format json | sed -n 2,4p
"$TELLER" report --partial part | sed -n '/<title>/p; /class="banner"/p; /nothing to declare/p; s/.*<caption>\(Whom[^<]*\).*/\1/p'
"$TELLER" report --partial part --format rcvis --contest ordinary | grep '"contest"'

# Beside the whole it is not taken for a fault.
"$TELLER" compare "$FIXTURES/elections/anytown-2026/result.xml" part/partial.xml | sed -n '/PARTIAL/p; $p'
