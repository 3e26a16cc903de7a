# The close of an evening: from batches, account and decisions to the same bytes as written by hand,
# the slip, and what to do next; signed, it counts.
. "$ROOT/tests/tools/election.sh"
fetch anytown whole
fetch anytown
unclose anytown
try 'close' "$TELLER" close anytown --slip slip.txt
cmp anytown/close.txt whole/close.txt && echo 'the same close'
"$TELLER" close anytown --quiet | cmp - slip.txt && echo 'the same slip'
[ "$(awk 'length > 80' slip.txt)" = '' ] && echo 'at most 80 columns'
cp whole/close.txt.*.minisig whole/lots.txt* anytown/
try 'signed and counted' "$TELLER" count --quiet anytown -o counted.xml >sheet
cmp counted.xml "$FIXTURES/elections/anytown-2026/result.xml" && echo 'the same result'
left anytown
