# Two people key a batch; the papers that differ are looked at again until both agree; then the batch
# is written, can be signed, and is what a close takes.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
unclose smalltown
enter() {
    "$TELLER" enter smalltown --contest ordinary --batch box-1 "$@"
}
show() {
    sed -e '/^salt /d' smalltown/batches/ordinary-box-1.ballots
}
printf '%s\n' '- 1 - 2' '-1x?' 'b d' '+a +c' 'reject to' 'blank' 'undo' 'correct 1 1 2 3 -' 'done 5' |
    try 'first' enter --once
left smalltown
try 'no close meanwhile' "$TELLER" close smalltown
printf '%s\n' '1 2 3 -' '- 1 X ?' 'B D' '+a +b' 'reject torn' 'done 5' 'a b c d' '' '?' 'x' \
    'a b c d' | try 'second' enter --second --once
show
left smalltown
sed -n 's/^salt .*/salt/p' smalltown/batches/ordinary-box-1.ballots
[ "$(find smalltown/batches/ordinary-box-1.ballots -perm 600)" ] && echo 'readable by nobody else'
sign_as smalltown/batches/ordinary-box-1.ballots teller-a
try 'signed' "$TELLER" close --form account-form.txt smalltown
grep -A1 '^account ordinary' account-form.txt
try 'written already' enter --once </dev/null
printf '%s\n' 'a' 'done 1' | try 'anew' enter --revision 2 --single --once
