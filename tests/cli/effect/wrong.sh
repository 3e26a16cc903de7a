# What is asked wrongly.
. "$ROOT/tests/tools/election.sh"
fetch anytown
printf '2 1\n3 1 0\n3 2 0\n0\n"Ann"\n"Bob"\n"Level"\n' >level.blt
try 'nothing' "$TELLER" effect anytown
try 'two faults' "$TELLER" effect anytown --misread 1 --wrongly-counted 2
try 'no number' "$TELLER" effect anytown --misread many
try 'none at fault' "$TELLER" effect anytown --misread 0
try 'two margins' "$TELLER" margin anytown --misread --wrongly-counted
try 'no contest' "$TELLER" margin anytown --contest nowhere
try 'no rules' "$TELLER" margin --unsigned level.blt
try 'rules of a folder' "$TELLER" margin --rules av anytown
try 'a contest of a file' "$TELLER" margin --unsigned --rules av --contest x level.blt
try 'no such setting' "$TELLER" margin --unsigned --rules av --set majority level.blt
try 'a lot is missing' "$TELLER" margin --unsigned --rules block --set tie-final=lot level.blt
