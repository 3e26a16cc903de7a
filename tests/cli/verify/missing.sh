# Files that are not there: verify never takes their absence for a yes.
. "$ROOT/tests/tools/election.sh"
fetch smalltown whole
"$TELLER" count --quiet whole >/dev/null || exit
without() { # FILE...
    rm -rf st
    cp -R whole st
    for file in "$@"; do
        rm "st/$file"
    done
    echo "--- without $*"
    echo "--- without $*" >&2
    "$TELLER" verify st >report
    code=$?
    tail -n 1 report
    echo "exit $code"
}
without result.xml
without notice.xml
without election.xml
without close.txt
without lots.txt
without batches/youth-meeting.ballots
without notice.xml.returning-officer.minisig
without election.xml.returning-officer.minisig
without close.txt.scrutineer.minisig
without close.txt.scrutineer.minisig close.txt.returning-officer.minisig
without lots.txt.returning-officer.minisig
without batches/ordinary-post.ballots.teller-a.minisig
without workings.xml run.txt
