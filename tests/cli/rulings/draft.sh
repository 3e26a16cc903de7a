# teller ruling: drafts from options and from a file of answers; what it fills in, and what it refuses.
. "$ROOT/tests/tools/election.sh"
new() {
    rm -rf st
    fetch smalltown st
    with_panel st
}
masked() { sed "s/sha256:[0-9a-f]*/DIGEST/"; }
by() { # AUTHORITY WORD...: a ruling by options
    authority=$1
    shift
    try "$authority: $(echo "$*" | sed "s|$FIXTURES|FIXTURES|")" "$TELLER" ruling --quiet st --by "$authority" --minute panel-2026-04/1 \
        --decided 2026-04-02 "$@" >ruled
    sed -n '/^---/p; /^exit/p' ruled
}
new
try 'somebody is not eligible' "$TELLER" ruling st --by ruling-body --minute panel-2026-04/1 \
    --decided 2026-04-02 --change 'candidate-status ordinary ann-archer not-eligible C2.I.4.A' |
    masked
by returning-officer --change 'withdraw-candidate youth hal-hatter'
put_signatures st/rulings/1.txt region-panel
"$TELLER" count --quiet st | sed -n '/^Elected/,/^$/p; /^Rulings/,/^$/p'

# The result that stood is named; a ruling after a ruling has its digest.
"$TELLER" ruling --quiet st --by returning-officer --minute agm/2 --decided 2026-04-03 \
    --change 'withdraw-candidate youth hal-hatter' >/dev/null
put_signatures st/rulings/2.txt returning-officer scrutineer
grep -c -e "previous sha256:$(sha256sum st/rulings/1.txt | cut -c1-64)" \
    -e "supersedes sha256:$(sha256sum st/result.xml | cut -c1-64)" st/rulings/2.txt
"$TELLER" count --quiet st | sed -n '/^Rulings/,/^$/p'
"$TELLER" verify st | tail -n 1

# Batches and keys: what their files say nobody types.
new
sed -e 's/^revision 1/revision 2/' -e 's/^papers 3/papers 4/' -e '/^end/d' st/batches/ordinary-post.ballots >st/batches/ordinary-post-2.ballots
printf '4 - - 1 2\nend 4\n' >>st/batches/ordinary-post-2.ballots
sed -e 's/^batch post/batch found/' st/batches/ordinary-post.ballots >st/batches/ordinary-found.ballots
put_signatures st/batches/ordinary-post-2.ballots teller-a
put_signatures st/batches/ordinary-found.ballots teller-a
cat >answers <<END
# read out at the panel
authority ruling-body
minute panel-2026-04/2
decided 2026-04-02
change replace-batch ordinary post
change add-batch
contest ordinary
new-batch found
change appoint-key stranger teller $FIXTURES/keys/stranger.pub
change reading women-rounding floor
change adjudication ordinary meeting 9 marks 1 - - -
END
"$TELLER" ruling --quiet st --answers answers | sed -n 's/^salt .*/salt (drawn)/; /^changes/,$p' | masked
put_signatures st/rulings/1.txt region-panel
"$TELLER" count --quiet st | sed -n '/^Rulings/,/^$/p'

# What cannot be ruled is not written.
new
by committee --change 'annul youth'
by returning-officer --change 'annul youth'
by ruling-body --change 'abolish youth'
by ruling-body --change 'annul nowhere'
by ruling-body --change 'annul youth' --change 'annul youth'
by ruling-body --change 'withdraw-candidate ordinary'
by ruling-body --change 'reading women-rounding sideways'
by ruling-body --change 'reading no-such-reading yes'
by ruling-body --change 'reading women-rounding ceil'
by ruling-body --change 'replace-batch ordinary post'
by ruling-body --change 'add-batch ordinary found'
by ruling-body --change 'appoint-key stranger teller nobody.pub'
by ruling-body --change "appoint-key other teller $FIXTURES/keys/teller-a.pub"
by ruling-body --change 'adjudication ordinary meeting 99 reject torn'
try 'no change' "$TELLER" ruling st --by ruling-body --minute a --decided 2026-04-02
try 'no such day' "$TELLER" ruling st --decided 2026-02-30
try 'no reference' "$TELLER" ruling st --minute 'a b'
printf 'authority ruling-body\nauthority ruling-body\n' >answers
try 'answered twice' "$TELLER" ruling st --answers answers
printf 'change annul youth\n' >answers
try 'before it is known who rules' "$TELLER" ruling st --answers answers
printf 'reasons many\n' >answers
try 'not asked' "$TELLER" ruling st --answers answers
edit st/notice.xml '/<ruling-body>/d'; rebind st
by ruling-body --change 'annul youth'
ls st/rulings 2>/dev/null
# Before the close: keys and candidates, no papers.
unclose st
by returning-officer --change 'exclude-batch ordinary post'
by returning-officer --change 'replace-batch ordinary post'
"$TELLER" ruling --quiet st --by returning-officer --minute a --decided 2026-03-01 \
    --change "appoint-key stranger teller $FIXTURES/keys/stranger.pub" | sed -n '/^close/p; /^changes/,$p'
