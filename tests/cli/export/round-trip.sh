# What is exported counts to the same stages [EXP-5], and comes back as the same papers [EXP-6],
# [EXP-7]; the warning says who may see it [EXP-3], and no paper's number goes out [EXP-2].
folder=$FIXTURES/elections/anytown-2026
"$TELLER" export "$folder" -f blt --contest ordinary -o ordinary.blt
"$TELLER" export "$folder" -f con --contest ordinary -o ordinary.con
"$TELLER" count --unsigned --rules ers97 ordinary.blt --constraints ordinary.con |
    sed -n '/Stage 1/,/^quota/p' >quick
"$TELLER" report "$folder" -f text | sed -n '/Stage 1/,/^quota/p' | sed '/^quota/q' >counted
cmp quick counted && echo "the same stages"

"$TELLER" export "$folder" -f csv --contest ordinary -o ordinary.csv 2>warned
grep -c 'TLR-6985' warned
"$TELLER" import --suggest -e "$folder" --contest ordinary ordinary.csv --quiet |
    sed 's/^empty-rows ?/empty-rows papers/' >ordinary.mapping
"$TELLER" import ordinary.csv -m ordinary.mapping -e "$folder" -o back.ballots --quiet
# The papers of the folder, but for those rejected whole, against those that came back.
cat "$folder"/batches/ordinary-*.ballots "$folder"/batches/*.ballots | awk '/^contest/ { of = $2 }
    /^batch/ { again = seen[$2 of]++ } of == "ordinary" && !again && /^[0-9]+ [-0-9X?R]/ {
    sub(/^[0-9]+ /, ""); if (/^R:blank/) { print "- - - - - - - - -" } else if (!/^R:/) { print } }' |
    LC_ALL=C sort >before
sed -n 's/^[0-9][0-9]* \([-0-9X?]\)/\1/p' back.ballots | LC_ALL=C sort >after
cmp before after && wc -l <after | tr -d ' '
"$TELLER" export ordinary.blt -f csv | head -n 3
"$TELLER" export ordinary.blt -f blt | cmp - ordinary.blt && echo "canonical already"
