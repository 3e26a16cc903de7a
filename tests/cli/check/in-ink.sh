# A policy that lets the scrutineer sign the slip by hand: met by a line of ink.txt that the returning
# officer signed, for exactly these bytes; a signature that is there must hold all the same.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
edit smalltown/notice.xml '/role="scrutineer"/s/in-ink="no"/in-ink="yes"/'
rm smalltown/*.scrutineer.minisig
rebind smalltown
check() { "$TELLER" check smalltown; }
ink() { "$TELLER" ink smalltown "$@" --role scrutineer --witness returning-officer; }
try 'nobody wrote it down' check
try 'signed by hand' ink --file close.txt --signed
"$TELLER" ink --quiet smalltown --file lots.txt --under-protest procedure --role scrutineer \
    --witness returning-officer
sed 's/sha256:[0-9a-f]*/sha256:.../' smalltown/ink.txt
try 'nobody signed ink.txt' check
sign_as smalltown/ink.txt scrutineer
try 'the scrutineer signed it' check
rm smalltown/ink.txt.*
sign_as smalltown/ink.txt returning-officer
try 'the officer signed it' check
"$TELLER" count --quiet smalltown | grep -A 6 '^Elected'
grep 'role="scrutineer"' smalltown/result.xml
cp smalltown/result.xml with-ink.xml
sign_as smalltown/close.txt scrutineer
sign_as smalltown/lots.txt scrutineer
"$TELLER" count --quiet smalltown >sheet && cmp smalltown/result.xml with-ink.xml &&
    echo 'the same result with keys as with ink'
rm smalltown/*.scrutineer.minisig smalltown/ink.txt*
"$TELLER" ink --quiet smalltown --file close.txt --refused account --role scrutineer \
    --witness returning-officer
sign_as smalltown/ink.txt returning-officer
try 'refused' check
edit smalltown/ink.txt 's/ refused account/ signed/' 's/sha256:..../sha256:0000/'
sign_as smalltown/ink.txt returning-officer
try 'a slip of another close' check
edit smalltown/ink.txt 's/^election .*/election othertown-2026/'
sign_as smalltown/ink.txt returning-officer
try 'ink of another election' check
edit smalltown/ink.txt 's/ signed/ signed account/'
sign_as smalltown/ink.txt returning-officer
try 'a ground for nothing' check
rm smalltown/ink.txt*
try 'no ground' ink --file close.txt --refused because
try 'no such file' ink --file workings.xml --signed
try 'no kind' ink --file close.txt
try 'two kinds' ink --file close.txt --signed --refused account
left smalltown
cp smalltown/lots.txt.returning-officer.minisig smalltown/lots.txt.scrutineer.minisig
echo 'something else' >else
sign_as else scrutineer
cp else.scrutineer.minisig smalltown/close.txt.scrutineer.minisig
try 'signed, but not this' check
fetch smalltown plain
cp -R plain st
rm st/close.txt.scrutineer.minisig
"$TELLER" ink --quiet st --file close.txt --signed --role scrutineer --witness returning-officer
sign_as st/ink.txt returning-officer
try 'no ink where the policy asks for a key' "$TELLER" check st
