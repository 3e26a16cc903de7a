# A quick count: one BLT file, one rule set; unsigned is the first word of it.
. "$ROOT/tests/tools/election.sh"
blt=$FIXTURES/good/blt-plain.blt
try 'plain' "$TELLER" count --unsigned --rules scottish-2011 "$blt"
try 'more places' "$TELLER" count --unsigned --rules scottish-2011 --seats 3 "$blt"
try 'another rule set' "$TELLER" count --unsigned --rules av --seats 1 --set tie-final=lot "$blt"
try 'the rule sets' "$TELLER" count --rules list
ls
