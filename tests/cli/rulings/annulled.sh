# A contest is annulled: it elects nobody, and keeps nobody from another place.
. "$ROOT/tests/tools/election.sh"
fetch anytown
with_panel anytown
"$TELLER" count --quiet anytown >/dev/null
rule anytown ruling-body 'annul ordinary'
try 'after' "$TELLER" count --quiet anytown
grep '<statement>' anytown/result.xml
sed -n '/<contest id="ordinary"/,/<\/contest/p' anytown/result.xml
try 'verified' "$TELLER" verify anytown
try 'explained' "$TELLER" explain anytown --paper ordinary/meeting/1
try 'a place' "$TELLER" vacancy anytown --contest ordinary --place 1
"$TELLER" readings --most 50 anytown | sed -n '/^ordinary/p'
rule anytown ruling-body 'annul ordinary'
try 'twice' "$TELLER" count anytown
