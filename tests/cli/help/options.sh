# A mistyped option is answered with the one that was meant; a code with its cause and remedy.
. "$ROOT/tests/tools/election.sh"
try 'two letters changed' "$TELLER" count --unsinged --rules av
try 'with its value' "$TELLER" report --fromat=html
try 'the beginning of several' "$TELLER" count --s=1
try 'nothing near' "$TELLER" count --xyzzy
try 'a letter' "$TELLER" count -Z
try 'the letter of a long one' "$TELLER" count -q
try 'a letter among others' "$TELLER" count -Zo x
try 'help of a slip' "$TELLER" help cuont
try 'a code' "$TELLER" help TLR-2014
try 'without its letters' "$TELLER" help 6985
try 'no such code' "$TELLER" help TLR-0000
# Every twentieth line of the table, so that it is quick.
sed -n 's/^TLRI_CODE(\([0-9]*\).*/\1/p' "$ROOT/lib/base/codes.def" | awk 'NR % 20 == 1' >codes
while read -r code; do
    "$TELLER" help "TLR-$code" >told || echo "$code: exit $?"
    grep -q 'what it means: .' told && grep -q 'what to do: *.' told || echo "$code: not explained"
    grep -qF "| TLR-$code |" "$ROOT/spec/errors.md" || echo "$code: not in spec/errors.md"
done <codes
