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
try 'no such contest' "$TELLER" papers smalltown --contest mayor
try 'too many' "$TELLER" papers smalltown --contest youth --count 5001
try 'numbers for forms' "$TELLER" papers smalltown --count 3
edit smalltown/election.xml 's/Ann Archer/Ann Other/'
try 'not signed' "$TELLER" papers smalltown --contest ordinary
