# The order of the rows says nothing: both files give the same papers. Drawn salts differ.
folder=$FIXTURES/elections/anytown-2026
cat >votes.mapping <<END
teller/mapping@1
election anytown-2026
contest woman
round 1
batch online
revision 1
channel online
format csv
empty-rows nothing
columns 4
column papers count
column number 1 rank1
column number 2 rank2
column number 3 rank3
values 4
value candidate amina-yusuf Amina
value candidate carol-oduya Carol
value candidate zofia-nowak Zofia
value none undervote
end
END
printf 'count,rank1,rank2,rank3\n2,Amina,undervote,Zofia\n1,Carol,Amina,\n3,,,\n1,Zofia,Zofia,Carol\n' >one.csv
printf 'rank3;rank2;rank1;count\nCarol;Zofia;Zofia;1\n;Amina;Carol;1\nZofia;;Amina;1\nZofia;;Amina;1\n' >two.csv
"$TELLER" import one.csv -m votes.mapping -e "$folder" -o one.ballots
"$TELLER" import two.csv -m votes.mapping -e "$folder" -o two.ballots --json | grep -v export
sed -n '/^candidates/,$p' one.ballots
sed -n '/^candidates/,$p' one.ballots >one && sed -n '/^candidates/,$p' two.ballots | cmp - one && echo "the same papers"
cat one.ballots two.ballots | grep -c '^salt' && cat one.ballots two.ballots | grep '^salt' | sort -u | grep -c salt
