# Asked one by one, as at a terminal; a wrong answer is asked again; the end of the input is no default.
. "$ROOT/tests/tools/election.sh"
sed '/^#/d; /^title/d; /^freeze/d; /^places-minute/d; /^ruling-body/d' "$ROOT/tests/cli/init/answers.txt" >a
while IFS= read -r name; do
    [ $name = clp ] && echo '' # an empty line is no answer: asked again
    sed -n "s/^$name //p" a
done <"$ROOT/tests/cli/init/order.txt" >typed
"$TELLER" init asked <typed || echo "exit $?"
"$TELLER" init filed --answers a --quiet
cmp asked/notice.xml filed/notice.xml && echo 'the same notice as from a file'
head -n 34 typed >part
try 'the input ends' "$TELLER" init part <part 2>&1 | tail -n 14
find part -name "*notice*" 2>/dev/null
