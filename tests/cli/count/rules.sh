# What the rules dispute is never decided by the program; what they forbid is refused. All of it is
# said before anything is counted.
. "$ROOT/tests/tools/election.sh"
refused() { # WHAT SED-EXPRESSION
    rm -rf st
    fetch smalltown st
    edit st/notice.xml "$2"
    rebind st
    try "$1" "$TELLER" count --quiet st
    left st
}
refused 'no reading on rounding' '/<reading name="women-rounding"/,/\/>/d'
refused 'no reading on the cap' '/<reading name="cap-scope"/,/\/>/d'
refused 'a reading nobody knows' 's/name="women-rounding" value="ceil"/name="women-rounding" value="up"/'
refused 'more places than entitled' 's/entitled="4" resolved="2"/entitled="4" resolved="5"/'
refused 'entitled to more than the figures give' 's/entitled="4"/entitled="5"/'
refused 'more places in the contest than resolved' 's/kind="ordinary" places="2"/kind="ordinary" places="3"/'
refused 'too small a minimum' 's/minimum="1"/minimum="0"/'
refused 'no such rule set' 's/rule-set="ers97"/rule-set="ers79"/'
refused 'a conference of which no rules are known' 's/rulebook conference="2026"/rulebook conference="1906"/'
