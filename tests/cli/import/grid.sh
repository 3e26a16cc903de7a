# A grid of a form: drafted, completed, imported; the marks are those of the form, sorted by content,
# and neither time nor address of a voter is in anything that comes out.
cat >votes.csv <<END
Timestamp,Email address,Rank them [Amina Yusuf],Rank them [Carol Oduya],Rank them [Zofia Nowak]
2026/05/01 10:01,v1@example.org,1st choice,2nd choice,
2026/05/01 10:02,v2@example.org,,,1st choice
2026/05/01 10:03,v3@example.org,2nd choice,1st choice,3rd choice
2026/05/01 10:04,v4@example.org,,,
2026/05/01 10:05,v5@example.org,1st choice,1st choice,2nd choice
END
folder=$FIXTURES/elections/anytown-2026
salt=00112233445566778899aabbccddeeff
"$TELLER" import votes.csv --suggest -e "$folder" --contest woman -o draft.mapping
"$TELLER" import votes.csv -m draft.mapping -e "$folder" -o no.ballots --quiet
echo "exit $? with the draft as it is"
sed 's/^empty-rows ?$/empty-rows papers/' draft.mapping >votes.mapping
"$TELLER" import votes.csv -m votes.mapping -e "$folder" --salt $salt -o online.ballots
cat online.ballots
(cat online.ballots draft.mapping; "$TELLER" import votes.csv -m votes.mapping -e "$folder" --salt $salt 2>&1) |
    grep -c example.org
echo "export sha256:$(sha256sum <votes.csv | cut -c 1-64)"
echo "mapping sha256:$(sha256sum <votes.mapping | cut -c 1-64)"
ls
