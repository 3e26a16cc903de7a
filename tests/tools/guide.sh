# What the guides begin with: keys, answers, what was typed, an election that waits for its lot.
# shellcheck shell=sh
. "$ROOT/tests/tools/election.sh"
PATH=$(dirname "$TELLER"):$PATH
for key in returning-officer scrutineer teller-a teller-b; do
    install -m 600 "$FIXTURES/keys/$key.key" "$key.key"
done
cp "$FIXTURES/keys/returning-officer.pub" officer.pub
cp "$ROOT/tests/cli/init/answers.txt" .
{
    cat "$ROOT/tests/cli/guide/candidates.txt"
    echo "key scrutineer scrutineer $(sed -n 2p "$FIXTURES/keys/scrutineer.pub")"
} >candidates.txt
printf '%s\n' '- 1 - 2' '2 1 - -' 'd b' '1 - - ?' 'c a d' 'b' 'blank' 'done 7' >ordinary-typed.txt
printf '%s\n' 'b' 'a' 'b a' 'b' 'done 4' >youth-typed.txt
{
    printf 'teller/account@1\nelection anytown-2026\naccounts 2\n'
    printf 'account ordinary 1 meeting\nprinted 20\nunused 13\nissued 7\nin-box 7\n'
    printf '%s 0\n' spoilt-replaced late rejected-unopened tendered cancelled not-returned
    printf 'rejected blank 1\ncounts 7 7\n'
    printf 'account youth 1 meeting\nprinted 20\nunused 16\nissued 4\nin-box 4\n'
    printf '%s 0\n' spoilt-replaced late rejected-unopened tendered cancelled not-returned
    printf 'counts 4 4\ndouble-votes 0\nend\n'
} >account-as-counted.txt
fetch anytown anytown-2026
rm -f anytown-2026/lots.txt*

# typed PAGE: the commands of a page of spec/, one after another, with what they say.
typed() {
    awk '/^```/ { inside = !inside; next } inside' "$ROOT/spec/$1" >shown
    grep '^\$ ' shown | while IFS= read -r line; do
        printf '%s\n' "$line"
        sh -c "${line#\$ }" 2>/dev/null </dev/null
    done >typed
    diff shown typed && echo "$1 shows what the program says"
}
