# Output that cannot be written: never exit 0, whatever the command.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
"$TELLER" count --quiet smalltown >sheet || exit
install -m 600 "$FIXTURES/keys/teller-a.key" .
cp "$FIXTURES/keys/teller-a.pub" .
blt=$FIXTURES/good/blt-plain.blt
full() { # WORD...: the exit codes with a full disk, a closed output, and no output for messages
    "$TELLER" "$@" >/dev/full 2>err1
    a=$?
    "$TELLER" "$@" >&- 2>err2
    b=$?
    "$TELLER" "$@" >out 2>&-
    c=$?
    echo "full $a, closed $b, no messages $c: $(echo "$*" | sed "s|$FIXTURES/good/||")"
    grep -q 'could not be written: ' err1 || cat err1
    grep -q 'could not be written' err2 || cat err2
}
full count smalltown
full count smalltown -o mine.xml
cmp sheet out
cmp mine.xml smalltown/result.xml && echo 'the record is whole'
full verify smalltown
full check smalltown
full count --unsigned --rules av --seats 1 "$blt"
full count --unsigned --rules av --seats 1 --json "$blt"
full count --rules list
full rules
full entitlement --conference 2023 --members 750 --women 100 --young 30
full card-vote --clps 88% --affiliates 99%
full signatures -p teller-a.pub smalltown/batches/woman-meeting.ballots
full sign --force -s teller-a.key --as teller-a smalltown/batches/woman-meeting.ballots
full explain smalltown --contest ordinary --stage 1
full vacancy smalltown --contest ordinary --place 1
full readings smalltown --most 40
full what-if smalltown --no-constraints
full margin smalltown --contest youth
full effect smalltown --contest ordinary --wrongly-counted 1
full compare smalltown smalltown
full audit-sample smalltown --seed 902817364455019283746501 --n 3
full lot smalltown
full next smalltown
full report --format text smalltown
full report --format json smalltown
full export --contest ordinary --format csv smalltown
cp "$FIXTURES/ledgers/newham-2016.csv" ledger.csv
full unit-votes ledger.csv
full help
full help count
full count --help
full version
full
full cuont
# A reader who has seen enough ends the program in silence.
"$TELLER" help | head -n 1
