# Whatever was typed before a kill, a torn line or the end of the input is there when the same command
# goes on; and two programs do not write one journal.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
journal=smalltown/batches/ordinary-box-1.entry1
enter() {
    "$TELLER" enter smalltown --contest ordinary --batch box-1 --single --once "$@"
}
# wait_for TEXT: until the journal has it.
wait_for() {
    tries=0
    while ! grep -q "$1" $journal 2>/dev/null; do
        tries=$((tries + 1))
        [ $tries -gt 200 ] && echo "waited in vain for $1" && return
        sleep 0.05
    done
}
mkfifo typed
# The words of $TELLER are a wrapper that becomes the program, so that the kill meets it.
"$TELLER" enter smalltown --contest ordinary --batch box-1 --single --once <./typed >./talk 2>&1 &
victim=$!
exec 3>typed
printf 'a b\nb a\n- - 1' >&3
wait_for 'paper 2'
try 'a second program' enter </dev/null
kill -9 $victim
wait $victim 2>/dev/null
exec 3>&-
sed '1,/^candidates/d' $journal
printf 'paper 3 1 - -' >>$journal
printf 'c d\n' | try 'goes on after a kill and a torn line' enter
sed '1,/^candidates/d' $journal
printf 'stop\n' | try 'stopped' enter
printf 'done 3\n' | try 'done' enter
sed '1,/^papers/d' smalltown/batches/ordinary-box-1.ballots
left smalltown
