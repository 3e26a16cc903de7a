# No bundle is made of what does not verify, nor over what is there.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/smalltown-2026" st && chmod -R u+w st
bundle() { "$TELLER" bundle "$@"; }
try 'no kind' bundle st -o out
try 'both kinds' bundle st -o out --sealed --public
try 'nowhere to' bundle st --sealed
mkdir out && echo x >out/x
try 'something there' bundle st -o out --sealed
rm -r out
edit st/result.xml 's/Hal Hatter/Hal Hutter/'
try 'another result' bundle st -o out --sealed
[ -e out ] || echo 'nothing made'
