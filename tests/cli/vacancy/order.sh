# VAC-8: where every second place is kept for a group, there is no runner-up.
. "$ROOT/tests/tools/election.sh"
. "$ROOT/tests/tools/vacancy.sh"
for rules in av-successive block; do
    fetch anytown "$rules"
    edit "$rules/notice.xml" "/<key name=\"returning/i\\
  <reading name=\"vacancy\" value=\"runner-up\" decided-by=\"General Committee\" decided-on=\"2026-01-21\"/>" \
        "s/rule-set=\"ers97\"/rule-set=\"$rules\"/" \
        '0,/<.category>/s/<.category>/&<setting name="minimum-order" value="every-second"\/>/' \
        's/<reading name="quota/<reading name="numbers-on-cross-paper" value="first-n" decided-by="General Committee" decided-on="2026-01-21"\/>&/'
    rebind "$rules"
    try "$rules" vacancy "$rules" --contest ordinary --place 1
done
