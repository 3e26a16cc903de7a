# Who stands twice, with other data: not for a program to choose.
mkdir any
cp "$FIXTURES"/elections/anytown-2026/notice.xml* any
printf 'member,name,joined,suspended\n1,A B,2020-01-01,no\n1,A B,2021-01-01,no\n' >roll.csv
printf 'candidate,member,nominated-by,consents\nc,1,U,yes\nd,1,U,yes\nc,2,U,yes\n' >nominated.csv
exec "$TELLER" eligibility any --candidates nominated.csv --roll roll.csv -o e.xml --quiet
