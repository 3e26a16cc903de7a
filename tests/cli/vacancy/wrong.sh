# Questions about places that are not there, or to which nobody was elected.
. "$ROOT/tests/tools/election.sh"
fetch anytown
try 'which contest' "$TELLER" vacancy anytown --place 1
try 'no contest' "$TELLER" vacancy anytown --place 1 --contest nowhere
try 'no place' "$TELLER" vacancy anytown --place 4 --contest ordinary
try 'no number' "$TELLER" vacancy anytown --contest ordinary
try 'not a number' "$TELLER" vacancy anytown --contest ordinary --place two
