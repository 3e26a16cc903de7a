# A ballot paper account that does not add up, properly signed: said line by line, before any count.
. "$ROOT/tests/tools/election.sh"
wrong() { # WHAT SED-EXPRESSION...
    rm -rf st
    fetch smalltown st
    what=$1
    shift
    edit st/close.txt "$@"
    rebind st
    try "$what" "$TELLER" check st
    try "$what, count" "$TELLER" count --quiet st 2>/dev/null
    left st
}
wrong 'a paper printed too few' '/^account woman/,/^counts/s/^printed .*/printed 3/'
wrong 'a paper issued that went nowhere' '/^account woman/,/^counts/{s/^issued .*/issued 5/
s/^printed .*/printed 5/
}'
wrong 'a rejected paper that no batch has' '/^account youth/,/^counts/s/^counts/rejected torn 1\n&/'
wrong 'two counts that differ' '/^account youth/,/^counts/s/^counts .*/counts 3 4/'
wrong 'more in the box than in the batches' '/^account youth/,/^counts/{s/^in-box .*/in-box 4/
s/^counts .*/counts 4 4/
s/^issued .*/issued 4/
s/^printed .*/printed 4/
}'
wrong 'a decision on a paper that is not there' 's/^adjudication ordinary meeting 9 /adjudication ordinary meeting 10 /'
wrong 'a decision on a batch that is not there' 's/^adjudication ordinary meeting 9 /adjudication ordinary attic 9 /'
wrong 'a decision in a contest that is not there' 's/^adjudication ordinary meeting 9 /adjudication elders meeting 9 /'
wrong 'a decision with a mark too few' 's/marks - - 2 1$/marks - - 2/'
wrong 'two decisions on one paper' 's/^adjudications 1/adjudications 2/' 's/^adjudication ordinary.*/&\n&/'
wrong 'a channel without an account' '/^account youth/,/^counts/d' 's/^accounts 4/accounts 3/'
