# What totals cannot be, and what cannot be asked of them: [TAL-2], [TAL-3], [TAL-6] to [TAL-8].
. "$ROOT/tests/tools/election.sh"
fetch anytown
echo 'the totals' >certificate.txt
tally() {
    "$TELLER" tally anytown --contest youth --papers 271 -s certificate.txt \
        --salt 0123456789abcdef0123456789abcdef "$@"
}
try 'more votes than papers' tally lena-kovacs=272 sam-okafor=0
try 'fewer votes than papers' tally lena-kovacs=100 sam-okafor=170
try 'somebody left out' tally lena-kovacs=271
try 'somebody else' tally lena-kovacs=271 sam-okafor=0 bashir-malik=3
try 'twice' tally lena-kovacs=271 lena-kovacs=0
try 'no number' tally lena-kovacs=many sam-okafor=0
try 'no sign' tally lena-kovacs sam-okafor=0
try 'more blank than there are' tally --blank 272 lena-kovacs=0 sam-okafor=0
try 'a name for a batch' tally --batch 'On line' lena-kovacs=271 sam-okafor=0
try 'no statement' "$TELLER" tally anytown --contest youth --papers 1 lena-kovacs=1 sam-okafor=0

tally lena-kovacs=136 sam-okafor=135 --quiet >good.tally
cat good.tally >anytown/batches/youth-online.ballots
rebind anytown
try 'a paper' "$TELLER" explain anytown --paper youth/online/1
"$TELLER" explain anytown --paper youth/meeting/1 | grep 'Paper youth'
try 'margin' "$TELLER" margin anytown --contest youth
try 'a sample' "$TELLER" audit-sample anytown --contest youth --seed 123456789012345678901234 -n 5
try 'the papers for another program' "$TELLER" export anytown -f blt --contest youth

edit anytown/batches/youth-online.ballots 's/^1 136$/1 137/' 's/^end 271$/end 270/'
rebind anytown
try 'changed by hand' "$TELLER" count anytown 2>&1 | grep -A 3 youth-online
cat good.tally >anytown/batches/youth-online.ballots
edit anytown/close.txt 's/^adjudication youth meeting 95 /adjudication youth online 95 /'
rebind anytown
try 'a decision on a paper that nobody saw' "$TELLER" count anytown 2>&1 | grep -A 2 'TLR-6999'
edit anytown/close.txt 's/^adjudication youth online 95 /adjudication youth meeting 95 /'
edit anytown/notice.xml 's/places="1" rule-set="block"/places="1" rule-set="av"/'
rebind anytown
try 'a preferential count' "$TELLER" check anytown 2>&1 | grep -A 4 'TLR-7000'
