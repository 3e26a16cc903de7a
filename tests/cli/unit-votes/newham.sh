# Newham 2016: wards 9-11, affiliates 11-6, together 20-17; then what was fought over, unequal numbers
# of votes, and everything else that a ledger can have wrong. [UVO-1] to [UVO-5].
. "$ROOT/tests/tools/election.sh"
cp "$FIXTURES/ledgers/newham-2016.csv" ledger.csv
chmod u+w ledger.csv
try 'as published' "$TELLER" unit-votes ledger.csv
try 'for a program' "$TELLER" unit-votes --json ledger.csv
cp ledger.csv whole.csv
changed() { # WHAT SED-EXPRESSION...
    cp whole.csv ledger.csv
    said=$1
    shift
    edit ledger.csv "$@"
    try "$said" "$TELLER" unit-votes ledger.csv
}
changed 'one affiliate has two votes' 's/^Affiliate 3,affiliate,1,1,0/Affiliate 3,affiliate,2,2,0/' \
    '/^total/d'
changed 'and a minute says why' 's/^unit.*/&,ground/' '/^[WAt]/s/$/,/' '/^total/d' \
    's/^Affiliate 3,affiliate,1,1,0,/Affiliate 3,affiliate,2,2,0,LGC 4/'
changed 'more votes than it has' 's/^Ward 2,ward,1,1,0/Ward 2,ward,1,1,1/'
changed 'a ward twice' 's/^Ward 4,/Ward 3,/'
changed 'another vote than published' 's/^Ward 9,ward,1,1,0/Ward 9,ward,1,0,1/'
changed 'a total of no kind' 's/^total,ward/total,borough/'
changed 'numbers that are none' 's/^Ward 1,ward,1,1,0/Ward 1,ward,1,yes,0/' \
    's/^Ward 5,ward,1,1,0/Ward 5,ward,0,0,0/' 's/^Ward 6,ward/Ward 6,/'
changed 'level' '/^Affiliate 1,/d' '/^Affiliate 2,/d' '/^Affiliate 3,/d' '/^total/d'
changed 'lost, and one ward silent' '/^Affiliate/d' '/^total/d' 's/^Ward 1,ward,1,1,0/Ward 1,ward,1,0,0/'
changed 'nobody' '/^[WAt]/d'
changed 'a kind that is the whole' 's/^Ward 1,ward/Ward 1,all/'
printf 'member,name,joined,suspended\nPN1,Planted One,2020-01-01,no\n' >ledger.csv
try 'the roll by mistake' "$TELLER" unit-votes ledger.csv
