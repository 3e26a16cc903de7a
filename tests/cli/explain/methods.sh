# The same election by other rule sets: surpluses passed on, Meek's shares, an unopposed contest.
. "$ROOT/tests/tools/election.sh"
for rules in scottish-2011 meek-nz; do
    fetch anytown "$rules"
    edit "$rules/notice.xml" "s/rule-set=\"ers97\"/rule-set=\"$rules\"/"
    rebind "$rules"
    try "$rules, a paper" "$TELLER" explain "$rules" --paper ordinary/meeting/8
    try "$rules, a candidate" "$TELLER" explain "$rules" --candidate bashir-malik
    try "$rules, a stage" "$TELLER" explain "$rules" --stage 2 --contest ordinary
done
fetch smalltown
try 'unopposed or counted' "$TELLER" explain smalltown --candidate "$(sed -n 's/.*<candidate id="\([^"]*\)".*/\1/p' smalltown/election.xml | head -n 1)"
