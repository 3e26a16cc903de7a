# One question a line, one answer; a paper is given once, and nothing typed is printed.
mkdir any
cp "$FIXTURES"/elections/anytown-2026/notice.xml* any
cat >roll.csv <<'END'
member,name,joined,suspended,arrears
L1,A A,2020-01-01,no,no
L2,B B,2020-01-01,no,no
L3,C C,2020-01-01,yes,no
L4,D D,2020-01-01,no,yes
L5,E E,2020-01-01,no,no
END
printf 'Member No\nL1\n' >issued.csv
printf 'Membership number;When\nL5;today\n' >online.csv
ask() { printf '%s\n' "$@" | "$TELLER" register any --roll roll.csv --desk --quiet \
    --issued issued.csv --online online.csv $rule 2>/dev/null; }
rule=
ask L1 l-2 L2 L3 L4 L6 '?' L5
for one in refuse-paper cancel-unopened tendered-envelope; do
    rule="--voted $one"
    ask L5 L5
done
