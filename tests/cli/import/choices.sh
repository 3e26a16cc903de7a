# Columns headed 1, 2, 3 that hold names, as programs for online votes write them: the draft takes them
# for choices, names those whom nobody chose, takes a weight for papers, and asks about a further column that holds names.
folder=$FIXTURES/elections/anytown-2026
cat >votes.csv <<END
Ballot ID,Weight,1,2,3,Seconded by
a1,1,Zofia Nowak,Amina Yusuf,,Amina Yusuf
a2,3,Amina Yusuf,,,
END
"$TELLER" import votes.csv --suggest -e "$folder" --contest woman -o draft.mapping --quiet
sed -n '/^empty-rows/,$p' draft.mapping
"$TELLER" import votes.csv -m draft.mapping -e "$folder" --quiet
echo "exit $? with the draft as it is"
sed 's/^empty-rows ?$/empty-rows papers/; s/^column ? Seconded/column drop Seconded/' draft.mapping >votes.mapping
"$TELLER" import votes.csv -m votes.mapping -e "$folder" --quiet | sed -n '/^papers/,$p'
