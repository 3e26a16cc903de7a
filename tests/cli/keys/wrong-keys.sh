# What people give in place of a public key.
cp "$FIXTURES/keys/teller-a.key" . && chmod 600 teller-a.key
echo 'counted' >f
echo 'RWQnonsense' >typed.pub
for key in teller-a.key typed.pub missing.pub .; do
    "$TELLER" signatures -p "$key" f
    echo "exit $?"
done
