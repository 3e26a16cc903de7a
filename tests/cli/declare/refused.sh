# What cannot be declared: no result, another result, a void one, a refusal that blocks, wrong words.
. "$ROOT/tests/tools/election.sh"
declared() { # WHAT STATE WORD...
    what=$1
    state=$2
    shift 2
    try "$what" "$TELLER" declare a --quiet --state "$state" --at 2026-03-21T22:10Z \
        --present returning-officer "$@" >out
    sed -n 's/^exit/&/p' out
    [ -e a/declaration.txt ] && echo 'written'
    rm -f a/declaration.txt*
}
fetch anytown a
try 'no words' "$TELLER" declare a --state declared
declared 'no result' declared
"$TELLER" count --quiet a >sheet
declared 'no such state' final
declared 'no such role' declared --present chair
declared 'no such contest' declared --recount 'nowhere candidate refused too-late'
declared 'two lines in one' declared --say 'one
two'
declared 'nothing to supersede' superseded
try 'no zone' "$TELLER" declare a --state declared --at '2026-03-21 22:10' --present returning-officer
cp a/result.xml kept.xml
edit a/result.xml '$s/$/ /'
declared 'a result changed by hand' declared
cp kept.xml a/result.xml

"$TELLER" declare a --quiet --state void --at 2026-03-21T22:10Z --present returning-officer >out
sign_as a/declaration.txt returning-officer scrutineer
try 'declared void' "$TELLER" verify --quiet a | tail -n 1
try 'declared void, then declared' "$TELLER" declare a --quiet --state declared \
    --at 2026-03-21T22:20Z --present returning-officer
rm a/declaration.txt.*
try 'not signed' "$TELLER" verify --quiet a >out
sed -n '$p' out
put_signatures a/declaration.txt returning-officer scrutineer
edit a/declaration.txt 's/^state void/state declared/'
try 'changed after it was signed' "$TELLER" verify --quiet a >out
sed -n '$p' out
edit a/declaration.txt 's/^run real/run trial/'
put_signatures a/declaration.txt returning-officer scrutineer
try 'of a trial run' "$TELLER" check a
edit a/declaration.txt 's/^run trial/run real/' 's/^election .*/election other/'
put_signatures a/declaration.txt returning-officer scrutineer
try 'of another election' "$TELLER" check a
rm -rf a

fetch anytown a
edit a/notice.xml 's/refusal="noted"/refusal="blocks"/'
rebind a
"$TELLER" count --quiet a >sheet
"$TELLER" ink a --quiet --file close.txt --role scrutineer --witness returning-officer --refused account
sign_as a/ink.txt returning-officer
declared 'a refusal blocks' declared
declared 'and may be said' provisional
"$TELLER" declare a --quiet --state provisional --at 2026-03-21T22:10Z --present returning-officer |
    sed -n '/^protest/p'
edit a/declaration.txt 's/^state provisional/state declared/'
put_signatures a/declaration.txt returning-officer scrutineer
try 'written by hand all the same' "$TELLER" verify --quiet a >out
sed -n '$p' out
