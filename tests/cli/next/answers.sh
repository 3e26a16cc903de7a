# Single answers: names with blanks, what is wrong, an unsigned election, ink. [NXT-1], [NXT-2].
. "$ROOT/tests/tools/election.sh"
try 'nothing there' "$TELLER" next 'our election'
mkdir -- '-x' && try 'an empty folder that looks like an option' "$TELLER" next -- -x
fetch anytown "Anne's"
rm "Anne's"/close.txt.scrutineer.minisig
try 'a name with an apostrophe' "$TELLER" next "Anne's"
"$TELLER" next "Anne's" | sed -n 's/^  teller sign -s scrutineer.key --as scrutineer /ls /p' | sh
try 'for programs' "$TELLER" next "Anne's" --json
fetch anytown
edit anytown/close.txt 's/^counts 104 104/counts 104 103/'
try 'a changed close' "$TELLER" next anytown
fetch anytown b
rm b/batches/woman-*.ballots* b/close.txt* b/lots.txt*
try 'a contest without papers' "$TELLER" next b
fetch anytown d
unclose d && rm d/adjudications.txt
try 'doubtful papers' "$TELLER" next d
fetch anytown r
"$TELLER" count --quiet r >/dev/null 2>&1
edit r/result.xml 's/Amina Yusuf/Amina Yusef/'
try 'another result' "$TELLER" next r
fetch anytown s
sed 's/ status="signed"/ status="unsigned"/; /<policy/,/<\/policy>/d' s/notice.xml >n && cp n s/notice.xml
rm s/election.xml* s/notice.xml.*
try 'unsigned' "$TELLER" next s
try 'two folders' "$TELLER" next r s
