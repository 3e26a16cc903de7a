# Everything wrong is said at once, with line and column, and nothing of what stands there.
mkdir any
cp "$FIXTURES"/elections/anytown-2026/notice.xml* any
cat >roll.csv <<'END'
member,name,joined,suspended,arrears,born
L1,Planted Person,2025-02-30,no,no,
L2,Planted Person,03/25/2020,no,no,
L3,Planted Person,yesterday,perhaps,,1/1/85
L4,,2020-01-01,no,no,
L*5,Planted Person,2020-01-01,no,no,
L6,Planted Person,2020-01-01,no,no
END
cat >nominated.csv <<'END'
candidate,member,nominated-by,consents
Planted Person,L1,Unit,yes
b,,Unit,
c,L3,Unit,yes
d,L3,Unit,yes
END
"$TELLER" eligibility any --candidates nominated.csv --roll roll.csv -o e.xml --quiet
code=$?
[ ! -e e.xml ] || echo "a record was written"
exit $code
