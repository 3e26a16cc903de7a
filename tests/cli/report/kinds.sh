# Elections of other kinds: unsigned, a trial, unopposed and nobody at all.
. "$ROOT/tests/tools/election.sh"
fetch smalltown plain
edit plain/notice.xml 's/status="signed"/status="unsigned"/' '/<policy/,/<\/policy>/d' '/<key /d'
edit plain/election.xml '/<key /d'
find plain -name '*.minisig' -exec rm {} +
rebind plain
"$TELLER" report plain >page.html || echo "exit $?"
# [HTM-3]
grep -n -o -e 'UNSIGNED: [^.]*' -e '<h1' page.html | sed 's/^[0-9]*://'
fetch smalltown trial
grep -q 'trial="no"' trial/notice.xml && edit trial/notice.xml 's/trial="no"/trial="yes"/' ||
    edit trial/notice.xml 's/<notice /<notice trial="yes" /'
rebind trial
"$TELLER" report trial >page.html || echo "exit $?"
# [HTM-5]
grep -o -e 'TRIAL RUN: [^.]*' -e 'There is nothing to declare[^.]*' -e 'class="sign"' page.html
fetch smalltown
rm smalltown/batches/youth-* smalltown/lots.txt*
edit smalltown/election.xml '/<candidate id="hal-hatter"/,/<\/candidate>/d'
edit smalltown/close.txt '/^batch youth/d' '/^account youth/,/^counts/d' 's/^batches 4/batches 3/' \
    's/^accounts 4/accounts 3/'
rebind smalltown
"$TELLER" report smalltown | grep -o -e 'elected unopposed: [a-z ]*' -e 'Nobody had to be chosen[^<[]*'
edit smalltown/election.xml '/<candidate id="gus-glover"/,/<\/candidate>/d'
rebind smalltown
"$TELLER" report smalltown | grep -o -e 'the place stays empty: [a-z ]*' -e 'Nobody is elected'
