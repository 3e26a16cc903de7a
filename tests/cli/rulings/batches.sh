# Batches replaced, added and left out; a decision on a paper; who may say so.
. "$ROOT/tests/tools/election.sh"
ruled() { # WHAT: counts, shows who is elected and what the result says of batches and papers
    echo "--- $1"
    echo "--- $1" >&2
    "$TELLER" count --quiet st >sheet
    echo "exit $?"
    sed -n '/^Rulings/,/^$/p; /^  [0-9]* valid/p' sheet
    grep -o 'batch contest="ordinary".* papers="[0-9]*"' st/result.xml
    grep '<decided' st/result.xml
    "$TELLER" verify st | tail -n 1
    rm -f st/result.xml
}
new() {
    rm -rf st
    fetch smalltown st
    with_panel st
}
sum() { sha256sum "$1" | cut -d' ' -f1; }

new
sed -e 's/^revision 1/revision 2/' -e 's/^papers 3/papers 4/' -e '/^end/d' st/batches/ordinary-post.ballots >st/batches/ordinary-post-2.ballots
printf '4 - - 1 2\nend 4\n' >>st/batches/ordinary-post-2.ballots
put_signatures st/batches/ordinary-post-2.ballots teller-a
rule st returning-officer "replace-batch ordinary post 2 4 sha256:$(sum st/batches/ordinary-post-2.ballots)"
ruled 'a batch replaced by the officer, with a scrutineer'
rm st/batches/ordinary-post.ballots
echo "--- the batch before it is gone"; "$TELLER" count --quiet st; echo "exit $?"

new
sed -e 's/^batch post/batch found/' st/batches/ordinary-post.ballots >st/batches/ordinary-found.ballots
put_signatures st/batches/ordinary-found.ballots teller-a
echo "--- a batch that nobody names"; "$TELLER" count --quiet st; echo "exit $?"
rule st ruling-body "add-batch ordinary 1 found 1 post 3 sha256:$(sum st/batches/ordinary-found.ballots)"
ruled 'the same, added by the panel'
rule st ruling-body 'exclude-batch ordinary post' 'adjudication ordinary meeting 9 reject uncertain'
ruled 'then another left out, and a paper decided anew'

new
rule st ruling-body 'adjudication ordinary meeting 9 marks 1 - - -' 'adjudication ordinary meeting 2 marks - - - 1'
ruled 'two papers decided'

new
rule st ruling-body 'exclude-batch ordinary post'
rule st ruling-body "add-batch ordinary 1 post 1 post 3 sha256:$(sum st/batches/ordinary-post.ballots)"
ruled 'left out and taken in again'
