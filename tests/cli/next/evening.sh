# An election from its notice to the declaration by `teller next` alone: what it prints is typed, and a
# person does only what a person must. [NXT-1], [NXT-3], [NXT-4].
. "$ROOT/tests/tools/election.sh"
PATH=$(dirname "$TELLER"):$PATH
for key in returning-officer scrutineer teller-a teller-b; do
    install -m 600 "$FIXTURES/keys/$key.key" "$key.key"
done
fetch anytown ready
mkdir decided && unclose ready && mv ready/account.txt ready/adjudications.txt decided
find ready -name '*.minisig' -exec rm {} +

# What a person brings to a step, before the command is typed.
person() {
    case $1 in
    notice) ;; # the officer's own notice takes the place of the one that init would ask for
    candidates) cp ready/election.xml night ;;
    papers) cp -R ready/batches night ;;
    decisions) cp decided/adjudications.txt night ;;
    account) echo '(a person fills the form in)' ;;
    declaration)
        {
            printf 'teller/declaration@1\nelection anytown-2026\nresult sha256:%s\n' \
                "$(sha256sum night/result.xml | cut -c1-64)"
            printf 'state declared\nrun real\ntime 2026-03-20T22:40Z\npresent returning-officer\n'
            printf 'requests 0\nprotests 0\nwords 1\nsay These are elected.\nend\n'
        } >night/declaration.txt
        put_signatures night/declaration.txt returning-officer
        ;;
    esac
}
for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    "$TELLER" next night >says || exit 1
    cat says
    step=$("$TELLER" next night --json | sed -n 's/.*"step": "\(.*\)".*/\1/p')
    echo "[$turn: $step]"
    person "$step"
    sed '1,/^Type:/d' says | grep '^  teller ' >types
    sh types >typed 2>&1 </dev/null || echo "exit $?"
    case $step in
    notice) mkdir night && cp ready/notice.xml night ;;
    account) cp decided/account.txt night ;;
    lot) sh -c "$(sed -n 's/^ *\(teller lot night --record --selected\) .*/\1 sam-okafor --how slips --witness returning-officer --witness scrutineer/p' typed)" >recorded 2>&1 ;;
    done) break ;;
    esac
done
cat typed | sed -n '/^written/p'
