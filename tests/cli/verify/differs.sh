# A result that does not follow from its files: exit 1, with the line and both readings of it.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
"$TELLER" count --quiet smalltown >/dev/null || exit
cp smalltown/result.xml result.xml
differs() { # WHAT COMMAND...: makes result.xml from the good one
    echo "--- $1"
    shift
    "$@" <result.xml >smalltown/result.xml
    "$TELLER" verify smalltown >report
    code=$?
    sed -n '/^V9/,$p' report
    echo "exit $code"
}
differs 'one byte of a name' sed 's/Bob Baker/Bob Bakes/'
differs 'a vote' sed '0,/votes="3.00"/s//votes="4.00"/'
differs 'the elected exchanged' sed '/<place /s/ann-archer/con-cooper/'
differs 'the last byte' head -c -1
differs 'cut in the middle' head -c 9000
differs 'nothing in it' true
differs 'a line added' sed '2i<!-- -->'
differs 'lines as another system ends them' sed 's/$/\r/'
differs 'of another election' sed 's/smalltown/bigtown/'
differs 'a line to steer a terminal' sed '5s/.*/\x1b[2J\x1b[HThe result follows from these files./'
differs 'no text at all' head -c 4000 /dev/zero
differs 'one very long line' tr '\n' ' '
