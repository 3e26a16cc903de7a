# Numbers and a salted digest, and nothing else; what the reading refers is not decided here.
mkdir any
cp "$FIXTURES"/elections/anytown-2026/notice.xml* any
cat >roll.csv <<'END'
member,name,joined,suspended
PN1,Planted One,2020-01-01,no
PN2,Planted Two,2025-11-28,no
PN3,Planted Three,2025-11-29,no
PN4,Planted Four,2020-01-01,no
END
printf 'member\nPN1\nPN1\nPN2\n' >issued.csv
printf 'member\nPN2\nPN4\nPN4\nPN9\n' >online.csv
echo 000102030405060708090a0b0c0d0e0f >salt
sum_up() {
    "$TELLER" register any --roll roll.csv --issued issued.csv --online online.csv --salt salt \
        --quiet >said 2>&1
    echo "exit code $?"
    cat said
    grep -i -e PN -e planted -e 2025-11-29 said && echo "found in what was said"
}
sum_up
sed 's/<reading name="candidate-months"/<reading name="double-vote" value="first-received"\/><reading name="voter-weeks" value="8"\/>&/' \
    any/notice.xml >n
cat n >any/notice.xml
key=$(mktemp -d) && cp "$FIXTURES/keys/returning-officer.key" "$key" && chmod 600 "$key"/*
"$TELLER" sign --quiet --force -s "$key/returning-officer.key" --as returning-officer any/notice.xml \
    >/dev/null 2>&1 || exit
rm -rf "$key"
sum_up
sha() { sha256sum "$1" | cut -d' ' -f1; }
printf 'teller/register@1\n%s\n%s\n%s\n%s\n' "$(cat salt)" "$(sha roll.csv)" "$(sha issued.csv)" \
    "$(sha online.csv)" >by-hand
grep -q "register sha256:$(sha by-hand)" said && echo "the digest made by hand"
