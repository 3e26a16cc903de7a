# XML that means mischief or was mangled on its way, in a notice (parsed before its signature can be
# judged, because it names the keys) and, properly signed, in the candidates' file. What may stand in
# XML gets as far as the close, which rests on another file.
. "$ROOT/tests/tools/election.sh"
install -m 600 "$FIXTURES/keys/returning-officer.key" .
bad() { # WHAT COMMAND...: makes the file from the good one
    what=$1
    shift
    for file in notice.xml election.xml; do
        rm -rf st
        fetch smalltown st
        cp "st/$file" good
        "$@" <good >"st/$file"
        [ $file = notice.xml ] ||
            "$TELLER" sign --quiet --force -s returning-officer.key --as returning-officer \
                st/election.xml >log
        small_memory timeout 60 "$TELLER" count --quiet st >out 2>err
        code=$?
        # The words of libxml2 differ from version to version; codes and places do not.
        places=$(sed -n 's/^st\/[a-z.-]*:\([0-9]*\):[0-9]*: .*\[\(TLR-[0-9]*\)\]$/ line \1 \2/p' err)
        echo "$what, $file: exit $code${places:-$(sed -n 's/.*\(TLR-[0-9]*\)\]$/ \1/p' err)}"
        [ $code -eq 0 ] || grep -q 'what to do' err || echo '  nothing to do?'
        LC_ALL=C grep -q '[[:cntrl:]]' err && echo '  a control character is shown'
        left st
    done
}
# The line after the XML declaration.
second() { printf '%s\n' "$1" | sed -e '/^/!d' >insert && sed '1r insert'; }
bad 'a document type' second '<!DOCTYPE notice>'
bad 'an entity from a file' second '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
laughs='<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
bad 'entities upon entities' second "$laughs"
bad 'an entity nobody declared' sed 's/branch\|Letter/\&ha;/'
bad 'a program to run' second '<?php system("id") ?>'
bad 'a byte that is no UTF-8' sed 's/Smalltown\|Baker/\xff&/'
bad 'UTF-8 in too many bytes' sed 's/Smalltown\|Baker/\xc0\xaf&/'
bad 'half of a pair' sed 's/Smalltown\|Baker/\xed\xa0\x80&/'
bad 'a zero byte' sed 's/Smalltown\|Baker/\x00&/'
bad 'a control character' sed 's/Smalltown\|Baker/\x1b&/'
bad 'a control character in disguise' sed 's/Smalltown\|Baker/\&#27;&/'
bad 'another encoding claimed' sed '1s/UTF-8/ISO-8859-1/'
utf16() { printf '\377\376'; sed 's/./&\x00/g'; }
bad 'UTF-16' utf16
bom() { printf '\357\273\277'; cat; }
bad 'a byte order mark' bom
bad 'line ends of another system' sed 's/$/\r/'
bad 'cut in the middle' head -c 900
bad 'one tag not closed' sed '/<\/contest>/d'
bad 'another kind of document' sed 's/urn:teller:[a-z]*:1/urn:teller:result:1/'
bad 'no namespace' sed 's/xmlns="[^"]*"//'
bad 'a later version' sed 's/\(urn:teller:[a-z]*:\)1/\12/'
twice() { tee again; tail -n +2 again; }
bad 'two documents in one' twice
deep() { sed -e '/trial="no">$/q' -e '/ notice="sha256:.*">$/q'; awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<a>" }'; }
bad 'a hundred thousand levels' deep
long() {
    awk '/xmlns/ { sub(/ election=.*/, ""); printf "%s election=\"", $0; exit } { print }'
    head -c 3000000 /dev/zero | tr '\0' a
    echo '"/>'
}
bad 'an attribute of three million letters' long
