# The questions of a panel, each answered beside the count as it was; the folder stays as it is.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/anytown-2026" any
ls -R any >before
ask() { "$TELLER" what-if any "$@" | sed -n '/^Supposed/,/^Made/p' | sed '$d'; "$TELLER" what-if any "$@" | tail -n 1; }
"$TELLER" what-if any --without-papers youth/meeting/95
try 'a whole batch' ask --without-batch ordinary/post,woman/post
try 'a range of papers' ask --without-papers ordinary/online/1-100
try 'a candidate withdrawn' ask --withdraw carol-oduya
try 'more places' ask --contest ordinary --places 4
try 'another rule set' ask --contest ordinary --rules scottish-2011
try 'another reading' ask --reading tie-final=order
try 'one that cannot matter' ask --reading reopen=all-after
try 'no bounds' ask --no-constraints
try 'several things at once' ask --contest ordinary --no-constraints --withdraw harjit-sandhu \
    --reading tie-final=order
try 'for a program' "$TELLER" what-if any --json --without-papers youth/meeting/95
ls -R any | cmp - before && echo 'the folder is as it was'
