# minisign's old form is refused for a listed key, and ignored for any other.
cp "$FIXTURES/keys/teller-a.key" . && chmod 600 teller-a.key
echo 'counted' >f
minisign -S -l -s teller-a.key -m f </dev/null || exit
minisign -V -q -p "$FIXTURES/keys/teller-a.pub" -m f || exit
"$TELLER" signatures -p "$FIXTURES/keys/teller-b.pub" f
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" f
