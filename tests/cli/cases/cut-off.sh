# 2017: the closing date was moved, and the months move with it. Decided anew from (invented) members'
# data, counted, and asked what the other date would have given. [ELG-3], [ELG-5].
. "$ROOT/tests/tools/election.sh"
stored cut-off-2017
printf 'member,name,joined,suspended\nT1,N H,2016-07-01,no\nT3,O C,2015-11-20,no\n' >roll.csv
printf 'candidate,member,nominated-by,consents\nnadia-hussain,T1,U,yes\nowen-clarke,T3,U,yes\n' >n.csv
eligible() {
    "$TELLER" eligibility cut-off-2017 --candidates n.csv --roll roll.csv -o e.xml --quiet "$@" \
        2>/dev/null | sed -n '/^Closing/,$p'
}
try 'the date in force, 7 July' eligible --closing-announced 2017-06-23
try 'had it not been moved' eligible --closing 2017-06-23
try 'counted' "$TELLER" count --quiet cut-off-2017 | sed -n '1,/^$/p; /^Elected/,/^$/p'
try 'the other reading of the date' "$TELLER" readings cut-off-2017
