# Keys of both kinds, signatures by strangers, slips signed by hand, and anchors: the program and the
# verifier judge them alike.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/smalltown-2026" e && chmod -R u+w e
count() { rm -f "$1"/result.xml && "$TELLER" count --quiet "$1" >log 2>&1 || cat log; }
ssh_sign() { # FILE
    rm -f "$1.sig" && ssh-keygen -q -Y sign -n "${2:-teller}" -f key "$1" 2>/dev/null
}
officer=$FIXTURES/keys/returning-officer.pub
both 'the officer'"'"'s key' e --officer-key "$officer"
both 'a stranger'"'"'s key' e --officer-key "$FIXTURES/keys/stranger.pub"
both 'a key of another role' e --officer-key "$FIXTURES/keys/teller-a.pub"
both 'the notice' e --notice "$(digest e/notice.xml)"
both 'its first 16 digits' e --notice "$(digest e/notice.xml | cut -c1-19)"
both 'another notice' e --notice "$(digest e/election.xml)"
both 'the close' e --close "$(digest e/close.txt)"
both 'another close' e --close "$(digest e/election.xml)"

cp -R e stranger && sign_as stranger/close.txt stranger
both 'a stranger signed too' stranger
cp -R e revived && cp e/close.txt.scrutineer.minisig revived/notice.xml.scrutineer.minisig
both 'the signature of another file, by a key not listed yet' revived
cp e/close.txt.returning-officer.minisig revived/notice.xml.more.minisig
both 'the signature of another file' revived

# The scrutineer has an SSH key.
ssh-keygen -q -t ed25519 -N '' -C '' -f key
cp -R e ssh && rm ssh/*.scrutineer.minisig
edit ssh/election.xml "s|<key name=\"scrutineer\".*|<key name=\"scrutineer\" role=\"scrutineer\" kind=\"ssh\">$(cut -d' ' -f1,2 key.pub)</key>|"
rebind ssh
both 'an SSH key has not signed' ssh
ssh_sign ssh/close.txt && ssh_sign ssh/lots.txt && count ssh
both 'an SSH key' ssh
ssh_sign ssh/lots.txt file
both 'in another namespace' ssh
ssh_sign ssh/lots.txt && cp ssh/lots.txt.sig ssh/close.txt.sig
both 'the signature of another file' ssh

# The scrutineer signs by hand.
cp -R e ink && rm ink/close.txt.scrutineer.minisig
edit ink/notice.xml 's|file="close" role="scrutineer" count="1" in-ink="no"|file="close" role="scrutineer" count="1" in-ink="yes"|'
rebind ink
both 'not by hand either' ink
slips() { # FIELD...
    printf 'teller/ink@1\nelection smalltown-2026\nlines 1\nink %s\nend\n' "$*" >ink/ink.txt
    sign_as ink/ink.txt returning-officer
}
sum=sha256:$(sha256sum ink/close.txt | cut -c1-64)
slips close.txt "$sum" scrutineer returning-officer signed && count ink
both 'by hand' ink
slips close.txt "$sum" scrutineer returning-officer under-protest procedure
both 'under protest' ink
slips close.txt "$sum" scrutineer returning-officer refused no-access
both 'refused' ink
slips close.txt "$sum" observer returning-officer signed
both 'in another role' ink
slips close.txt "sha256:$(printf '%064d' 1)" scrutineer returning-officer signed
both 'another version' ink
slips close.txt "$sum" scrutineer returning-officer signed && rm ink/ink.txt.*
both 'a record that nobody signed' ink

# Two scrutineers, by key or by hand, and nobody twice. [INK-8]
cp -R e two
edit two/notice.xml 's|file="close" role="scrutineer" count="1" in-ink="no"|file="close" role="scrutineer" count="2" in-ink="yes"|'
rebind two
owned() { # WORDS [WORDS]: what the slips say after the witness
    {
        printf 'teller/ink@1\nelection smalltown-2026\nlines %s\n' "$#"
        printf "ink close.txt sha256:$(sha256sum two/close.txt | cut -c1-64) scrutineer teller %s\n" "$@"
        echo end
    } >two/ink.txt
    sign_as two/ink.txt returning-officer
}
owned signed && count two
both 'a key and a slip' two
owned 'signed key scrutineer'
both 'the same person by key and by hand' two
owned 'signed key somebody'
both 'a key that nobody has' two
owned 'signed key'
both 'a key without a name' two
rm two/close.txt.scrutineer.minisig
owned 'signed key scrutineer' 'signed key scrutineer'
both 'two slips of one person' two
owned 'signed key scrutineer' 'refused rules key scrutineer'
both 'signed once, refused once' two
owned 'signed key scrutineer' 'under-protest rules'
both 'two persons by hand' two
