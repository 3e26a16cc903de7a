# The same election, held by somebody else: names, order, times, modes, neighbours and additional
# signatures do not reach the result; additional signatures reach run.txt only.
. "$ROOT/tests/tools/election.sh"
fetch smalltown first
"$TELLER" count --quiet first >first.sheet || exit
same() { # WHAT: the folder st, changed, against the first
    if "$TELLER" count --quiet st >sheet && cmp first.sheet sheet &&
        cmp first/result.xml st/result.xml && cmp first/workings.xml st/workings.xml; then
        cmp -s first/run.txt st/run.txt && echo "the same: $1" || echo "the same but run.txt: $1"
    else
        echo "not the same: $1"
    fi
    "$TELLER" verify st >report || echo "not verified: $1"
    rm -rf st
    fetch smalltown st
}
fetch smalltown st
same 'a copy'
mv st 'An election, für uns'
ln -s 'An election, für uns' st
same 'another name, reached through a link'
rm -rf 'An election, für uns'
for file in st/batches/ordinary-meeting.ballots*; do
    mv "$file" "st/batches/zzz${file#st/batches/ordinary-meeting}"
done
same 'a batch under another name'
mv st/batches/woman-meeting.ballots st/batches/swap
mv st/batches/woman-meeting.ballots.teller-a.minisig st/batches/swap.minisig
mv st/batches/youth-meeting.ballots st/batches/woman-meeting.ballots
mv st/batches/youth-meeting.ballots.teller-a.minisig st/batches/woman-meeting.ballots.teller-a.minisig
mv st/batches/swap st/batches/youth-meeting.ballots
mv st/batches/swap.minisig st/batches/youth-meeting.ballots.teller-a.minisig
same 'two batches under each other'"'"'s name'
mv st/close.txt.scrutineer.minisig st/close.txt.someone-else.minisig
mv st/notice.xml.returning-officer.minisig st/notice.xml.minisig
same 'signatures under other names'
find st -exec touch -t 197001020000 {} +
same 'other times'
find st -type f -exec chmod 400 {} +
chmod u+w st/*.txt
same 'other modes'
install -m 600 "$FIXTURES/keys/teller-b.key" "$FIXTURES/keys/stranger.key" .
"$TELLER" sign --quiet -s teller-b.key --as teller-b st/batches/youth-meeting.ballots >log
same 'one more listed teller signed'
"$TELLER" sign --quiet -s stranger.key --as stranger st/notice.xml st/close.txt \
    st/batches/youth-meeting.ballots >log
same 'a stranger signed'
cp "$FIXTURES/keys/stranger.pub" st/
echo 'bring biscuits' >st/notes.txt
echo 'scratch' >st/batches/notes.txt
echo 'rubbish' >st/.ballots
echo 'rubbish' >st/batches/.hidden.ballots
mkdir st/photos st/batches/old
cp st/batches/youth-meeting.ballots st/batches/old/
same 'other things lying about'
