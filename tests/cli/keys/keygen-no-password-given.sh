# Nothing on standard input: no key is made.
"$TELLER" keygen ann
code=$?
[ -e ann.key ] || [ -e ann.pub ] && exit 99
exit "$code"
