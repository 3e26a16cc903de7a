# A key and a signature made by minisign hold here.
minisign -G -W -p ann.pub -s ann.key >minisign.txt 2>&1 </dev/null || exit
echo 'counted' >close.txt
minisign -S -s ann.key -m close.txt -t 'by hand' </dev/null || exit
"$TELLER" signatures -p ann.pub close.txt || exit
# And its secret key signs here.
"$TELLER" sign -s ann.key --as ann close.txt || exit
minisign -V -p ann.pub -m close.txt -x close.txt.ann.minisig
