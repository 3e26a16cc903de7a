# spec/guide-scrutineer.md, typed from its first command to its last, on an election as it was handed over.
. "$ROOT/tests/tools/guide.sh"
rm -rf anytown-2026
cp -R "$FIXTURES/elections/anytown-2026" anytown-2026
chmod -R u+w anytown-2026
ln -s "$ROOT/tests/verifier" verifier
typed guide-scrutineer.md
