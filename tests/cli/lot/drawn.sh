# A lot drawn by hand: what must be drawn, who, what to type; written down, signed and counted.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
rm smalltown/lots.txt*
try 'what must be drawn' "$TELLER" lot smalltown
left smalltown
try 'not level' "$TELLER" lot smalltown --record --selected eve-earl --how slips --witness scrutineer
try 'no way to draw' "$TELLER" lot smalltown --record --selected hal-hatter --how straws --witness teller
try 'no role' "$TELLER" lot smalltown --record --selected hal-hatter --how coin --witness mrs-smith
left smalltown
try 'written down' "$TELLER" lot smalltown --record --selected hal-hatter --how slips \
    --witness returning-officer --witness scrutineer
cat smalltown/lots.txt
try 'not signed yet' "$TELLER" count --quiet smalltown
sign_as smalltown/lots.txt returning-officer scrutineer
"$TELLER" count --quiet smalltown >sheet && cmp smalltown/result.xml \
    "$FIXTURES/elections/smalltown-2026/result.xml" && echo 'the same result'
try 'nothing more' "$TELLER" lot smalltown
try 'once is enough' "$TELLER" lot smalltown --record --selected gus-glover --how slips --witness teller
