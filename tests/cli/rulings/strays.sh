# What lies among the rulings and is none (RUL-25): a signature whose ruling was taken away is
# refused, by every command that opens the folder; anything else is told.
. "$ROOT/tests/tools/election.sh"
fetch smalltown st
with_panel st
rule st returning-officer 'withdraw-candidate youth hal-hatter'
rule st ruling-body 'withdraw-candidate ordinary ann-archer'
mv st/rulings/2.txt taken
try 'the last ruling is gone, its signature is here' "$TELLER" count --quiet st
for command in check verify next; do
    "$TELLER" $command st >out 2>err
    echo "$command: exit $?, $(grep -c 'TLR-7160' out err | tr '\n' ' ')"
done
mv taken st/rulings/2.txt.taken
try 'beside a file of another name' "$TELLER" count --quiet st
mv st/rulings/2.txt.taken st/rulings/2.txt
mv st/rulings/1.txt.scrutineer.minisig st/rulings/x.sig
try 'a signature of nothing' "$TELLER" count --quiet st
mv st/rulings/x.sig st/rulings/1.txt.scrutineer.minisig
mkdir st/rulings/old
cp st/rulings/2.txt st/rulings/3.TXT
touch st/rulings/.DS_Store
"$TELLER" count st >sheet 2>err
echo "exit $?"
cat err >&2
sed -n "/^Rulings/,/^$/p" sheet
