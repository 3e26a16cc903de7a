# One bad signature spoils the answer, whoever else signed; so does a file that is no signature.
for name in teller-a teller-b; do
    cp "$FIXTURES/keys/$name.key" . && chmod 600 "$name.key"
done
echo 'counted' >f
"$TELLER" sign -s teller-a.key --as teller-a f || exit
echo 'counted?' >g
"$TELLER" sign -s teller-b.key g || exit
mv g.minisig f.teller-b.minisig
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" -p "$FIXTURES/keys/teller-b.pub" f
echo "exit $?"
echo 'hello' >f.teller-b.minisig
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" f
