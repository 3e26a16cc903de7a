# Every procedure on the page of what is inside and outside names a test that is there, or says why
# it is outside; and every stored election has notes that cite a source, or say what is invented.
sed -n '/^## Every procedure/,$p' "$ROOT/spec/scope.md" | sed -n 's/^| //p' | sed 1d >rows
while IFS= read -r row; do
    shown=$(printf '%s\n' "$row" | awk -F ' \\| ' '{ print $3 }' | sed 's/ *|$//')
    case $shown in
    'outside: '?*) continue ;;
    tests/*) ;;
    *) echo "neither a test nor a reason: $row" ;;
    esac
    for test in $(printf '%s\n' "$shown" | tr ',' ' '); do
        [ -f "$ROOT/$test" ] || echo "no such test: $test"
    done
done <rows
echo "$(wc -l <rows) procedures"
for dir in "$FIXTURES"/elections/*/; do
    grep -Eiq 'source|grade|invented' "$dir/NOTES.md" || echo "no source in $dir/NOTES.md"
done
for one in brockley-2017 cut-off-2017 enfield-north-2019 sole-delegate-1994; do
    grep -q '^\*Fact:\*.*' "$FIXTURES/elections/$one/NOTES.md" &&
        grep -q 'grade [A-D]' "$FIXTURES/elections/$one/NOTES.md" &&
        grep -q '\*Invented' "$FIXTURES/elections/$one/NOTES.md" || echo "$one: fact, grade, invented"
done
