# What may stand inside a value, and what reaches outside: comments, instructions, sections, names
# that would steer a terminal or a page, compressed files, catalogues named by the environment.
. "$ROOT/tests/tools/election.sh"
install -m 600 "$FIXTURES/keys/returning-officer.key" .
say() { # WHAT FILE: how the folder st fares, and whether what is printed can steer a terminal
    small_memory timeout 60 "$TELLER" count --quiet st >out 2>err
    code=$?
    places=$(sed -n 's/^st\/[a-z.-]*:\([0-9]*\):[0-9]*: .*\[\(TLR-[0-9]*\)\]$/ line \1 \2/p' err)
    echo "$1, $2: exit $code${places:-$(sed -n 's/.*error:.*\[\(TLR-[0-9]*\)\]$/ \1/p' err)}"
    [ $code -eq 0 ] || grep -q 'what to do' err || echo '  nothing to do?'
    LC_ALL=C grep -q '[[:cntrl:]]' out err && echo '  a control character is shown'
    LC_ALL=C grep -q -e "$(printf '\342\200\256')" -e "$(printf '\302\233')" out err &&
        echo '  a mark that turns the line round is shown'
    return 0
}
with() { # WHAT COMMAND...: both files, made from the good ones, properly bound and signed
    what=$1
    shift
    for file in notice.xml election.xml; do
        rm -rf st
        fetch smalltown st
        cp "st/$file" good
        "$@" <good >"st/$file"
        cmp -s good "st/$file" && echo "no change: $what, $file"
        rebind st 2>/dev/null >log
        "$TELLER" sign --quiet --force -s returning-officer.key --as returning-officer \
            st/notice.xml st/election.xml >log 2>&1
        say "$what" "$file"
    done
}
with 'a comment inside a value' sed 's/Smalltown\|Baker/<!-- & -->&/'
with 'an instruction inside a value' sed 's/Smalltown\|Baker/<?x y?>&/'
with 'a section inside a value' sed 's/Smalltown\|Baker/<![CDATA[&]]>/'
with 'the end of a section alone' sed 's/Smalltown\|Baker/&]]>/'
with 'an element inside a value' sed 's/Smalltown\|Baker/<b>&<\/b>/'
with 'markup, escaped' sed 's/Smalltown\|Baker/\&lt;script>&/'
with 'a character by number' sed 's/Smalltown\|Baker/\&#88;&/'
with 'a line break by number' sed 's/Smalltown\|Baker/\&#10;&/'
with 'a control character of C1 by number' sed 's/Smalltown\|Baker/\&#155;&/'
with 'a mark that turns the line round' sed 's/Smalltown\|Baker/\&#x202E;&/'
with 'a character of no plane' sed 's/Smalltown\|Baker/\&#x110000;&/'
with 'half of a pair by number' sed 's/Smalltown\|Baker/\&#xD800;&/'
with 'the last but one of a plane' sed 's/Smalltown\|Baker/\&#xFFFE;&/'
with 'a base for links' sed 's/ xmlns="/ xml:base="file:\/\/\/etc\/"&/'
with 'another file to be put in' \
    sed 's/<clp>\|<contest /<xi:include xmlns:xi="http:\/\/www.w3.org\/2001\/XInclude" href="roll.csv" parse="text"\/>&/'
with 'a place where a schema is' \
    sed 's/ xmlns="/ xmlns:i="http:\/\/www.w3.org\/2001\/XMLSchema-instance" i:noNamespaceSchemaLocation="x.xsd"&/'
with 'a style sheet' sed '1s/$/<?xml-stylesheet href="file:\/\/\/etc\/passwd"?>/'
with 'compressed' gzip -n -c
bomb() { cat >rest; (cat rest; head -c 30000000 /dev/zero | tr '\0' ' ') | gzip -n -c; }
with 'compressed, and a thousand times as large' bomb

# libxml2 would look up entities in catalogues that the environment names. A pipe stands for such a
# file: whoever opens it waits for ever.
mkfifo pipe
rm -rf st
fetch smalltown st
XML_CATALOG_FILES="file://$PWD/pipe" SGML_CATALOG_FILES="$PWD/pipe" XML_DEBUG_CATALOG=1 \
    timeout 30 "$TELLER" count --quiet st >sheet 2>err
echo "with a catalogue: exit $?, $(wc -l <err) lines said"
rm -rf st
fetch smalltown st
sed -i '1a <!DOCTYPE notice PUBLIC "-//X//Y" "http://localhost/x.dtd">' st/notice.xml
XML_CATALOG_FILES="file://$PWD/pipe" timeout 30 "$TELLER" check st >out 2>err
echo "with a catalogue and a document type: exit $?"
# Which files are opened: none but those of the election and what the system's loader needs.
if strace -o trace -f -e trace=open,openat,connect,execve true 2>/dev/null; then
    strace -o trace -f -e trace=open,openat,connect,execve -E XML_CATALOG_FILES="file:///etc/passwd" \
        "$TELLER" check st >out 2>&1
    grep -e connect -e passwd -e catalog -e '/etc/xml' -e '[.]dtd' trace | grep -v 'execve'
fi
:
