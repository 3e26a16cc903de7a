# Names, numbers and dates that occur nowhere else are planted in both tables; none of them may be
# found in the record, the statement or a message, whether the tables are right or wrong.
# The salt is given: by chance, a digest made with a drawn one may hold four digits of a date.
mkdir any
echo 000102030405060708090a0b0c0d0e0f >salt
cp "$FIXTURES"/elections/anytown-2026/notice.xml* any
run() {
    "$TELLER" eligibility any --candidates nominated.csv --roll roll.csv --salt salt -o out.xml \
        >>said 2>&1
    cat out.xml >>said 2>/dev/null
    rm -f out.xml
}
search() {
    for planted in Zyxwvut Qponmlk ZQ777 ZQ888 1977-05-13 13/05/1977 2003-07-09 09/07/2003 \
        2003 1977 "9 July" PlantedUnit; do
        grep -il -e "$planted" said >/dev/null && echo "found: $planted"
    done
}
head='member,name,joined,suspended,born,unit'
good='ZQ777,Zyxwvut Qponmlk,09/07/2003,no,13/05/1977,PlantedUnit'
printf 'candidate,member,nominated-by,consents,name\nc,ZQ777,PlantedUnit,yes,Zyxwvut Qponmlk\n' >nominated.csv
: >said
for rows in "$good" "$good
$good" "$good
ZQ777,Qponmlk Zyxwvut,09/07/2003,no,13/05/1977,PlantedUnit" \
    "ZQ777,Zyxwvut Qponmlk,07/09/2003x,no,13/05/1977,PlantedUnit" \
    "ZQ777,Zyxwvut Qponmlk,09/07/2003,ZQ888,13/05/1977,PlantedUnit" \
    "ZQ777,Zyxwvut Qponmlk,2003-13-09,no,1977-05-33,PlantedUnit" \
    "ZQ777,Zyxwvut Qponmlk,09/07/2003,yes,13/05/1977,PlantedUnit" \
    "ZQ888,Zyxwvut Qponmlk,09/07/2003,no,13/05/1977,PlantedUnit" \
    "ZQ777,\"Zyxwvut\" Qponmlk,09/07/2003,no,13/05/1977,PlantedUnit" \
    "ZQ777,\"Zyxwvut Qponmlk,09/07/2003,no,13/05/1977,PlantedUnit" \
    "ZQ777,Zyxwvut, Qponmlk,09/07/2003,no,13/05/1977,PlantedUnit"; do
    printf '%s\n%s\n' "$head" "$rows" >roll.csv
    run
    search
done
printf '%s\n' "$good" >roll.csv
run
printf '%s\n%s\n' "$head" "$good" >roll.csv
printf 'candidate,member,nominated-by,consents\nZyxwvut Qponmlk,ZQ777,PlantedUnit,ZQ888\n' >nominated.csv
run
printf 'ZQ777,Zyxwvut Qponmlk,PlantedUnit,yes\n' >nominated.csv
run
search
grep -c 'error:' said
