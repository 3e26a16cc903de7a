# All combinations of the papers objected to, against counts of folders in which the close decides
# so: what is supposed and what is signed must come to the same.
. "$ROOT/tests/tools/election.sh"
fetch anytown any
close=any/close.txt
# Three papers that a scrutineer objects to: one rejected, two counted; two in one contest.
edit $close 's/^adjudication ordinary meeting 31 .*/adjudication ordinary meeting 31 returning-officer scrutineer reject uncertain/
      s/^adjudication ordinary post 27 .*/adjudication ordinary post 27 returning-officer scrutineer marks - - - - - - - - 1/'
rebind any
"$TELLER" what-if any --objected >answer || exit
sed -n '/^Decided/,$p' answer
"$TELLER" what-if any --objected --json >answer.json || exit
elected() { # contest and who is elected, a line for each outcome of a JSON answer
    tr -d ' \n' | grep -o -e '"id":"[a-z]*","[ap]' -e '"elected":\[[^]]*\]' |
        awk -F'"' '$2 == "id" { contest = $4; next } { print contest, $0 }' | sort -u
}
decide() { # PAPERS... those decided otherwise, as the last word of their lines
    cp -R any one
    for paper in "$@"; do
        case $paper in
        31) edit one/close.txt 's/^\(adjudication ordinary meeting 31 .* \)reject uncertain$/\1marks 1 - - - - - - - -/' ;;
        27) edit one/close.txt 's/^\(adjudication ordinary post 27 .*\) marks .*$/\1 reject uncertain/' ;;
        95) edit one/close.txt 's/^\(adjudication youth meeting 95 .*\) marks .*$/\1 reject uncertain/' ;;
        esac
    done
    rebind one
    "$TELLER" readings --most 1 --json one | elected
    rm -rf one
}
sed -n 's/^31 /seen on paper 31: /p' any/batches/ordinary-meeting.ballots
{
    decide; decide 31; decide 27; decide 95; decide 31 27; decide 31 95; decide 27 95
    decide 31 27 95
} | sort -u >signed
elected <answer.json >supposed
cat supposed
cmp signed supposed && echo 'as if it had been decided and signed so'
