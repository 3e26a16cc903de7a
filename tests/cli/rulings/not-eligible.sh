# Somebody elected is found not eligible after the count: only the ruling body may say so.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
with_panel smalltown
"$TELLER" count --quiet smalltown >before
sed -n '/^Elected/,/^$/p' before
rule smalltown ruling-body 'candidate-status ordinary ann-archer not-eligible C2.I.4.A' \
    'withdraw-candidate youth hal-hatter'
try 'after' "$TELLER" count --quiet smalltown
grep 'decision contest="ordinary" candidate="ann-archer"' smalltown/result.xml
rule smalltown ruling-body 'candidate-status ordinary ann-archer eligible C2.I.4.A'
"$TELLER" count --quiet smalltown >after
sed -n '/^Elected/,/^Ordinary/p' after
try 'verified' "$TELLER" verify smalltown
