# One thing changed in each kind of file: the program and the verifier must both say no, or both yes.
# Both are run on every copy; a difference in the exit code is shown and is a failure.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/smalltown-2026" whole && chmod -R u+w whole
"$TELLER" bundle --quiet whole -o sealed --sealed
"$TELLER" bundle --quiet whole -o public --public
sign_as public/MANIFEST returning-officer
again() { rm -rf d && cp -R "${1:-whole}" d; }
flip() { # FILE OFFSET: one bit of one byte turned
    byte=$(od -An -tu1 -j "$2" -N 1 "$1" | tr -d ' ')
    # shellcheck disable=SC2059
    printf "\\$(printf %03o $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
again && both 'nothing changed' d
for file in notice.xml election.xml close.txt lots.txt batches/ordinary-post.ballots \
    notice.xml.returning-officer.minisig close.txt.scrutineer.minisig \
    batches/youth-meeting.ballots.teller-a.minisig; do
    for at in 60 130 200; do
        again && flip "d/$file" $at && both "a bit of $file" d
    done
done
for edit in 's/votes="5.00" papers="5"/votes="6.00" papers="5"/' 's/order="1"/order="2"/' \
    's/<place number="2" fill="filled" candidate="ann-archer"/<place number="2" fill="filled" candidate="con-cooper"/' \
    's/exact="11\/3"/exact="12\/3"/' 's/Hal Hatter/Hal Hutter/' 's/sum="11.00"/sum="12.00"/' \
    's/selected="hal-hatter"/selected="gus-glover"/' 's/how="lot"/how="order"/' \
    's/<rulings\/>/<rulings \/>/' 's/clause="stv\/STV-1"/clause="stv\/STV-2"/' \
    's/grade="B"/grade="A"/' 's/<term name="issued" papers="9"\/>/<term name="issued" papers="8"\/>/' \
    's/votes="3.99"/votes="3.98"/' 's/objected="1"/objected="0"/' 's/count="1"/count="2"/'; do
    again && edit d/result.xml "$edit" && both "result.xml $edit" d
done
again && rm d/batches/ordinary-post.ballots && both 'a batch dropped' d
again && cp d/batches/ordinary-post.ballots d/batches/more.ballots && both 'a batch twice' d
again && mv d/batches/ordinary-post.ballots t && mv d/batches/woman-meeting.ballots \
    d/batches/ordinary-post.ballots && mv t d/batches/woman-meeting.ballots && both 'two exchanged' d
again && rm d/close.txt.scrutineer.minisig && both 'a signature missing' d
again && rm d/lots.txt* && both 'the lots missing' d
for file in notice.xml election.xml close.txt result.xml; do
    again && rm d/$file && both "no $file" d
done
again && mv d/close.txt t && ln -s ../t d/close.txt && both 'a link in the place of a file' d
rm t
again && edit d/batches/ordinary-post.ballots 's/^1 - 1 - -/1 1 - - -/' &&
    rebind d && both 'a vote changed, everything signed anew' d
again && edit d/close.txt 's/^unused 0/unused 1/' && rebind d && both 'an account unbalanced' d
again && edit d/lots.txt 's/^selected .*/selected gus-glover/' && rebind d && both 'another lot' d
again sealed && both 'a sealed bundle' d
again sealed && flip d/workings.xml 900 && both 'its workings changed' d
again sealed && echo x >d/more && both 'a file put in' d
again public && both 'a public bundle' d
again public && rm d/MANIFEST.* && both 'nobody signed it' d
again public && flip d/result.xml 900 && both 'its result changed' d
again public && rm d/lots.txt && both 'its lots missing' d
