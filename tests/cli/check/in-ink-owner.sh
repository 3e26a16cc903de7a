# Two signatures by scrutineers are asked for, and slips signed by hand may stand for them: the owner of
# a listed key is not two persons by signing a slip as well, or two slips. [INK-8]
. "$ROOT/tests/tools/election.sh"
fetch smalltown e
edit e/notice.xml '/file="close" role="scrutineer"/s/count="1" in-ink="no"/count="2" in-ink="yes"/'
rebind e
# record OPTION...: one more slip for the close; signed: the officer signs what was written down.
record() {
    "$TELLER" ink --quiet e --file close.txt --role scrutineer --witness returning-officer "$@"
}
signed() { sign_as e/ink.txt returning-officer; }
lines() { sed -n 's/^ink close.txt sha256:[0-9a-f]* //p' e/ink.txt; }

record --signed && signed
try 'the key, and somebody without one by hand' "$TELLER" check e
rm e/ink.txt*
record --signed --key scrutineer && signed && lines
try 'the owner of the key by hand too' "$TELLER" check e
rm e/close.txt.scrutineer.minisig
record --under-protest account --key scrutineer && signed && lines
try 'two slips of the owner' "$TELLER" check e
record --signed && signed
try 'the owner and another, both by hand' "$TELLER" check e
rm e/ink.txt*
record --signed --key scrutinner && record --signed && signed
try 'a name that no key has' "$TELLER" check e
rm e/ink.txt*
record --signed --key returning-officer && record --signed && signed
try 'a key of another role' "$TELLER" check e
try 'no name of a key' record --signed --key 'A B'

# A ruling revokes the scrutineer's key after the close: the owner's slip for the lots is a slip of
# somebody who is no scrutineer any more.
fetch smalltown e2
edit e2/notice.xml '/file="lots" role="scrutineer"/s/in-ink="no"/in-ink="yes"/'
with_panel e2
rm e2/lots.txt.scrutineer.minisig
slip() {
    "$TELLER" ink --quiet e2 --file lots.txt --role scrutineer --witness returning-officer --signed "$@"
    sign_as e2/ink.txt returning-officer
}
slip --key scrutineer
try 'the owner by hand' "$TELLER" check e2
rule e2 ruling-body 'revoke-key scrutineer'
try 'the owner, after the key was revoked' "$TELLER" check e2
slip
try 'and somebody else' "$TELLER" check e2

# Nothing is lost where a line cannot be added.
{
    sed 's/^lines .*/lines 1000/; /^ink/,$d' e/ink.txt
    sed -n '/^ink/{p;q}' e/ink.txt | awk '{ for (i = 0; i < 1000; i++) print }'
    echo end
} >full && mv full e/ink.txt && signed && cp e/ink.txt before
try 'one line too many' record --signed
cmp before e/ink.txt && test -s e/ink.txt.returning-officer.minisig &&
    echo 'the record and its signature are as they were'
