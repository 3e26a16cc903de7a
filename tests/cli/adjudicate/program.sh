# The same from a program: one decision at a time, in place of an earlier one, taken away, on a paper
# that was rejected whole; what is wrong is told, and then nothing is written.
. "$ROOT/tests/tools/election.sh"
fetch anytown
unclose anytown
rm anytown/adjudications.txt
decide() { # PAPER DECISION [WORD...]
    paper=$1
    decision=$2
    shift 2
    "$TELLER" adjudicate anytown --paper "$paper" --decide "$decision" "$@"
}
ro='--by returning-officer --objected none'
# shellcheck disable=SC2086
{
    try 'decided' decide youth/meeting/95 'marks - x' $ro
    try 'decided anew' decide youth/meeting/95 'reject unc' --by dep --objected scrutineer
    try 'any paper' decide ordinary/meeting/1 'marks a b' --quiet $ro
    try 'undo' decide ordinary/meeting/1 undo --quiet
    try 'nothing to undo' decide ordinary/meeting/1 undo
    sed '1,/^definition/d' anytown/adjudications.txt
    try 'no such paper' decide ordinary/meeting/0 'marks a' $ro
    try 'no such paper' decide ordinary/meeting/999999 'marks a' $ro
    try 'no such batch' decide ordinary/hall/1 'marks a' $ro
    try 'in doubt' decide youth/meeting/95 'marks ? -' $ro
    try 'no decision' decide youth/meeting/95 'accept' $ro
    try 'no code' decide youth/meeting/95 'reject' $ro
    try 'several codes' decide youth/meeting/95 'reject to' $ro
    try 'no role' decide youth/meeting/95 'marks - x' --by chair --objected none
    try 'no objector' decide youth/meeting/95 'marks - x' --by teller --objected s/he
    try 'nobody said' decide youth/meeting/95 'marks - x' --by teller
    try 'no paper' "$TELLER" adjudicate anytown --decide 'marks a' $ro
    try 'both' "$TELLER" adjudicate anytown --list --json
    try 'list' "$TELLER" adjudicate anytown --list --paper youth/meeting/95
    try 'objected' "$TELLER" adjudicate anytown --objected none
}
sed '1,/^definition/d' anytown/adjudications.txt
"$TELLER" adjudicate anytown --all --json >all.json
echo "exit $?"
sed -n '/"undecided"/p; /"not-listed"/p; /"code"/p; /"number": 95,/,/^    }/p' all.json | uniq -c | sed 's/^ *//'
"$TELLER" adjudicate anytown --all </dev/null | grep -A 20 '/meeting/9 \|entered: R:' | head -n 24
