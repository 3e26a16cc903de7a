# A ruling after the declaration: count again, declare that the earlier result stands no longer, then
# the new one (NXT-6). A declaration of a result that was not kept is an error as ever.
. "$ROOT/tests/tools/election.sh"
fetch smalltown st
with_panel st
step() { "$TELLER" next st --json | sed -n 's/.*"step": "\(.*\)".*/\1/p'; }
declared() { # STATE
    "$TELLER" declare st --quiet --state "$1" --at 2026-04-21T21:10Z --present returning-officer >out
    sign_as st/declaration.txt returning-officer
}
"$TELLER" count --quiet st >sheet
declared declared
step
"$TELLER" ruling st --quiet --by ruling-body --minute panel/3 --decided 2026-04-20 \
    --change 'candidate-status ordinary ann-archer not-eligible C2.I.4.A' >out
step
put_signatures st/rulings/1.txt region-panel
step
"$TELLER" count --quiet st >sheet
try 'counted again' "$TELLER" next st
try 'checked' "$TELLER" check st
mv st/superseded kept
try 'not kept' "$TELLER" next st
mv kept st/superseded
declared superseded
step
declared declared
step
"$TELLER" verify --quiet st | sed -n '$p'
