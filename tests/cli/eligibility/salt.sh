# The salt is drawn once, is nobody else's to read, and with it the digest can be made by hand.
mkdir any
cp "$FIXTURES"/elections/anytown-2026/notice.xml* any
printf 'member,name,joined,suspended\n1,A B,2020-01-01,no\n' >roll.csv
printf 'candidate,member,nominated-by,consents\na-b,1,Unit,yes\n' >nominated.csv
decide() { "$TELLER" eligibility any --candidates nominated.csv --roll roll.csv --quiet "$@" >/dev/null; }
decide -o e.xml || exit
ls -l e.xml.salt | cut -c1-10
decide -o again.xml --salt e.xml.salt || exit
cmp e.xml again.xml && echo "the same salt, the same record"
sha() { sha256sum "$1" | cut -d' ' -f1; }
printf 'teller/eligibility-input@1\n%s\n%s\n%s\n' "$(cat e.xml.salt)" "$(sha nominated.csv)" \
    "$(sha roll.csv)" >by-hand
grep -q "input=\"sha256:$(sha by-hand)\"" e.xml && echo "the digest made by hand"
echo short >bad.salt
decide -o e.xml --salt bad.salt
