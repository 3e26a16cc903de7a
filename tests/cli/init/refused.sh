# Answers that are missing or wrong: everything is told, nothing is written. [ANS-1], [ANS-2], [ANS-4].
. "$ROOT/tests/tools/election.sh"
answers=$ROOT/tests/cli/init/answers.txt
grep -v -e '^rule-set ' -e '^women-rounding' -e '^candidate-months' "$answers" >a
try 'a question and two readings unanswered' "$TELLER" init x --answers a
{ cat "$answers" && echo 'women 611' && echo 'womin 3' && echo 'young'; } >a
try 'twice, unknown, without an answer' "$TELLER" init x --answers a
sed 's/^conference .*/conference 1950/' "$answers" >a
try 'a conference nobody knows' "$TELLER" init x --answers a
sed 's/^ordinary-places .*/ordinary-places 9/; s/^trial .*/trial perhaps/' "$answers" >a
try 'not yes and not no' "$TELLER" init x --answers a
sed 's/^ordinary-places .*/ordinary-places 9/' "$answers" >a
try 'too many places' "$TELLER" init x --answers a
sed 's/^women-rounding .*/women-rounding up/' "$answers" >a
try 'no such value' "$TELLER" init x --answers a
try 'no such file' "$TELLER" init x --answers none
ls x 2>/dev/null
sed 's/^quota-mechanism .*/quota-mechanism ballot-minimum/' "$answers" >a
try 'a mechanism that needs more' "$TELLER" init y --answers a
