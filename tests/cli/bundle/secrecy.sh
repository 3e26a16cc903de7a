# What a public bundle of 25 papers gives away [BUN-8]. Kept back as `smallest-contest` asks, it fits
# so many ballot sets that no paper is determined; with all stages published some are, which is why
# 50 is advised. A digest in the bundle is of a file in it, or of one with a salt.
. "$ROOT/tests/tools/election.sh"
stored enfield-north-2019
mv enfield-north-2019 sealed
edit sealed/election.xml '/<candidate id="with-28"/,/<.candidate>/d'
batch=sealed/batches/selection-all.ballots
{
    sed -n '1,/^salt /p' "$batch"
    printf 'candidates 3\npapers 25\n'
    i=0
    for paper in '1 2 3' '1 3 2' '1 2 3' '1 - -' '1 - 2' '1 2 -' '1 3 2' '1 2 3' '1 - -' '1 3 2' \
        '2 1 3' '3 1 2' '- 1 -' '2 1 -' '- 1 2' '2 1 3' '3 1 2' '3 1 2' '? 1 3' \
        '2 3 1' '3 2 1' '- - 1' '2 - 1' '3 2 1' '2 3 1'; do
        i=$((i + 1))
        echo "$i $paper"
    done
    echo 'end 25'
} >batch.new
cat batch.new >"$batch"
edit sealed/close.txt 's/ 227/ 25/g' '/^rejected blank/d' 's/^adjudications 0/adjudications 1/' \
    '/^adjudications/a\
adjudication selection all 19 returning-officer none marks 2 1 3' \
    's/^end/salt 0f1e2d3c4b5a69788796a5b4c3d2e1f0\
end/'

bundle() { # WHAT LEVEL SMALLEST
    echo "--- $1"
    edit sealed/notice.xml "s/<publication .*/<publication level=\"$2\" smallest-batch=\"20\" smallest-contest=\"$3\"\/>/"
    rebind sealed
    rm -rf public
    "$TELLER" count --quiet sealed >/dev/null && "$TELLER" bundle --quiet sealed -o public --public &&
        sign_as public/MANIFEST returning-officer
    "$TELLER" verify --quiet public >/dev/null || echo 'not verified'
    python3 -B "$ROOT/tests/cli/bundle/secrecy.py" public selection sealed
}
bundle 'kept back' with-transfers 50
bundle 'all stages' stage-totals 1
