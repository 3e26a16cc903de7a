# Names with markup, with letters that turn the direction of writing, and wide ones: shown, never
# obeyed.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
edit smalltown/election.xml 's|Gus Glover|\&lt;script\&gt;alert(1)\&lt;/script\&gt; "Gus" \&amp; Co|' \
    's|Hal Hatter|\&#x202E;retaH laH|'
rebind smalltown
"$TELLER" report --quiet smalltown -o page.html || exit
grep -c '<script' page.html
grep -o -m 1 '<bdi>&lt;script[^/]*' page.html | head -n 1
grep -o -m 1 '<bdi>[^<]*retaH laH</bdi>' page.html | head -n 1
grep -c "$(printf '\342\200\256')" page.html || :
