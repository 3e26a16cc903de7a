# No signature at all, and none by a key given.
cp "$FIXTURES/keys/stranger.key" . && chmod 600 stranger.key
echo 'counted' >f
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" f
echo "exit $?"
"$TELLER" sign -s stranger.key f || exit
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" f
