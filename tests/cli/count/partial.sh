# A count of some of the batches: asked for, declared, in a file of its own, and never of so little
# that a small batch could be read out of it and the whole result.
. "$ROOT/tests/tools/election.sh"
fetch anytown whole
cp -R whole part
rm part/batches/*-meeting.ballots
try 'nothing is missing' "$TELLER" count --partial --quiet whole
try 'not asked for' "$TELLER" count --quiet part
try 'asked for' "$TELLER" count --partial part >sheet
sed '/^Ordinary delegates:/,$d' sheet
left part
sed -n 2,16p part/partial.xml
xmllint --noout --schema "$ROOT/spec/schema/result.xsd" part/partial.xml 2>&1 | sed 's|.*/||'
echo 'of the whole' >part/result.xml
try 'not over the whole' "$TELLER" count --partial --quiet part -o part/result.xml
try 'elsewhere' "$TELLER" count --partial --quiet part -o look.xml >sheet
cmp look.xml part/partial.xml && cat part/result.xml && rm part/result.xml
try 'of a BLT file' "$TELLER" count --partial --unsigned --rules ers97 x.blt

# What is there is held to everything as ever.
again() { rm -rf p && cp -R part p; }
again && echo >>p/batches/youth-post.ballots && rebind p >log 2>&1
cp whole/close.txt* p/
try 'a batch that is there was changed' "$TELLER" count --partial --quiet p
again && rm p/batches/youth-post.ballots.teller-a.minisig
try 'not signed by both' "$TELLER" count --partial --quiet p
again && cp p/batches/youth-post.ballots p/batches/more.ballots
for by in a b; do
    cp p/batches/youth-post.ballots.teller-$by.minisig p/batches/more.ballots.teller-$by.minisig
done
try 'there twice' "$TELLER" count --partial --quiet p

# Small batches.
fetch anytown small
rm small/batches/woman-post.ballots
try 'fewer than smallest-contest' "$TELLER" count --partial --quiet small
edit small/notice.xml 's/smallest-batch="20" smallest-contest="50"/smallest-batch="20" smallest-contest="44"/'
rebind small
cp -R small allowed
try 'just as many' "$TELLER" count --partial --quiet small >sheet
edit allowed/notice.xml 's/smallest-batch="20"/smallest-batch="45"/'
rebind allowed
rm allowed/batches/woman-meeting.ballots
try 'taken in, so that a smaller one stays hidden' "$TELLER" count --partial --quiet allowed

# Papers that cannot be counted in part.
fetch anytown none
rm none/batches/youth-meeting.ballots none/batches/youth-online.ballots none/batches/youth-post.ballots
edit none/notice.xml 's/smallest-contest="50"/smallest-contest="40"/'
rebind none
try 'none of a contest' "$TELLER" count --partial --quiet none
fetch agmtown rounds
rm rounds/batches/*second*.ballots
try 'of an eliminating ballot' "$TELLER" count --partial --quiet rounds
fetch smalltown level
rm level/batches/ordinary-post.ballots
try 'a tie that no lot was drawn for' "$TELLER" count --partial --quiet level
left level

# After a ruling.
fetch anytown ruled && with_panel ruled
rule ruled ruling-body 'exclude-batch ordinary meeting' 'adjudication ordinary online 5 reject uncertain'
cp -R ruled no-effect
rm ruled/batches/woman-online.ballots
"$TELLER" count --partial --quiet ruled | sed -n 1,3p
sed -n '/<ruling /,/<after/p' ruled/partial.xml
"$TELLER" verify --partial --quiet ruled | tail -n 2
rm no-effect/batches/ordinary-meeting.ballots
try 'what a ruling left out' "$TELLER" count --partial --quiet no-effect

# Two batches of one channel: of its account, what is there may be less, and never more.
fetch anytown two
edit two/batches/ordinary-post.ballots 's/^channel post/channel meeting/'
edit two/close.txt '/^account ordinary 1 post/,/^counts/d
    s/^accounts 9/accounts 8/
    s/^batch ordinary 1 post 1 post/batch ordinary 1 post 1 meeting/
    /^account ordinary 1 meeting/,/^counts/{
        s/^printed .*/printed 210/
        s/^issued .*/issued 166/
        s/^in-box .*/in-box 147/
        s/^late .*/late 3/
        s/^not-returned .*/not-returned 14/
        s/^rejected blank 2/&\
rejected no-official-mark 1/
        s/^counts .*/counts 147 147/
    }'
rebind two
try 'two batches of one channel' "$TELLER" count --quiet two >sheet
cp -R two more
rm two/batches/ordinary-meeting.ballots
try 'fewer were rejected in the one that is there' "$TELLER" count --partial --quiet two >sheet
edit more/close.txt '/^rejected no-official-mark 1/d'
rebind more
rm more/batches/ordinary-meeting.ballots
try 'more were rejected in it than in both' "$TELLER" count --partial --quiet more
