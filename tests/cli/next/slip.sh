# A scrutineer without a key signs the slip by hand: next says what to type to write it down, then that
# the returning officer signs that file, and then goes on. [NXT-5]
next_types() { "$TELLER" next hall 2>&1 | sed -n "/^Done/,\$p"; }
cp "$FIXTURES/keys/returning-officer.key" . && chmod 600 returning-officer.key
signed() { "$TELLER" sign -s "$1.key" --as "$1" "$2" >/dev/null 2>&1 || echo "not signed: $2"; }
"$TELLER" init hall --answers "$ROOT/tests/cli/init/answers.txt" --quiet
signed returning-officer hall/notice.xml
# Nobody is opposed, so that there is nothing to key.
sed -e '/^candidate [EDM]/d; /^nominated-by [edm]/d' -e 's/^stands ordinary .*/stands ordinary carol bashir gwen/' \
    -e 's/^stands woman .*/stands woman amina/; s/^declares women .*/declares women carol gwen/' \
    "$ROOT/tests/cli/init/candidates.txt" >answers
"$TELLER" init hall --answers answers --quiet
signed returning-officer hall/election.xml
"$TELLER" close hall --form hall/account.txt --quiet
"$TELLER" close hall --quiet >slip
signed returning-officer hall/close.txt
next_types
eval "$(next_types | sed -n 's/^  teller ink/"$TELLER" ink --quiet/p')"
next_types
"$TELLER" next hall --json | grep -c '"file": "hall/ink.txt"'
signed returning-officer hall/ink.txt
next_types
