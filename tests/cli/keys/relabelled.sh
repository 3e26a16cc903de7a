# A prehashed signature re-labelled as an old one is a signature of 64 bytes nobody saw. minisign's
# letters are not signed, so minisign itself accepts it; it must not hold here.
cp "$FIXTURES/keys/teller-a.key" . && chmod 600 teller-a.key
printf 'abc' >small
"$TELLER" sign -s teller-a.key small || exit
# BLAKE2b-512 of "abc" (RFC 7693, appendix A)
for half in ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1 \
    7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923; do
    for pair in $(echo "$half" | sed 's/../& /g'); do
        printf "\\$(printf '%03o' "0x$pair")"
    done
done >forged
sed '2s/^RUT/RWT/' small.minisig >forged.minisig
minisign -V -q -p "$FIXTURES/keys/teller-a.pub" -m forged && echo 'minisign accepts it'
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" forged
