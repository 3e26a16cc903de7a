# Where somebody goes out, the readings about exclusions and majorities are asked for; in the demo
# election, whose contest by the alternative vote ends at once, they are not.
cp -R "$FIXTURES/elections/anytown-2026" any
rm -f any/result.xml any/workings.xml any/run.txt
sed 's/one-person-one-place="yes"/one-person-one-place="no"/' any/notice.xml >n
cat n >any/notice.xml
sh "$ROOT/tests/tools/rebind.sh" "$TELLER" any || exit
for folder in any "$FIXTURES/elections/anytown-2026"; do
    "$TELLER" readings "$folder" | sed -n '/^  bulk-exclusion/p; /^  majority-base/p; /^  tie-lookback/p; /^Harjit/,$p'
done
