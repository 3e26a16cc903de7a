# Where accredited delegates vote: who is one, for which unit, and never more than the unit may send.
# [REG-7], [REG-8], [ROL-10].
. "$ROOT/tests/tools/election.sh"
stored smalltown-2026 && mv smalltown-2026 any
rm -rf any/batches any/election.xml* any/close.txt* any/lots.txt*
edit any/notice.xml 's/electorate type="[a-z-]*"/electorate type="gc-delegates"/'
key=$(mktemp -d) && cp "$FIXTURES/keys/returning-officer.key" "$key" && chmod 600 "$key"/*
"$TELLER" sign --quiet --force -s "$key/returning-officer.key" --as returning-officer \
    any/notice.xml >/dev/null 2>&1 || echo 'not signed'
rm -rf "$key"
cat >roll.csv <<'END'
member,name,joined,suspended,unit,accredited
G1,Planted One,2020-01-01,no,East branch,yes
G2,Planted Two,2020-01-01,no,East branch,yes
G3,Planted Three,2020-01-01,no,Unite,yes
G4,Planted Four,2020-01-01,no,East branch,no
G5,Planted Five,2020-01-01,yes,unite,yes
END
printf 'unit,delegates\nEast branch,2\nUNITE,5\nWest branch,0\n' >units.csv
echo 000102030405060708090a0b0c0d0e0f >salt
desk() { printf 'G1\nG3\nG4\nG5\n' | "$TELLER" register any --roll roll.csv --desk --quiet "$@"; }
try 'the desk' desk --units units.csv
try 'the numbers' "$TELLER" register any --roll roll.csv --units units.csv --salt salt --quiet
try 'without the table of units' desk
cp units.csv whole.csv
edit units.csv 's/^East branch,2/East branch,1/'
try 'one more than the unit may send' desk --units units.csv
cp whole.csv units.csv
edit units.csv '/^UNITE/d' 's/^West branch,0/West branch,none/' 's/^East branch,2/&\neast  branch,3/'
try 'a unit twice, one without a number' desk --units units.csv
cp whole.csv units.csv
edit units.csv '/^UNITE/d'
try 'accredited by nobody in the table' desk --units units.csv
printf 'member,name,joined,suspended\nG1,Planted One,2020-01-01,no\n' >roll.csv
try 'a roll that does not say who is accredited' desk --units whole.csv
