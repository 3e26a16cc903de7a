# Keys: a teller appointed in the hall, a key lost before the close and one lost after it.
. "$ROOT/tests/tools/election.sh"
stranger=$(sed -n 2p "$FIXTURES/keys/stranger.pub")
before() { # AUTHORITY CHANGE...: a ruling made before the close
    rule st "$@"
    last=$(find st/rulings -name '[0-9]*.txt' | wc -l)
    edit "st/rulings/$last.txt" 's/^close .*/close none/'
    case $1 in
    ruling-body) put_signatures "st/rulings/$last.txt" region-panel ;;
    *) put_signatures "st/rulings/$last.txt" returning-officer scrutineer ;;
    esac
}
ends() { # WHAT
    echo "--- $1" >&2
    "$TELLER" count --quiet st >out
    echo "exit $?: $1"
}
fetch smalltown st
with_panel st
for batch in st/batches/*.ballots; do
    rm "$batch".teller-a.minisig
    put_signatures "$batch" stranger
done
ends 'batches signed by somebody who is no teller'
before returning-officer "appoint-key stranger teller minisign $stranger"
ends 'appointed in the hall'
"$TELLER" count --quiet st >/dev/null && grep -E 'signed.*stranger' st/run.txt | head -n 1
before ruling-body 'revoke-key stranger'
ends 'revoked before the close'
rm st/rulings/2.txt*
rule st ruling-body 'revoke-key stranger'
ends 'revoked after the close: the close named the batches'
rule st ruling-body 'revoke-key scrutineer'
ends "the scrutineer's key revoked: the lots need another"
rule st ruling-body "withdraw-candidate youth hal-hatter"
ends 'and so on'
rm -rf st
fetch smalltown st
with_panel st
rule st ruling-body 'revoke-key returning-officer' 'withdraw-candidate ordinary bob-baker'
rule st returning-officer 'withdraw-candidate youth hal-hatter'
ends 'a ruling signed by an officer whose key was revoked'
