# Every stored election, counted anew: result, workings and run are the stored ones byte for byte, and
# the stored result verifies. UPDATE=1 stores what is written now.
for election in "$FIXTURES"/elections/*/; do
    name=$(basename "$election")
    mkdir "$name"
    "$TELLER" count --quiet "$election" -o "$name/result.xml" >"$name/sheet" 2>"$name/said" ||
        echo "$name: exit $?"
    for file in result.xml workings.xml run.txt; do
        [ -z "${UPDATE-}" ] || cp "$name/$file" "$election$file"
        cmp "$name/$file" "$election$file" && echo "$name: $file"
    done
    "$TELLER" verify "$election" >"$name/report" 2>"$name/said" ||
        echo "$name: verify exit $?"
done
