# Names with markup, names written from right to left, and wide ones: shown, never obeyed. Letters
# that turn the direction of what follows are refused where the name is read.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
edit smalltown/election.xml 's|Gus Glover|\&lt;script\&gt;alert(1)\&lt;/script\&gt; "Gus" \&amp; Co|' \
    's|Hal Hatter|\&#x5D3;\&#x5D5;\&#x5D3; \&#x6797;|'
rebind smalltown
"$TELLER" report --quiet smalltown -o page.html || exit
grep -c '<script' page.html
grep -o -m 1 '<bdi>&lt;script[^/]*' page.html | head -n 1
grep -o -m 1 '<bdi>[^<]*'"$(printf '\346\236\227')"'</bdi>' page.html | head -n 1
"$TELLER" report -f scrutineer smalltown | grep "$(printf '\346\236\227')" | head -n 1
# A title of many words and a name that is one word of sixty letters: the sheet stays 80 columns wide.
fetch smalltown long
word=Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefgh
edit long/election.xml "s|Bob Baker|$word|"
edit long/notice.xml 's|<title>Ordinary delegates</title>|<title>Ordinary delegates to the Annual Conference of the party, and to any that is called between two</title>|'
rebind long
"$TELLER" report -f text long | sed -n '/^Elected/,/counted by/p'
"$TELLER" report -f text long | awk 'length($0) > 80 { print "too wide: " $0 }'
