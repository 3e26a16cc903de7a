# One field with all candidates in order, and one with crosses, where a name holds the comma itself.
folder=$FIXTURES/elections/anytown-2026
mapping() { # kind sign
    cat <<END
teller/mapping@1
election anytown-2026
contest woman
round 1
batch online
revision 1
channel online
format csv
empty-rows refuse
columns 2
column drop ID
column $1 $2 Your vote
values 3
value candidate amina-yusuf Yusuf, Amina
value candidate carol-oduya Carol
value candidate zofia-nowak Carol, Zofia
end
END
}
mapping list semicolon >list.mapping
mapping crosses comma >crosses.mapping
printf 'ID,Your vote\n1,"Carol, Zofia;Yusuf, Amina;"\n2,Carol\n' >list.csv
printf 'ID,Your vote\n1,"Carol, Zofia, Yusuf, Amina"\n2,"Carol, Yusuf, Amina"\n' >crosses.csv
for kind in list crosses; do
    "$TELLER" import $kind.csv -m $kind.mapping -e "$folder" --quiet | sed -n '/^candidates/,$p'
done
printf 'ID,Your vote\n1,Carol\n2,\n3,"Carol;Nobody"\n' >bad.csv
"$TELLER" import bad.csv -m list.mapping -e "$folder" -o bad.ballots
echo "exit $?"
ls
