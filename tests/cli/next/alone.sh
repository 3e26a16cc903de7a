# A whole election by `teller next` alone, from no folder to the bundles: every command that it prints is
# typed as it stands, and a person answers, keys, draws and fills in only what a person must. [NXT-1],
# [NXT-3], [NXT-4].
. "$ROOT/tests/tools/election.sh"
PATH=$(dirname "$TELLER"):$PATH
for key in returning-officer scrutineer teller-a teller-b; do
    install -m 600 "$FIXTURES/keys/$key.key" "$key.key"
done
key=$(sed -n 2p "$FIXTURES/keys/scrutineer.pub")
sed 's/^slip-in-ink .*/slip-in-ink no/; s/^paper-order .*/paper-order alphabetical/' \
    "$ROOT/tests/cli/init/answers.txt" >answers

# What a person types into a command.
person() {
    case $2 in
    'teller init '*)
        if [ "$1" = notice ]; then
            while IFS= read -r name; do
                sed -n "s/^$name //p" answers
            done <"$ROOT/tests/cli/init/order.txt"
        else
            printf '%s\n' 'Ann Archer' 'Bob Baker' 'Con Cooper' 'Dot Dyer' 'Eve Evans' 'Fay Field' 'Guy Grant' '' \
                yes C3.I.4.F Eastfield Westfield Eastfield Harbour Unite nobody nobody \
                'ann bob con dot' eve 'fay guy' 'ann dot' eve everybody "$key"
        fi
        ;;
    *'--contest ordinary '*) printf '%s\n' '1 2 - -' '1 - 2 -' 'b a' '- ? 1 -' 'd c b' '1 - - -' blank 'done 7' ;;
    *'--contest youth '*) printf '%s\n' 'a' 'b' 'b a' 'a' 'done 4' ;;
    'teller adjudicate '*) printf '%s\n' returning-officer 'marks - - 1 -' yes scrutineer ;;
    'teller declare '*)
        printf '%s\n' declared 2026-03-20T22:40Z returning-officer scrutineer '' 'These are elected.' ''
        ;;
    esac
}
# What a person does away from the keyboard, or types because a command says so.
by_hand() {
    case $1 in
    account)
        # The piles: everything printed was issued or is left, everything issued is in the box.
        sed 's/^printed ?/printed 20/; s/^counts ? ?/counts N N/' night/account.txt |
            awk '/^account / { n = $2 == "ordinary" ? 7 : 4 }
                 /^unused/ { $2 = 20 - n } /^(issued|in-box)/ { $2 = n } /^counts/ { $0 = "counts " n " " n }
                 { gsub(/\?/, "0"); print }' >filled
        cp filled night/account.txt
        ;;
    lot)
        slip=$(sed -n 's/.*(id \(.*\))/\1/p' out | head -n 1) # out of the bag
        sed -n '/^  teller lot night --record --selected/,/[^\\]$/p' out |
            sed "s/ ID / $slip /" >drawn
        echo "(drawn: $slip)"
        sh drawn >out 2>errors || cat drawn errors
        ;;
    esac
}
for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
    "$TELLER" next night >says || exit 1
    step=$("$TELLER" next night --json | sed -n 's/.*"step": "\(.*\)".*/\1/p')
    echo "[$turn: $step]"
    sed '1,/^Type:/d' says | sed -n 's/^  \(teller .*\)/\1/p' >commands
    while IFS= read -r command <&3; do
        echo "\$ $command"
        person "$step" "$command" >typed
        sh -c "$command" <typed >out 2>errors || { echo "exit $?" && cat errors; }
    done 3<commands
    by_hand "$step"
    [ "$step" = "done" ] && break
done
"$TELLER" report night --format text | sed -n '/^Elected/,/^$/p'
find night ! -path 'night/*/*' ! -name '*minisig' | LC_ALL=C sort | sed 1d
ls -d night-*
