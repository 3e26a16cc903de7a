# RND-4 to RND-6. An evening of three rounds: between them, count says what the next paper is, with exit 4; a tie is
# settled by lot; each corrected close replaces the one before; only the last gives a result.
. "$ROOT/tests/tools/election.sh"
fetch agmtown
cp -R agmtown whole

# close_after ROUND: the close when only so many rounds were held, replacing the last one.
close_after() {
    before=none
    [ "$1" -gt 1 ] && before=sha256:$(sha256sum agmtown/close.txt | cut -c1-64)
    awk -v last="$1" -v before="$before" '
        $1 == "account" { skip = $2 == "committee" && $3 > last }
        $1 == "adjudications" { skip = 0 }
        ($1 == "adjudication" || $1 == "salt") && last < 2 { next }
        skip { next }
        $1 == "batch" && $2 == "committee" && $3 > last { next }
        $1 == "batches" || $1 == "accounts" { $2 = last + 1 }
        $1 == "adjudications" && last < 2 { $2 = 0 }
        $1 == "revision" { $2 = last }
        $1 == "replaces" { $2 = before }
        { print }' whole/close.txt >close.tmp
    cat close.tmp >agmtown/close.txt
}

rm agmtown/batches/committee-second* agmtown/batches/committee-third* agmtown/lots.txt*
close_after 1
rebind agmtown
try 'after the first round' "$TELLER" count agmtown
left agmtown
try 'nothing to verify yet' "$TELLER" verify agmtown

cp whole/batches/committee-second* agmtown/batches
close_after 2
rebind agmtown
try 'a tie in the second round' "$TELLER" count agmtown
try 'the lot is written down' "$TELLER" lot agmtown --record --selected ed-evans --how slips \
    --witness returning-officer --witness scrutineer
sign_as agmtown/lots.txt returning-officer scrutineer
cmp agmtown/lots.txt whole/lots.txt | sed 's/differ.*/differ (another close)/'
try 'after the second round' "$TELLER" count --quiet agmtown
left agmtown

cp whole/batches/committee-third* agmtown/batches
close_after 3
rebind agmtown
try 'after the last' "$TELLER" count --quiet agmtown
left agmtown
try 'verified' "$TELLER" verify --quiet agmtown
