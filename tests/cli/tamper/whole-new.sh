# Somebody makes the whole election anew with keys of their own: it is consistent with itself, and
# only what voters know from outside shows that it is another one.
. "$ROOT/tests/tools/election.sh"
fetch smalltown real
notice=$(digest real/notice.xml)
close=$(digest real/close.txt)
fetch smalltown forged
install -m 600 "$FIXTURES/keys/stranger.key" .
real=$(sed -n 2p "$FIXTURES/keys/returning-officer.pub")
stranger=$(sed -n 2p "$FIXTURES/keys/stranger.pub")
edit forged/notice.xml "s|$real|$stranger|"
edit forged/batches/ordinary-meeting.ballots 's/^1 - 1 2 -/1 1 2 - -/' 's/^2 - 1 2 -/2 1 2 - -/' \
    's/^3 - 1 2 3/3 1 2 - -/'
for file in notice.xml election.xml close.txt lots.txt; do
    mv forged/$file.returning-officer.minisig forged/$file.stranger.minisig
done
rebind forged
"$TELLER" count --quiet forged | sed -n '4,8p'
try 'believed' "$TELLER" verify forged | head -n 2
try 'with the notice of poll in hand' "$TELLER" verify forged --notice "$notice"
try 'with the slip taken home' "$TELLER" verify forged --close "$close"
try 'with the officer'"'"'s key' "$TELLER" verify forged \
    --officer-key "$FIXTURES/keys/returning-officer.pub"
# Declaring the election unsigned gets round the signatures, and says so first.
fetch smalltown bare
edit bare/notice.xml 's/status="signed"/status="unsigned"/' '/<policy/,/<\/policy>/d'
find bare -name '*.minisig' -exec rm {} +
rebind bare
"$TELLER" count --quiet bare | sed -n '1,2p'
try 'with the notice of poll in hand' "$TELLER" verify bare --notice "$notice"
try 'with the officer'"'"'s key' "$TELLER" verify bare \
    --officer-key "$FIXTURES/keys/returning-officer.pub"
