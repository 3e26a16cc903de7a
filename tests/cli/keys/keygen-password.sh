# An encrypted key of ours is opened by minisign, and by us only with its password.
echo 'correct horse' | "$TELLER" keygen ann >keygen.txt || exit
grep -c 'encrypted secret key' ann.key
echo 'counted' >close.txt
echo 'correct horse' | minisign -S -s ann.key -m close.txt >minisign.txt 2>&1 || exit
"$TELLER" signatures -p ann.pub close.txt | grep -c ': holds, minisign ann, '
echo 'correct horse' | "$TELLER" sign -s ann.key --as ann close.txt || exit
minisign -V -p ann.pub -m close.txt -x close.txt.ann.minisig || exit
echo 'correct horsf' | "$TELLER" sign -s ann.key --as other close.txt
code=$?
[ -e close.txt.other.minisig ] && exit 99
exit "$code"
