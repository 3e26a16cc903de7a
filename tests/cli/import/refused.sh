# What the mapping does not name is refused, by line and column and never with its text.
folder=$FIXTURES/elections/anytown-2026
cat >good.mapping <<END
teller/mapping@1
election anytown-2026
contest woman
round 1
batch online
revision 1
channel online
format csv
empty-rows papers
columns 4
column drop Name
column candidate amina-yusuf A
column candidate carol-oduya C
column candidate zofia-nowak Z
values 1
value cross yes
end
END
cat >good.csv <<END
Name,A,C,Z
Secret Person,1,2,yes
END
try() { # what
    echo "== $1"
    "$TELLER" import votes.csv -m votes.mapping -e "$folder" -o x.ballots 2>&1
    echo "exit $?"
    cp good.csv votes.csv
    cp good.mapping votes.mapping
}
cp good.csv votes.csv
sed 's/anytown-2026/othertown/' good.mapping >votes.mapping; try "another election"
sed 's/^contest woman/contest women/' good.mapping >votes.mapping; try "no such contest"
sed 's/^columns 4/columns 3/; /zofia/d' good.mapping >votes.mapping; try "a candidate is not named"
sed 's/zofia-nowak/zofia/' good.mapping >votes.mapping; try "no such candidate"
sed 's/^columns 4/columns 3/; /drop/d' good.mapping >votes.mapping; try "a column is not named"
sed 's/ Name$/ Time/' good.mapping >votes.mapping; try "no such column"
sed 's/zofia-nowak Z$/amina-yusuf Z/' good.mapping >votes.mapping; try "twice the same"
sed 's/candidate zofia-nowak Z$/number 1 Z/' good.mapping >votes.mapping; try "two kinds"
sed 's/^values 1/values 2/; s/^value cross yes/&\nvalue none yes/' good.mapping >votes.mapping; try "two meanings"
sed 's/^format csv/format blt/; /^empty-rows/d' good.mapping >votes.mapping; try "columns in BLT"
sed 's/yes$/1st/' good.csv >votes.csv; try "a text without meaning"
sed 's/,C,/,A,/' good.csv >votes.csv; try "two columns of one name"
sed '1d' good.csv >votes.csv; try "no heading row"
"$TELLER" import votes.csv -m votes.mapping -e "$folder" --salt 12 -o x.ballots
echo "exit $?"
"$TELLER" import votes.csv --suggest -e "$folder" -o x.mapping
echo "exit $?"
"$TELLER" import votes.csv -e "$folder"
echo "exit $?"
ls
