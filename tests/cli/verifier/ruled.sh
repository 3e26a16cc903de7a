# Rulings of every kind: the program and the verifier count the same after each of them, and refuse the
# same changes.
. "$ROOT/tests/tools/election.sh"
fetch smalltown whole && with_panel whole
"$TELLER" count --quiet whole >log
again() { rm -rf d && cp -R whole d; }
body=ruling-body
ruled() { # WHAT AUTHORITY CHANGE...: counted again after the ruling, whoever is elected then
    what=$1
    shift
    again && rule d "$@" && rm d/result.xml
    "$TELLER" count --quiet d >log 2>&1
    after "$what"
}
after() { # WHAT: both, and what the verifier left out
    both "$1" d
    sed -n '/not done: [^t]/s/^/  /p' report
}
refused() { # WHAT AUTHORITY CHANGE...
    what=$1
    shift
    again && rule d "$@" && both "$what" d
}
ruled 'withdrawn' returning-officer 'withdraw-candidate ordinary bob-baker'
ruled 'not eligible, and eligible again' $body 'candidate-status ordinary bob-baker not-eligible C7.I.2' \
    'candidate-status ordinary con-cooper referred C7.I.3' \
    'candidate-status ordinary bob-baker eligible C7.I.4'
ruled 'a reading' $body 'reading skipped-number close-up' 'reading insufficient refer'
ruled 'a reading over the setting of a contest' $body 'reading tie-final order'
ruled 'a reading of how many women' $body 'reading women-rounding floor'
ruled 'decisions on papers' $body 'adjudication ordinary meeting 1 reject uncertain' \
    'adjudication ordinary meeting 9 marks 1 - - -' 'adjudication youth meeting 1 marks X -'
ruled 'all annulled' $body 'annul ordinary' 'annul woman' 'annul youth'
again && rule d $body 'exclude-batch ordinary post' && rule d $body 'annul ordinary' && rm d/result.xml &&
    "$TELLER" count --quiet d >log && after 'a lot that nobody drew, and the count annulled'
again && rm d/lots.txt* d/result.xml && rule d returning-officer 'withdraw-candidate youth gus-glover' &&
    "$TELLER" count --quiet d >log && after 'a tie before the ruling only'
refused 'a lot is needed' $body 'exclude-batch ordinary post'

refused 'withdrawn already' $body 'withdraw-candidate ordinary bob-baker' \
    'withdraw-candidate ordinary bob-baker'
refused 'nobody' $body 'withdraw-candidate ordinary nobody'
refused 'eligible already' $body 'candidate-status ordinary bob-baker eligible C7.I.2'
refused 'a reading as it is' $body 'reading insufficient leave-empty'
refused 'no reading' $body 'reading weather fine'
refused 'no value' $body 'reading insufficient fine'
refused 'no clause as XML has them' $body 'candidate-status ordinary bob-baker referred A~B'
refused 'no such paper' $body 'adjudication ordinary meeting 10 reject uncertain'
refused 'another number of marks' $body 'adjudication ordinary meeting 1 marks 1 -'
refused 'no such batch' $body 'exclude-batch ordinary elsewhere'
refused 'annulled already' $body 'annul woman' 'annul woman'
for change in 'candidate-status ordinary bob-baker referred C7.I.2' 'annul woman' 'revoke-key teller-b' \
    'reading insufficient refer' 'adjudication ordinary meeting 1 reject uncertain' \
    'exclude-batch ordinary post'; do
    refused "an officer rules ${change%% *}" returning-officer "$change"
done

# Re-open nominations is nobody; and whoever holds another place does not stand, annulled or not.
edit whole/election.xml '/id="con-cooper"/,/eligibility/{s/"standing"/"re-open-nominations"/;/eligib/d;/nominated/d}'
rebind whole
refused 'nobody withdraws' $body 'withdraw-candidate ordinary con-cooper'
refused 'nobody is not eligible' $body 'candidate-status ordinary con-cooper not-eligible C7.I.2'
ruled 'nobody stands in the way' $body 'withdraw-candidate ordinary bob-baker'
fetch womens-conference && rm -r whole && mv womens-conference whole && with_panel whole &&
    "$TELLER" count --quiet whole >log
ruled 'a later contest annulled' $body 'annul first'
