# A mistyped call says what was meant, exit 2, and does nothing.
. "$ROOT/tests/tools/election.sh"
try 'nothing' "$TELLER" >out
head -n 2 out
try 'near' "$TELLER" cuont somewhere
try 'far' "$TELLER" xyzzy
try 'empty' "$TELLER" ''
try 'an option first' "$TELLER" --rules av
try 'help of what is not there' "$TELLER" help cuont
try 'version' "$TELLER" --version >out
sed 's/[0-9][0-9]*/N/g' out
ls
