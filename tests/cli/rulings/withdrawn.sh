# A candidate who leads the poll withdraws after the papers went out: passed over, never taken off.
. "$ROOT/tests/tools/election.sh"
fetch anytown
try 'before' "$TELLER" count --quiet anytown
rule anytown returning-officer 'withdraw-candidate ordinary bashir-malik'
try 'after' "$TELLER" count anytown
try 'verified' "$TELLER" verify anytown
sed -n '/<rulings>/,/<supersedes/p' anytown/result.xml
grep 'kind="ruling"' anytown/result.xml | sed 's/sha256:[0-9a-f]*/DIGEST/'
grep -c "supersedes digest=\"$(sed -n 's/^supersedes //p' anytown/rulings/1.txt)\"" anytown/result.xml
left anytown
