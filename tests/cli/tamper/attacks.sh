# What somebody might try who holds the folder but not the keys, or one key too few. Exit 6, nothing
# counted, and the message names the file.
. "$ROOT/tests/tools/election.sh"
install -m 600 "$FIXTURES"/keys/*.key .
sign() { # KEY FILE...
    name=$1
    shift
    "$TELLER" sign --quiet --force -s "$name.key" --as "$name" "$@" >log
}
new() {
    rm -rf st
    fetch smalltown st
}
attack() { # WHAT
    echo "--- $1" >&2
    "$TELLER" count --quiet st >out
    code=$?
    [ -s out ] && echo 'a sheet was printed'
    echo "exit $code: $1"
    left st
}
meeting=st/batches/ordinary-meeting.ballots
youth=st/batches/youth-meeting.ballots

new; edit $meeting 's/^1 - 1 2 -/1 1 2 - -/'
attack 'a vote changed'
sign stranger $meeting && rm $meeting.teller-a.minisig
attack 'a vote changed, signed by a stranger'
new; edit $meeting 's/^1 - 1 2 -/1 1 2 - -/'; sign teller-b $meeting; rm $meeting.teller-a.minisig
attack 'a vote changed, signed by a listed teller, after the close'
new; edit $meeting '/^9 /d' 's/9$/8/'; sign teller-a $meeting
attack 'a paper taken out, signed by the teller, after the close'
new; rm $youth $youth.*
attack 'a batch taken out'
new; cp $youth st/batches/copy.ballots; cp $youth.teller-a.minisig st/batches/copy.ballots.teller-a.minisig
attack 'a batch put in twice'
new; sed 's/^batch meeting/batch late/' $youth >st/batches/late.ballots; sign teller-a st/batches/late.ballots
attack 'a batch more, signed by a teller'
new; cp "$FIXTURES"/elections/anytown-2026/batches/youth-post.ballots* st/batches/
attack 'a batch of another election'
new; edit st/close.txt '/^adjudication ordinary/d' '/^salt /d' 's/^adjudications 1/adjudications 0/'
sign returning-officer st/close.txt
attack 'a decision taken out of the close, signed by the returning officer alone'
rm st/close.txt.scrutineer.minisig
attack 'the same without the signature that does not hold'
new; edit st/lots.txt 's/^selected .*/selected gus-glover/'; sign returning-officer st/lots.txt
rm st/lots.txt.scrutineer.minisig
attack 'another lot, signed by the returning officer alone'
cp st/close.txt.scrutineer.minisig st/lots.txt.scrutineer.minisig
attack 'another lot, with the signature of another file'
new; sign returning-officer st/close.txt; cp st/close.txt.returning-officer.minisig st/close.txt.scrutineer.minisig
attack 'one signature twice, for two roles'
new; edit st/election.xml '/<declares counts-toward/d'; sign returning-officer st/election.xml
attack 'a declaration taken out by the returning officer, after papers were entered'
new; edit st/notice.xml 's/minimum="1"/minimum="0"/'; sign returning-officer st/notice.xml
attack 'another notice by the returning officer'
new; stranger=$(sed -n 2p "$FIXTURES/keys/stranger.pub")
edit st/notice.xml "/name=\"teller-b\"/s|>[^<]*<|>$stranger<|"
attack 'a stranger'"'"'s key written into the notice'
new; edit st/notice.xml 's/count="1"/count="0"/'
attack 'a policy that asks for nothing'
new; officer=$(sed -n 2p "$FIXTURES/keys/returning-officer.pub")
edit st/election.xml "s|>[^<]*</key>|>$officer</key>|"
rm st/close.txt.scrutineer.minisig st/lots.txt.scrutineer.minisig
rebind st
attack 'the returning officer as scrutineer too'
new; mkdir st/rulings
cp $meeting st/rulings/1.txt
attack 'rulings that are none'
