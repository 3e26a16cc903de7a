# The file was changed after signing.
cp "$FIXTURES/keys/teller-a.key" . && chmod 600 teller-a.key
echo 'papers 412' >close.txt
"$TELLER" sign -s teller-a.key close.txt || exit
echo 'papers 413' >close.txt
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" close.txt
