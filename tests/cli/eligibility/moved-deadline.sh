# 2017: the closing date was moved by two weeks, and who had joined on 1 July 2016 was barred by the
# first date and restored by the one in force. Here with the months of this notice.
mkdir any
cp "$FIXTURES"/elections/anytown-2026/notice.xml* any
printf 'member,name,joined,suspended\n1,A B,2026-01-01,no\n' >roll.csv
printf 'candidate,member,nominated-by,consents\na-b,1,Unit,yes\n' >nominated.csv
decide() {
    "$TELLER" eligibility any --candidates nominated.csv --roll roll.csv -o e.xml "$@" 2>/dev/null |
        sed -n '/^Closing/,/^$/p; /^  a-b/,$p'
}
decide --closing 2026-07-10
decide
