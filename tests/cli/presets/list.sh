# Every preset that is listed is there, and has a row in the specification.
"$TELLER" rules --presets | tee listed
sed -n 's|^ *\(fixtures/[^ ]*\)$|\1|p' listed | while read -r where; do
    [ -e "$ROOT/$where" ] || echo "not there: $where"
    grep -q "\`$where\`" "$ROOT/spec/rules/presets.md" || echo "no row: $where"
done
