# Where something does not hold nothing is decided: a batch with one mark changed, decisions of other
# candidates, decisions that somebody else changed meanwhile; and marks that are kept as entered.
. "$ROOT/tests/tools/election.sh"
fetch anytown
unclose anytown
cp anytown/batches/youth-meeting.ballots kept
edit anytown/batches/youth-meeting.ballots 's/^95 .*/95 X -/'
try 'changed batch' "$TELLER" adjudicate anytown --list
cp kept anytown/batches/youth-meeting.ballots
edit anytown/adjudications.txt 's/^definition sha256:./definition sha256:f/'
try 'other candidates' "$TELLER" adjudicate anytown --list
edit anytown/adjudications.txt 's/^election .*/election othertown/'
try 'other election' "$TELLER" adjudicate anytown --list
rm anytown/adjudications.txt
mkfifo typed
"$TELLER" adjudicate anytown --by returning-officer <./typed >spoken 2>&1 &
first=$!
exec 3>typed
tries=0
until grep -q '^decision' spoken 2>/dev/null || [ $tries -gt 200 ]; do
    tries=$((tries + 1))
    sleep 0.05
done
try 'the second' "$TELLER" adjudicate anytown --quiet --paper youth/meeting/95 --decide 'marks - x' \
    --by returning-officer --objected none
printf '1\nnone\n' >&3
exec 3>&-
wait $first
echo "exit $?"
sed -n '/somebody else/,$p' spoken
sed '1,/^definition/d' anytown/adjudications.txt
# A number far above the others is shown as it stands on the paper.
fetch smalltown
unclose smalltown
rm smalltown/adjudications.txt
printf '%s\n' '1 - 77 ?' '? ? - -' '? X - -' 'reject torn' '? - 1 1' 'done 5' |
    "$TELLER" enter smalltown --contest ordinary --batch box-9 --single --once >/dev/null
sign_as smalltown/batches/ordinary-box-9.ballots teller-a
printf 'skip\nskip\nskip\nskip\nskip\n' | "$TELLER" adjudicate smalltown --by teller --all |
    sed -n '/box-9/,/^decision/p'
