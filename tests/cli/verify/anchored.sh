# What verify says first: which anchors it was given, or that there were none.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
"$TELLER" count --quiet smalltown >/dev/null || exit
notice=$(digest smalltown/notice.xml)
close=$(digest smalltown/close.txt)
key=$FIXTURES/keys/returning-officer.pub
chmod -R a-w smalltown
first() { # WHAT WORD...: the first line, the last, and the exit code
    echo "--- $1"
    shift
    "$TELLER" verify smalltown "$@" >report
    code=$?
    head -n 1 report
    tail -n 1 report
    echo "exit $code"
}
"$TELLER" verify smalltown
echo "exit $?"
first 'the key' --officer-key "$key"
first 'the notice' --notice "$notice"
first 'the close' --close "$close"
first 'all' --officer-key "$key" --notice "$notice" --close "$close"
first 'a wrong one' --officer-key "$FIXTURES/keys/stranger.pub"
first 'a right one and a wrong one' --notice "$notice" --close "$notice"
first 'no digest' --notice wall
chmod -R u+w smalltown
