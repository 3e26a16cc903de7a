# The form has a block for every contest and channel, and no figure that nobody counted; a '?' that
# stayed is refused.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
unclose smalltown
rm smalltown/account.txt
try 'no account' "$TELLER" close smalltown
try 'a form' "$TELLER" close smalltown --form account.txt
cat account.txt
try 'not over what is there' "$TELLER" close smalltown --form account.txt
edit account.txt '5,$s/ ?/ 0/g'
edit account.txt 's/^issued 0/issued ?/'
try 'not filled in' "$TELLER" close smalltown --account account.txt
try 'form and slip' "$TELLER" close smalltown --form x --slip y
left smalltown
