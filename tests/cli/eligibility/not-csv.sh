# Files that are something else.
mkdir any
cp "$FIXTURES"/elections/anytown-2026/notice.xml* any
printf 'candidate,member,nominated-by,consents\nc,1,U,yes\n' >nominated.csv
try() {
    "$TELLER" eligibility any --candidates nominated.csv --roll roll.csv -o e.xml --quiet 2>&1 |
        sed -n 1,2p
}
printf '\377\376m\0e\0' >roll.csv
try
printf 'member,name,joined,suspended\n1,Jos\351,2020-01-01,no\n' >roll.csv
try
printf 'PK\003\004sheet' >roll.csv
try
: >roll.csv
try
printf 'member,name,joined,suspended\n1,"A" B,2020-01-01,no\n' >roll.csv
try
printf 'member,name,joined,suspended\n1,"A,2020-01-01,no\n' >roll.csv
try
printf 'L1,Planted Person,2020-01-01,no\n' >roll.csv
try
printf 'member,member number,name,joined,suspended\n1,1,A,2020-01-01,no\n' >roll.csv
try
