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
