# What is to be typed next can be typed: a name with a blank and a sign stands in quotes.
. "$ROOT/tests/tools/election.sh"
fetch anytown given
"$TELLER" count --quiet given >sheet
mkdir "it's here"
"$TELLER" bundle given -o "it's here/sealed" --sealed 2>said
cat said
next=$(sed -n 's/^  teller verify //p' said)
eval "set -- $next"
"$TELLER" verify --quiet "$1" 2>&1 | tail -n 1
