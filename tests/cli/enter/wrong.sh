# What is typed wrong adds no paper, and every message says what to type instead.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
enter() {
    "$TELLER" enter smalltown --contest ordinary --batch box-1 "$@"
}
printf '%s\n' '1 2' '1 2 3 4 5' '1 2 3 0' '1 2 3 1000' 'e' 'a a' 'a0' '+a2' 'hello' 'ab' '1-2' 'reject' \
    'reject zz' 'reject uncertain' 'undo' 'correct 1 a' 'correct' 'show 1' 'done' 'done x' 'done 1' \
    'list' '?' 'stop' | try 'wrong lines' enter
sed '1,/^candidates/d' smalltown/batches/ordinary-box-1.entry1
try 'no first keying to compare with' enter --second --batch box-2 </dev/null
try 'first not done' enter --second </dev/null
try 'another channel' enter --channel post </dev/null
edit smalltown/batches/ordinary-box-1.entry1 '$s/$/\npaper 2 - - - -/'
try 'steps that do not follow' enter </dev/null
printf 'x\n' >smalltown/batches/ordinary-box-1.entry1
try 'no journal' enter </dev/null
rm smalltown/batches/ordinary-box-1.entry1
printf '%s\n' 'a' 'b' 'done 2' | enter --once >/dev/null
printf '%s\n' 'a' 'done 1' 'b' 'done 2' 'a' 'done 3' | try 'other numbers' enter --second --once
printf '%s\n' 'a' 'done 3' | try 'the first found one more' enter --once
printf '%s\n' 'b' 'a' 'done 3' | try 'and now they agree' enter --second --once
sed '1,/^papers/d' smalltown/batches/ordinary-box-1.ballots
try 'no such contest' "$TELLER" enter smalltown --contest mayor --batch x </dev/null
try 'no id' "$TELLER" enter smalltown --contest ordinary --batch Box </dev/null
try 'no batch' "$TELLER" enter smalltown --contest ordinary </dev/null
try 'both' enter --second --single </dev/null
try 'round' enter --round 0 </dev/null
try 'nothing' "$TELLER" enter </dev/null
