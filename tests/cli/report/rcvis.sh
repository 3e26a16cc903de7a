# [RCV-4] [RCV-5] What RCVis takes: votes fall only in the round after `elected`.
. "$ROOT/tests/tools/election.sh"
four() { # DIR RULE-SET: four places, so that the surplus of the first waits for two exclusions
    fetch anytown "$1"
    edit "$1/notice.xml" "/id=\"ordinary\"/s/ers97/$2/" '/id="ordinary"/s/places="3"/places="4"/' \
        '/kind="ordinary"/s/resolved="3"/resolved="4"/' | grep -v 'by /id="ordinary"/s/ers97/ers97/'
    rebind "$1"
}
four waits ers97
"$TELLER" report -f rcvis --contest ordinary waits | grep -e '"round"' -e '"elected"' -e 'Bashir Malik": '
four falls meek-prf
"$TELLER" report -f rcvis --contest ordinary falls || echo "exit $?"
stored sole-delegate-1994
"$TELLER" report -f rcvis sole-delegate-1994 || echo "exit $?"
