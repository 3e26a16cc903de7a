# A quick count explained [EXP-14]: papers and candidates by their numbers in the file.
cat >town.blt <<'END'
4 2
5 1 2 0
3 2 3 0
4 3 4 0
2 4 3 0
0
"Ann"
"Bob"
"Cat"
"Dan"
"Town"
END
try() {
    what=$1
    shift
    echo "--- $what"
    echo "--- $what" >&2
    "$@"
    echo "exit $?"
}
explain() { "$TELLER" explain --unsigned --rules ers97 "$@" town.blt; }
try 'a paper' explain --paper 4
try 'a candidate' explain --candidate 2
try 'a stage' explain --stage 2
try 'one place' explain --seats 1 --stage 1
try 'no such paper' explain --paper 5
try 'no such candidate' explain --candidate bob
try 'no such stage' explain --stage 99
try 'no such setting' explain --set here --stage 1
try 'two questions' explain --stage 1 --paper 1
try 'a contest' explain --stage 1 --contest x
try 'no rules' "$TELLER" explain --unsigned --stage 1 town.blt
try 'a folder' "$TELLER" explain --rules ers97 --stage 1 .
