# The doubtful papers of an evening are decided on, at a terminal's conversation, with an undo, an
# interruption and an objection; then the close takes the decisions, and no batch has changed.
. "$ROOT/tests/tools/election.sh"
fetch anytown
unclose anytown
cp anytown/adjudications.txt wanted.txt
rm anytown/adjudications.txt
sha256sum anytown/batches/* >before
"$TELLER" next anytown | sed -n '/^Type:/,$p'
printf '%s\n' 'somebody' 'ret' '1' 'nobody' 'none' 'back' 'show' 'back' 'skip' 'marks - 1 ? -' \
    'marks i b' 'no' 'reject' 'reject xx' 'reject n' 'marks i' 'yes' 'none' 'undo' '9' '?' '' |
    try 'the input ends' "$TELLER" adjudicate anytown
try 'undecided' "$TELLER" adjudicate anytown --list
printf '%s\n' '1' 'none' '2' 'scrut' | try 'goes on' "$TELLER" adjudicate anytown --by returning-officer
try 'all decided' "$TELLER" adjudicate anytown --list
cmp wanted.txt anytown/adjudications.txt && echo 'the decisions that the close had'
find anytown/adjudications.txt -perm 600
sha256sum -c --quiet before && echo 'no batch has changed'
"$TELLER" close anytown --quiet >slip && tail -n 2 slip
try 'after the close' "$TELLER" adjudicate anytown --by returning-officer </dev/null | head -n 4
