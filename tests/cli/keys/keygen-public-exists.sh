# Something stands in the public key's place: no secret key is made either.
mkdir -p ann.pub
"$TELLER" keygen ann --no-password
code=$?
[ -e ann.key ] && exit 99
exit "$code"
