# Vacancies under other rule sets: values of less than a vote, Meek's shares, successive places.
. "$ROOT/tests/tools/election.sh"
. "$ROOT/tests/tools/vacancy.sh"
for rules in scottish-2011 meek-nz av-successive block; do
    for value in runner-up countback; do
        dir=$rules-$value
        fetch anytown "$dir"
        edit "$dir/notice.xml" "s/rule-set=\"ers97\"/rule-set=\"$rules\"/" "/<key name=\"returning/i\\
  <reading name=\"vacancy\" value=\"$value\" decided-by=\"General Committee\" decided-on=\"2026-01-21\"/>" \
            's/<reading name="quota/<reading name="numbers-on-cross-paper" value="first-n" decided-by="General Committee" decided-on="2026-01-21"\/>&/'
        rebind "$dir"
        try "$rules, $value" vacancy "$dir" --contest ordinary --place 3
    done
done
