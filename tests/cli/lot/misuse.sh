# Answers that do not go together.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
lot() { "$TELLER" lot smalltown "$@"; }
try 'nothing to do' lot
try 'not to be written' lot --selected hal-hatter --how coin --witness teller
try 'two ways' lot --record --seed 1 --selected x --how coin --witness teller
try 'no how' lot --record --selected hal-hatter --witness teller
try 'nobody saw it' lot --record --selected hal-hatter --how coin
try 'seen, not drawn' lot --record --witness teller
try 'no folder' "$TELLER" lot nowhere
left smalltown
