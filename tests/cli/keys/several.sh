# Three keys, two signatures each of its own name, one by nobody listed. The same bytes every time.
for name in returning-officer scrutineer stranger; do
    cp "$FIXTURES/keys/$name.key" . && chmod 600 "$name.key"
done
echo 'counted' >close.txt
for name in returning-officer scrutineer stranger; do
    "$TELLER" sign -s "$name.key" --as "$name" close.txt || exit
done
cat close.txt.scrutineer.minisig
"$TELLER" signatures -p "$FIXTURES/keys/returning-officer.pub" -p "$FIXTURES/keys/scrutineer.pub" \
    -p "$FIXTURES/keys/teller-a.pub" close.txt
