# spec/guide-appeal.md, typed from its first command to its last, on two folders of one election.
. "$ROOT/tests/tools/guide.sh"
rm -rf anytown-2026 spring-2026
install -m 600 "$FIXTURES/keys/region-panel.key" region-panel.key
mkdir officer agent
fetch anytown officer/anytown-2026
with_panel officer/anytown-2026
cp -R officer/anytown-2026 agent/anytown-2026
# The agent's copy was typed anew: one paper reads otherwise, and it was signed all the same.
edit agent/anytown-2026/batches/ordinary-post.ballots 's/^9 - - 2 1 - - - - -/9 - - 1 2 - - - - -/'
for key in teller-a teller-b; do
    "$TELLER" sign --quiet --force -s $key.key --as $key agent/anytown-2026/batches/ordinary-post.ballots >sign.log 2>&1
done
rebind agent/anytown-2026
for folder in officer agent; do
    "$TELLER" count --quiet $folder/anytown-2026 >sheet 2>&1
done
"$TELLER" declare --quiet officer/anytown-2026 --state provisional --at '2026-03-21 22:10Z' \
    --present returning-officer --present scrutineer >declared 2>&1
"$TELLER" sign --quiet -s returning-officer.key --as returning-officer officer/anytown-2026/declaration.txt >sign.log 2>&1
typed guide-appeal.md
