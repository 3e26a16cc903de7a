# A new pair: modes, and minisign accepts our signature with our public key. No second time.
"$TELLER" keygen ann --no-password || exit
ls -l ann.key ann.pub | cut -c1-10
echo 'counted' >close.txt
"$TELLER" sign -s ann.key -t 'first count' close.txt || exit
minisign -V -p ann.pub -m close.txt || exit
"$TELLER" signatures -p ann.pub close.txt || exit
before=$(cat ann.key)
"$TELLER" keygen ann --no-password
code=$?
[ "$before" = "$(cat ann.key)" ] && exit "$code"
