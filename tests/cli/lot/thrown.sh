# Tickets: 24 digits settle every tie; each ticket is checked with sha256sum by the line printed;
# there is no second throw.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
rm smalltown/lots.txt*
digits=274019583620114957730286
throw() { "$TELLER" lot smalltown --record --seed "$1" --witness returning-officer --witness scrutineer; }
try '23 digits' throw 27401958362011495773028
try '24 and a letter' throw 27401958362011495773028x
left smalltown
throw $digits >said 2>log
echo "exit $?"
cat said log smalltown/lots.txt
grep printf said | while read -r line; do
    sh -c "$line" | cut -c1-64 >ticket
    grep -q "^  $(cat ticket)  " said && echo 'the ticket is right'
done
try 'the same throw again' throw $digits
try 'another throw' throw 999999999999999999999999
sign_as smalltown/lots.txt returning-officer scrutineer
try 'counted' "$TELLER" count --quiet smalltown >sheet
grep 'under 27' sheet | head -n 1
