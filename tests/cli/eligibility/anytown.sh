# A list as a spreadsheet wrote it: byte order mark, CR LF, semicolons, a line break in a field,
# British dates, a member twice, a name in two Unicode forms.
mkdir any
cp "$FIXTURES"/elections/anytown-2026/notice.xml* any
{
    printf '\357\273\277Membership number;Name;Date joined;Suspended;DOB;Branch\r\n'
    printf 'L1001;"Malik, Bashir";26/12/2025;no;01/02/1990;Eastfield\r\n'
    printf 'l 1002;Carol Oduya;2025-12-27;no;;"Westfield\r\nbranch"\r\n'
    printf 'L1003;Jos\303\251 Garcia;01/02/2019;no;29/02/2000;Harbour\r\n'
    printf 'L1004;Jose\314\201 Garcia;01/02/2019;yes;30/09/1999;Harbour\r\n'
    printf 'L1003;Jos\303\251 Garcia;01/02/2019;no;29/02/2000;Harbour\r\n'
    printf ';;;;;\r\n'
} >roll.csv
cat >nominated.csv <<'END'
candidate,member,nominated-by,consents,name
bashir-malik,L1001,Eastfield branch,yes,"malik,  bashir"
carol-oduya,L1002,Westfield branch,yes,Carol Oduya
jose-garcia,L1003,Harbour branch,yes,Joe Garcia
jose-garcia,L1003,Eastfield branch,yes,Joe Garcia
other-garcia,L1004,Harbour branch,yes,
self-made,L1003A,,yes,
END
echo 000102030405060708090a0b0c0d0e0f >salt
"$TELLER" eligibility any --candidates nominated.csv --roll roll.csv -o eligibility.xml \
    --salt salt --challenge-by 2026-03-09 || exit
cat eligibility.xml
xmllint --noout --schema "$ROOT/spec/schema/eligibility.xsd" eligibility.xml 2>/dev/null ||
    echo "the schema does not accept it"
