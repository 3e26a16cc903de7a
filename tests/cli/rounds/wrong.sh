# RND-3. Rounds that do not follow each other are refused; so is a round where the rules know none.
. "$ROOT/tests/tools/election.sh"
again() {
    rm -rf agmtown
    fetch agmtown
}
again
edit agmtown/batches/committee-third.ballots 's/^round 3/round 4/'
edit agmtown/close.txt 's/^batch committee 3 third/batch committee 4 third/' \
    's/^account committee 3 meeting/account committee 4 meeting/'
rebind agmtown
try 'a gap' "$TELLER" count agmtown
try 'check says so too' "$TELLER" check agmtown

again
edit agmtown/batches/committee-first.ballots 's/^3 .*/3 - X X - - - -/' 's/^4 .*/4 X X X - - - -/' \
    's/^7 .*/7 X X - X - - -/' 's/^8 .*/8 X - X - X - -/' 's/^2 .*/2 X X X - - - -/' \
    's/^3 .*/3 X X X - - - -/' 's/^5 .*/5 X X X - - - -/'
rebind agmtown
try 'over before' "$TELLER" count agmtown

again
edit agmtown/notice.xml 's/rule-set="eliminating"/rule-set="block"/' '/bulk-exclusion/d'
rebind agmtown
try 'no rounds by this rule set' "$TELLER" count agmtown

# With one place to a person, what comes after a ballot that is not over has to wait.
again
edit agmtown/notice.xml 's/one-person-one-place="no"/one-person-one-place="yes"/'
rm agmtown/batches/committee-third*
awk '$1 == "account" { skip = $2 == "committee" && $3 == 3 }
    $1 == "adjudications" { skip = 0 }
    skip || ($1 == "batch" && $4 == "third") { next }
    $1 == "batches" || $1 == "accounts" { $2 = 3 }
    { print }' agmtown/close.txt >close.tmp && cat close.tmp >agmtown/close.txt
rebind agmtown
# What it says is the output here, the sheet is put aside.
# shellcheck disable=SC2069
count() { "$TELLER" count agmtown 2>&1 >sheet; }
try 'the secretary waits' count
grep -c Secretary sheet
edit agmtown/notice.xml 's/one-person-one-place="yes"/one-person-one-place="no"/'
rebind agmtown
try 'the secretary need not wait' count
grep -c Secretary sheet
