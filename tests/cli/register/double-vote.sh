# The declared reading double-vote: what the desk says, and what goes into the close. [REG-4], [REG-5].
. "$ROOT/tests/tools/election.sh"
printf 'member,name,joined,suspended\nL1,A A,2020-01-01,no\nL2,B B,2020-01-01,no\n' >roll.csv
printf 'L3,C C,2020-01-01,no\n' >>roll.csv
printf 'member\nL1\nL2\nL3\n' >online.csv
printf 'member\nL2\nL3\n' >issued.csv
echo 000102030405060708090a0b0c0d0e0f >salt
declared() {
    rm -rf any
    stored smalltown-2026 && mv smalltown-2026 any
    rm -rf any/batches any/election.xml* any/close.txt* any/lots.txt*
    edit any/notice.xml "s/<reading name=\"women-rounding\"/<reading name=\"double-vote\" value=\"$1\"\/>&/"
    key=$(mktemp -d) && cp "$FIXTURES/keys/returning-officer.key" "$key" && chmod 600 "$key"/*
    "$TELLER" sign --quiet --force -s "$key/returning-officer.key" --as returning-officer \
        any/notice.xml >/dev/null 2>&1 || echo 'not signed'
    rm -rf "$key"
}
desk() { echo L1 | "$TELLER" register any --roll roll.csv --online online.csv --desk --quiet "$@"; }
close() {
    "$TELLER" register any --roll roll.csv --online online.csv --issued issued.csv --salt salt \
        --quiet "$@" >said
    code=$?
    sed -n '/^For close/,/^For the min/p' said | sed '$d'
    return $code
}
for value in refer first-received all-void refuse-paper cancel-unopened tendered-envelope; do
    declared $value
    try "$value: at the desk" desk
    try "$value: found afterwards" close
done
try 'told otherwise than declared' desk --voted refuse-paper
try 'told the same' desk --voted tendered-envelope
declared refer
try 'referred, and the officer decided' desk --voted refuse-paper
printf 'member\nL1\nL1\n' >online.csv
: >issued.csv
printf 'member\n' >issued.csv
declared cancel-unopened
try 'twice online, of which the reading says nothing' close
declared first-recieved
try 'mistyped' desk
