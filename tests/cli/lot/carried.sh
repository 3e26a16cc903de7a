# After a corrected close the lots hold: they are carried over, drawn ones as drawn, tickets with the
# digest of the close that their throw followed. Lots of no close in its history are refused.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
rm smalltown/lots.txt*
"$TELLER" lot smalltown --quiet --record --seed 274019583620114957730286 --witness teller >log
cp smalltown/lots.txt first.txt
cp -R smalltown again
unclose again
mv again/account.txt again/adjudications.txt smalltown/
edit smalltown/account.txt \
    '/^account youth/,/^counts/{s/^printed 3/printed 4/;s/^issued 3/issued 4/;s/^spoilt-replaced 0/spoilt-replaced 1/;}'
"$TELLER" close --quiet smalltown >slip
sign_as smalltown/close.txt returning-officer scrutineer
sign_as smalltown/lots.txt returning-officer scrutineer
try 'not carried over' "$TELLER" count --quiet smalltown
try 'only looked at' "$TELLER" lot smalltown
cmp smalltown/lots.txt first.txt && echo 'nothing written'
try 'carried over' "$TELLER" lot smalltown --record
diff first.txt smalltown/lots.txt | sed 's/sha256:.*/sha256:.../'
ls smalltown/lots.txt*
sign_as smalltown/lots.txt returning-officer scrutineer
try 'counted' "$TELLER" count --quiet smalltown >sheet
edit smalltown/lots.txt 's/^close sha256:..../close sha256:0000/'
try 'of no known close' "$TELLER" lot smalltown --record
