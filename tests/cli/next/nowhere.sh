# [NXT-6] A folder without a notice: not there, empty, with a key, with somebody's letters, with an
# election that lost its notice. Only the first two are told to begin one.
. "$ROOT/tests/tools/election.sh"
mkdir empty keys home
cp "$FIXTURES/keys/scrutineer.pub" keys
touch home/letter.odt
fetch smalltown lost
rm lost/notice.xml*
for dir in none empty keys home lost; do
    echo "--- $dir"
    "$TELLER" next "$dir" || echo "exit $?"
done
