# Papers to print: the candidates in their order, how to mark them, a number on the counterfoil and
# nowhere on the paper; the forms; the same bytes each time.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
try 'papers' "$TELLER" papers smalltown --contest ordinary --count 3 --from 41 -o papers.html
"$TELLER" papers smalltown --contest ordinary --count 3 --from 41 | cmp - papers.html && echo 'same bytes'
sed -n 's|.*class="number">\([0-9]*\)<.*|number \1|p' papers.html
echo "numbers on the page besides: $(sed 's|class="number">[0-9]*<||' papers.html | grep -c -w -e 41 -e 42 -e 43)"
sed -n 's|.*<bdi>\(.*\)</bdi>.*|\1|p' papers.html | head -4
grep -c '<script' papers.html
for contest in ordinary woman youth; do
    "$TELLER" papers smalltown --contest $contest | sed -n 's|.*class="how">\(.*\)</p>.*|\1|p'
done
# Nothing but the number tells one paper from another.
"$TELLER" papers smalltown --contest youth --from 7 | sed 's|class="number">7<|class="number">8<|' >seven
"$TELLER" papers smalltown --contest youth --from 8 | cmp - seven && echo 'the papers are the same'
try 'forms' "$TELLER" papers smalltown -o desk.html
grep -o '<h1>[^<]*' desk.html
# [PAP-7] Many candidates make the paper larger, not longer: 13 lines are A5 still, 14 are A4.
for size in 9 10 13 14 27; do
    cp -R smalltown many
    seq -w 5 "$size" | while read -r n; do
        printf '    <candidate id="more-%s" standing="standing">\n      <name>More %s</name>\n' "$n" "$n"
        printf '      <nominated-by>North branch</nominated-by>\n'
        printf '      <eligibility decision="eligible" clause="C3.I.4.F"/>\n    </candidate>\n'
    done >further
    sed '/<contest id="ordinary">/r further' smalltown/election.xml >many/election.xml
    rebind many
    "$TELLER" papers many --contest ordinary | sed -n "s|.*<section class=\"\([a-z ]*\)\".*|$size: \1|p"
    chmod -R u+w many && rm -r many
done
# [PAP-8] The slip: the digest of the close, signed or not; each time the same page.
try 'slip' "$TELLER" papers smalltown --slip --count 2 -o slip.html
digest smalltown/close.txt >reading
grep -c -F "$(cat reading)" slip.html
rm smalltown/close.txt.*
"$TELLER" papers smalltown --slip --count 2 | cmp - slip.html && echo 'the same slip before it is signed'
try 'slip with a contest' "$TELLER" papers smalltown --slip --contest ordinary
mv smalltown/close.txt close.txt
try 'no close' "$TELLER" papers smalltown --slip
try 'no such contest' "$TELLER" papers smalltown --contest mayor
try 'too many' "$TELLER" papers smalltown --contest youth --count 5001
try 'numbers for forms' "$TELLER" papers smalltown --count 3
edit smalltown/election.xml 's/Ann Archer/Ann Other/'
try 'not signed' "$TELLER" papers smalltown --contest ordinary
