# The shapes of table that forms and voting programs write, each drafted so that nothing is left to
# decide but what only people can: rows without a vote, and words that are no number.
folder=$FIXTURES/elections/anytown-2026
shape() { # NAME LINE...
    name=$1
    shift
    printf '%s\n' "$@" >"$name.csv"
    echo "--- $name"
    "$TELLER" import "$name.csv" --suggest -e "$folder" --contest woman -o "$name.mapping"
    grep -e '^column' -e '^value ' "$name.mapping"
    sed 's/^empty-rows ?$/empty-rows papers/; s/^value ? No preference$/value none No preference/' \
        "$name.mapping" >decided.mapping
    "$TELLER" import "$name.csv" -m decided.mapping -e "$folder" --quiet | sed -n '/^papers/,$p'
}
shape google-grid-by-candidate 'Timestamp,Your vote [Amina Yusuf],Your vote [Carol Oduya],Your vote [Zofia Nowak]' \
    '2026/05/01 10:01:00,1st choice,3rd choice,2nd choice' '2026/05/01 10:02:00,,,1st choice'
shape google-grid-by-choice 'Timestamp,Your vote [First],Your vote [Second],Your vote [Third]' \
    '2026/05/01 10:01:00,Amina Yusuf,Zofia Nowak,Carol Oduya' '2026/05/01 10:02:00,Zofia Nowak,,'
shape google-tick-boxes 'Timestamp,Vote for two' '2026/05/01 10:01:00,"Amina Yusuf, Zofia Nowak"' \
    '2026/05/01 10:02:00,Zofia Nowak'
shape microsoft-ranking 'Id,Start time,Completion time,Email,Name,Put them in order' \
    '1,5/1/26 10:00:11,5/1/26 10:01:02,anonymous,,Amina Yusuf;Zofia Nowak;Carol Oduya;' \
    '2,5/1/26 10:02:40,5/1/26 10:03:20,anonymous,,Zofia Nowak;Carol Oduya;Amina Yusuf;'
shape microsoft-likert 'Id,Start time,Completion time,Email,Name,Amina Yusuf,Carol Oduya,Zofia Nowak' \
    '1,5/1/26 10:00:11,5/1/26 10:01:02,anonymous,,First choice,Second choice,No preference' \
    '2,5/1/26 10:02:40,5/1/26 10:03:20,anonymous,,Third choice,First choice,Second choice'
shape numbers-by-candidate 'Ballot;Amina Yusuf;Carol Oduya;Zofia Nowak' '7f3a;1;3;2' '0c21;;;1'
shape choices-by-number 'Ballot,Preference 1,Preference 2,Preference 3' \
    '7f3a,Amina Yusuf,Zofia Nowak,Carol Oduya' '0c21,Zofia Nowak,,'
shape in-one-field 'Ballot,Vote' '7f3a,Amina Yusuf > Zofia Nowak > Carol Oduya' '0c21,Zofia Nowak'
shape no-votes 'Ballot,Vote' '7f3a,2' '0c21,3'
