# The page on readings and the newest edition name the same readings and values: no disputed point is
# in the one and not in the other.
book=$ROOT/spec/rulebook/2025.xml
page=$ROOT/spec/rules/readings.md
sed -n 's/.*<reading name="\([a-z-]*\)".*/\1/p' "$book" | LC_ALL=C sort >in-book
sed -n '/^| reading | undeclared/,/^$/s/^| `\([a-z-]*\)` .*/\1/p' "$page" | LC_ALL=C sort >on-page
diff in-book on-page && echo "$(wc -l <in-book) readings in both"
# Each value stands in the row of its reading, with its grade.
awk '/<reading /  { name = $0; sub(/.*<reading name="/, "", name); sub(/".*/, "", name) }
     /<value /    { value = $0; sub(/.*<value name="/, "", value); sub(/".*/, "", value)
                    grade = $0; sub(/.* grade="/, "", grade); sub(/".*/, "", grade)
                    print name, value, grade }' "$book" >values
while read -r name value grade; do
    grep "^| \`$name\` " "$page" | grep -Eq "\`$value\`( \(default\))?:[^;|]*, $grade *[;|]" ||
        echo "not on the page: $name=$value, grade $grade"
done <values
echo "$(wc -l <values) values looked for"
