# Names, numbers and dates that occur nowhere else are planted in the lists of the desk and in the
# folder; none may be found in an answer, the lines for the close, a record or a message, of this
# command or of any other that works on the folder beside which the lists lie.
. "$ROOT/tests/tools/election.sh"
fetch smalltown any
install -m 600 "$FIXTURES/keys/teller-a.key" .
echo 000102030405060708090a0b0c0d0e0f >salt
head='member,name,joined,suspended,arrears,born,unit'
good='ZQ777,Zyxwvut Qponmlk,09/07/2003,no,no,13/05/1977,PlantedUnit'
: >said
register() {
    printf 'ZQ777\nzq 888\nZyxwvut Qponmlk\n' |
        "$TELLER" register any --roll roll.csv --desk "$@" >>said 2>&1
    "$TELLER" register any --roll roll.csv --salt salt "$@" >>said 2>&1
}
search() { # WHERE
    for planted in Zyxwvut Qponmlk ZQ777 'ZQ 777' ZQ888 1977-05-13 13/05/1977 2003-07-09 09/07/2003 \
        1977 "9 July" PlantedUnit; do
        grep -il -e "$planted" said >/dev/null && echo "found $1: $planted"
    done
    echo "searched $1, $(grep -c 'error:' said) errors among it"
    : >said
}
for row in "$good" "ZQ777,Zyxwvut Qponmlk,09/07/2003,ZQ888,no,13/05/1977,PlantedUnit" \
    "ZQ777,Zyxwvut Qponmlk,2003-13-09,no,Zyxwvut,1977-05-33,PlantedUnit" \
    "ZQ777,\"Zyxwvut Qponmlk,09/07/2003,no,no,13/05/1977,PlantedUnit" \
    "ZQ777,Zyxwvut, Qponmlk,09/07/2003,no,no,13/05/1977,PlantedUnit"; do
    printf '%s\n%s\n%s\n' "$head" "$good" "$row" >roll.csv
    register
done
printf '%s\n' "$good" >roll.csv
register
printf '%s\n%s\n' "$head" "$good" >roll.csv
printf 'member\nZQ777\nZQ888\nZyxwvut Qponmlk\n' >list.csv
register --issued list.csv --online list.csv
printf 'member\nZQ777\n' >list.csv
register --issued list.csv --online list.csv --voted cancel-unopened
printf 'Zyxwvut Qponmlk\nZQ777\n' >list.csv
register --issued list.csv --online list.csv
search 'by the register'

# The lists lie in the folder of the election, by mistake.
cp roll.csv any/roll.csv
cp roll.csv any/batches/roll.csv
for command in check 'count --quiet' verify readings 'explain --contest ordinary --stage 1' \
    'vacancy --contest ordinary --place 1'; do
    # shellcheck disable=SC2086
    "$TELLER" $command any >>said 2>&1
done
cat any/result.xml any/workings.xml any/run.txt >>said
search 'by what works on the folder'

# Somebody gives a list where another file is asked for: the name of the file is said, not the line.
cp roll.csv any/lots.txt
"$TELLER" check any >>said 2>&1
"$TELLER" sign -s roll.csv any/notice.xml >>said 2>&1
"$TELLER" sign -s teller-a.key --as teller-a -t list roll.csv >>said 2>&1
cat roll.csv.teller-a.minisig >>said
"$TELLER" signatures -p roll.csv any/notice.xml >>said 2>&1
"$TELLER" verify any --officer-key roll.csv >>said 2>&1
"$TELLER" rules --rulebook roll.csv >>said 2>&1
"$TELLER" card-vote roll.csv >>said 2>&1
search 'where a list was given for a file'
