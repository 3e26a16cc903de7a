# Two officers' keys in one folder: signing works and warns.
"$TELLER" keygen ann --no-password --quiet >keygen.txt || exit
"$TELLER" keygen bob --no-password --quiet >keygen.txt || exit
echo 'counted' >f
"$TELLER" sign -s ann.key --as ann f || exit
mkdir alone && mv ann.key alone/
"$TELLER" sign -s alone/ann.key --as ann --force f
