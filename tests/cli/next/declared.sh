# After the declaration: who must sign it, and then that all is done; also where the policy says
# nothing of declarations [DEC-3]. What `next` accepts, `verify` accepts too.
. "$ROOT/tests/tools/election.sh"
fetch anytown a
"$TELLER" count --quiet a >sheet
"$TELLER" declare a --quiet --state provisional --at 2026-03-21T21:10Z --present returning-officer >out
sign_as a/declaration.txt returning-officer
try 'provisional' "$TELLER" next a
"$TELLER" declare a --quiet --state declared --at 2026-03-21T22:10Z --present returning-officer >out
try 'not signed yet' "$TELLER" next a
sign_as a/declaration.txt returning-officer
try 'signed' "$TELLER" next a
try 'verified' "$TELLER" verify --quiet a >out
sed -n '$p' out
edit a/declaration.txt 's/^state declared/state provisional/'
try 'changed after it was signed' "$TELLER" next a
