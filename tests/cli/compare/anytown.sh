# Other readings, a lot not drawn, another election: each told where it differs.
. "$ROOT/tests/tools/election.sh"
fetch anytown any
cp -R any other
edit other/notice.xml 's/name="women-rounding" value="ceil"/name="women-rounding" value="floor"/' \
    's/name="women" minimum="2"/name="women" minimum="1"/'
rebind other
try 'another reading' "$TELLER" compare any other
rm -rf other
cp -R any other
rm -f other/lots.txt*
try 'a lot not drawn' "$TELLER" compare any other
fetch smalltown small
try 'another election' "$TELLER" compare any small
