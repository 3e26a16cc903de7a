# One file that cannot be signed does not keep the others from being signed.
cp "$FIXTURES/keys/teller-a.key" . && chmod 600 teller-a.key
mkdir batches
echo 'one' >batches/one.ballots
echo 'two' >batches/two.ballots
"$TELLER" sign -s teller-a.key batches/one.ballots batches/none.ballots batches/two.ballots
code=$?
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" batches/two.ballots || exit
exit "$code"
