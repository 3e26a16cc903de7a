# A .minisig with one bit changed, at every position that is not free text, counts for nothing.
cp "$FIXTURES/keys/teller-a.key" . && chmod 600 teller-a.key
echo 'counted' >f
"$TELLER" sign -s teller-a.key f || exit
mv f.minisig good
size=$(wc -c <good)
prefix='untrusted comment: '
free_from=${#prefix}
free_to=$(head -n 1 good | wc -c)
at=0
tried=0
for byte in $(od -An -v -tu1 good); do
    if [ "$at" -lt "$free_from" ] || [ "$at" -ge "$((free_to - 1))" ]; then
        cp good f.minisig
        # byte with its lowest bit turned, as octal
        octal=$(printf '%03o' "$((byte % 2 == 0 ? byte + 1 : byte - 1))")
        printf "\\$octal" | dd of=f.minisig bs=1 seek="$at" conv=notrunc 2>/dev/null
        "$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" f >out.txt 2>&1
        code=$?
        if [ "$code" -ne 6 ] || grep -q ': holds' out.txt; then
            echo "byte $at: exit $code"
            cat out.txt
        fi
        tried=$((tried + 1))
    fi
    at=$((at + 1))
done
[ "$at" -eq "$size" ] && [ "$tried" -gt 200 ] || exit 99
cp good f.minisig
"$TELLER" signatures -p "$FIXTURES/keys/teller-a.pub" f
