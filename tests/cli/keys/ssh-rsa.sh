# Another kind of SSH key: its signature is ignored, its public key refused.
ssh-keygen -q -t rsa -b 2048 -N '' -C ann -f ann || exit
echo 'counted' >f
ssh-keygen -q -Y sign -n teller -f ann f 2>ssh.txt || exit 99
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" f
echo "exit $?"
"$TELLER" signatures -p ann.pub f
