# BLT and PrefLib name the candidates: the order of the file need not be the order of the paper.
folder=$FIXTURES/elections/anytown-2026
mapping() {
    cat <<END
teller/mapping@1
election anytown-2026
contest woman
round 1
batch online
revision 1
channel online
format $1
columns 0
values 3
value candidate amina-yusuf A. Yusuf
value candidate carol-oduya C. Oduya
value candidate zofia-nowak Z. Nowak
end
END
}
mapping blt >blt.mapping
mapping preflib >preflib.mapping
cat >votes.blt <<'END'
3 1
2 1 2 0
1 3 1=2 0
1 0
0
"Z. Nowak"
"A. Yusuf"
"C. Oduya"
"Woman"
END
cat >votes.toi <<'END'
# FILE NAME: votes.toi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 3
# NUMBER UNIQUE ORDERS: 2
# ALTERNATIVE NAME 1: Z. Nowak
# ALTERNATIVE NAME 2: A. Yusuf
# ALTERNATIVE NAME 3: C. Oduya
2: 1,2
1: 3,{1,2}
END
"$TELLER" import votes.blt -m blt.mapping -e "$folder" | sed -n '/^candidates/,$p'
"$TELLER" import votes.toi -m preflib.mapping -e "$folder" --quiet | sed -n '/^candidates/,$p'
sed 's/^# NUMBER VOTERS: 3/# NUMBER VOTERS: 4/' votes.toi >cut.toi
"$TELLER" import cut.toi -m preflib.mapping -e "$folder" -o cut.ballots
echo "exit $?"
sed 's/{1,2}/{1,1}/; s/^2: 1,2$/2: 1,2,/' votes.toi >bad.toi
"$TELLER" import bad.toi -m preflib.mapping -e "$folder" -o bad.ballots
echo "exit $?"
sed 's/Z. Nowak/Somebody/' votes.blt >other.blt
"$TELLER" import other.blt -m blt.mapping -e "$folder" -o other.ballots
echo "exit $?"
# Nothing of the export is said, whatever somebody wrote into it. [IMP-14]
sed 's/^1 3 1=2 0$/1 3 planted 0/' votes.blt >planted.blt
sed 's/^2: 1,2$/2: planted/' votes.toi >planted.toi
"$TELLER" import planted.blt -m blt.mapping -e "$folder" -o planted.ballots
"$TELLER" import planted.toi -m preflib.mapping -e "$folder" -o planted.ballots
"$TELLER" import votes.blt --suggest -e "$folder" --contest woman --quiet | sed -n '/^format/,$p'
ls
