# A tie that needs a lot: exit 4 with who is level, never a choice by the program.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
count() { "$TELLER" count --quiet smalltown >sheet; }
rm smalltown/lots.txt*
try 'no lot drawn' count
cat sheet
left smalltown

fetch smalltown again && rm -r smalltown && mv again smalltown
edit smalltown/lots.txt 's/^selected .*/selected gus-glover/'
rebind smalltown
try 'the lot fell on the other' count
grep 'Glover' sheet

edit smalltown/lots.txt 's/^selected .*/selected bob-baker/' 's/^tied .*/tied bob-baker hal-hatter/'
rebind smalltown
try 'drawn among others' count
edit smalltown/lots.txt 's/^selected .*/selected hal-hatter/' 's/^tied .*/tied gus-glover/'
rebind smalltown
try 'the selected was not tied' count
edit smalltown/lots.txt 's/^tied .*/tied gus-glover hal-hatter/' 's/^lot .*/lot youth:1:exclude/'
rebind smalltown
try 'drawn for another purpose' count
edit smalltown/lots.txt 's/^lot .*/lot elders:1:elect/'
rebind smalltown
try 'drawn for another contest' count
edit smalltown/lots.txt 's/^lot .*/lot youth:1:elect/'
edit smalltown/batches/youth-meeting.ballots 's/^3 X X/3 X -/'
rebind smalltown
try 'no longer needed' "$TELLER" count smalltown
grep 'Glover' sheet
