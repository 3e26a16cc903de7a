# Batches that rulings add, replace or leave out: all of them must be there, signed, and counted alike.
. "$ROOT/tests/tools/election.sh"
fetch smalltown whole && with_panel whole
"$TELLER" count --quiet whole >log
cp whole/batches/ordinary-post.ballots revised
edit revised 's/^revision .*/revision 2/' 's/^1 .*/1 1 - - -/'
again() { rm -rf d && cp -R whole d; }
put() { # FILE SED-EXPRESSION...: another batch, made of the revised one; its digest is $sum
    new=d/batches/$1
    shift
    cp revised "$new"
    [ $# = 0 ] || edit "$new" "$@"
    sign_as "$new" teller-a
    sum=sha256:$(sha256sum "$new" | cut -d' ' -f1)
}
replace() { again && put second.ballots && rule d returning-officer "replace-batch ordinary post 2 3 $sum"; }
replace && counted 'replaced'
replace && rm d/batches/second.ballots* && both 'the revised one is missing' d
replace && rm d/batches/second.ballots.* && both 'nobody signed it' d
replace && rm d/batches/ordinary-post.ballots* && both 'the earlier one is missing' d
replace && echo >>d/batches/second.ballots && both 'changed since' d
again && put second.ballots && both 'no ruling names it' d
again && put second.ballots && rule d returning-officer "replace-batch ordinary post 1 3 $sum" &&
    both 'no later revision' d
again && put second.ballots && rule d returning-officer "replace-batch ordinary post 2 2 $sum" &&
    both 'another number of papers' d
again && put second.ballots && rule d ruling-body "add-batch ordinary 1 post 2 post 3 $sum" &&
    both 'added, and there already' d
again && put second.ballots && rule d ruling-body 'exclude-batch ordinary post' \
    "add-batch ordinary 1 post 2 post 3 $sum" && counted 'left out, and another in its place'
again && put west.ballots 's/^batch .*/batch west/; s/^channel .*/channel hand/' &&
    rule d ruling-body "add-batch ordinary 1 west 2 hand 3 $sum" &&
    rule d ruling-body 'adjudication ordinary west 2 reject uncertain' &&
    counted 'added, and a paper of it decided'
rule d ruling-body 'exclude-batch ordinary west' && counted 'and left out again'
rm d/batches/west.ballots* && both 'but not there any more' d
again && put west.ballots 's/^batch .*/batch west/; s/^round .*/round 2/' &&
    rule d ruling-body "add-batch ordinary 2 west 2 post 3 $sum" && both 'a round that is none' d
again && cp whole/batches/ordinary-meeting.ballots revised && edit revised 's/^revision .*/revision 2/' &&
    put second.ballots && rule d ruling-body "replace-batch ordinary meeting 2 9 $sum" &&
    counted 'decisions on the earlier one are gone'
rm d/batches/second.ballots* && rm -f d/result.xml
"$TELLER" count --partial --quiet d >log 2>&1
both 'without it, in part' --partial d
