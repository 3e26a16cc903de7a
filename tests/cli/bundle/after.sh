# What came after the count goes with it: rulings and superseded results into the sealed bundle, the
# declarations into both [BUN-5]; when papers are destroyed, so is a ruling that decides on one, and
# no other [DIS-5].
. "$ROOT/tests/tools/election.sh"
fetch smalltown st
with_panel st
"$TELLER" count --quiet st >sheet
say() { "$TELLER" declare --quiet st --at "$1" --present returning-officer --state "$2" >said && sign_as st/declaration.txt returning-officer; }
say 2026-03-21T22:10Z declared
rule st ruling-body 'adjudication ordinary meeting 9 reject uncertain'
rule st ruling-body 'withdraw-candidate youth hal-hatter'
"$TELLER" count --quiet st >sheet
say 2026-04-03T09:00Z superseded
say 2026-04-03T09:05Z declared
check() { "$TELLER" verify --quiet "$1" >report; }
after() { find "$1" -name 'declaration*' -o -path '*/rulings/*' -o -path '*/superseded/*' | LC_ALL=C sort |
    sed 's|superseded/.*|superseded/...|'; }
for kind in sealed public; do
    try "$kind" "$TELLER" bundle --quiet st -o $kind --$kind
    sign_as $kind/MANIFEST returning-officer
    after $kind
    try 'verified' check $kind
done
printf ' ' >>"$(echo sealed/superseded/*.xml)"
try 'a superseded result changed' check sealed 2>problem
sed 's|superseded/[0-9a-f]*|superseded/DIGEST|' problem >&2
try 'destroyed' "$TELLER" dispose st --today 2099-01-01 --yes
after st
sed -n 's/^\(removed rulings[^ ]*\) .*/\1/p' st/disposal.txt
