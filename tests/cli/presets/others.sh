# The other presets, counted, verified, and without a word of warning.
. "$ROOT/tests/tools/election.sh"
for preset in executive branch-delegates womens-conference leadership-nomination; do
    fetch $preset
    try $preset "$TELLER" check --quiet $preset
    "$TELLER" count --quiet $preset 2>&1 | sed -n '/^Elected/,/^$/p'
    "$TELLER" verify --quiet $preset | tail -n 1
done
