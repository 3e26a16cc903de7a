# ssh-keygen's signature holds with the namespace "teller" and sha512, and with nothing else.
ssh-keygen -q -t ed25519 -N '' -C ann -f ann || exit
echo 'counted' >f
try() { # words for ssh-keygen...
    rm -f f.sig
    ssh-keygen -q -Y sign "$@" -f ann f 2>ssh.txt || exit 99
    "$TELLER" signatures -p ann.pub f
    echo "exit $?"
}
try -n teller
try -n file
try -n Teller
try -n teller -O hashalg=sha256
# Not by a key that was given.
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" f
echo "exit $?"
# The file was changed.
try -n teller >out.txt 2>&1
echo 'counted twice' >f
"$TELLER" signatures -p ann.pub f
