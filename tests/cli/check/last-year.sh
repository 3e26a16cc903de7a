# What the notice says of last year, beside the record of it [DLG-6].
. "$ROOT/tests/tools/election.sh"
fetch anytown
sed 's/^conference .*/conference 2025/' "$FIXTURES/good/delegation-several.txt" >several.txt
try 'they agree' "$TELLER" check --delegation several.txt anytown
sed -e 's/^sent several none/sent nobody-other resolved/' -e 's/ went$/ stayed/' several.txt >nobody.txt
try 'they do not' "$TELLER" check --delegation nobody.txt anytown
try 'another conference' "$TELLER" check \
    --delegation "$FIXTURES/good/delegation-several.txt" anytown
fetch officers
try 'a notice that says nothing' "$TELLER" check --delegation several.txt officers
echo 'teller/delegation@1' >broken.txt
try 'no such record' "$TELLER" check --delegation broken.txt anytown
try 'no such file' "$TELLER" check --delegation absent.txt anytown
