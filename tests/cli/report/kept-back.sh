# [HTM-4] [SCR-2] [RCV-4] A contest below the threshold: no form shows a vote of it.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
edit smalltown/notice.xml 's/smallest-contest="[0-9]*"/smallest-contest="90"/'
rebind smalltown
for form in html csv json scrutineer; do
    "$TELLER" report -f $form smalltown >$form || echo "$form: exit $?"
done
grep -c 'are not published: fewer than 90 papers' html
grep -o -e '<svg' -e 'class="stages"' html
grep -v -e '"place"' -e '^contest,' csv
grep -e '"votes"' -e '"stages"' -e '"rejected"' json
grep -c 'are kept back' scrutineer
try 'drawing' "$TELLER" report -f rcvis --contest ordinary smalltown
# [CSV-2] A name that is a formula.
fetch smalltown formula
edit formula/election.xml 's|Gus Glover|=1+1|'
rebind formula
"$TELLER" report -f csv formula | grep -o -m 1 '"[^"]*=1+1"'
