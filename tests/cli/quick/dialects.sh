# Every stored BLT dialect counts to the end.
. "$ROOT/tests/tools/election.sh"
cp "$FIXTURES"/good/blt-*.blt .
for blt in blt-*.blt; do
    "$TELLER" count --unsigned --rules meek-prf "$blt" >sheet
    echo "exit $? $blt"
    grep -h ELECTED sheet
done
