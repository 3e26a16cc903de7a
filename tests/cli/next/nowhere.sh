# [NXT-6] A folder without a notice: not there, empty, with keys alone; with somebody's letters; with an
# election that lost its notice. Only the first three are told to begin one.
. "$ROOT/tests/tools/election.sh"
mkdir empty keys home
cp "$FIXTURES/keys/scrutineer.pub" keys
touch keys/.hidden keys/answers.txt home/letter.odt home/scrutineer.pub
fetch smalltown lost
rm lost/notice.xml*
for dir in none empty keys home lost; do
    echo "--- $dir"
    "$TELLER" next "$dir" || echo "exit $?"
done
