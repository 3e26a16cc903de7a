# No rule set is assumed, no setting is guessed, nothing of a signed count is mixed in.
. "$ROOT/tests/tools/election.sh"
cp "$FIXTURES/good/blt-plain.blt" plain.blt
blt=plain.blt
quick() { # WHAT WORD...
    what=$1
    shift
    try "$what" "$TELLER" count --unsigned "$@"
}
quick 'no rule set' "$blt"
quick 'no such rule set' --rules scotish-2011 "$blt"
quick 'no file' --rules av
quick 'two files' --rules av "$blt" "$blt"
quick 'no such file' --rules av nowhere.blt
quick 'a folder' --rules av .
quick 'no places' --rules scottish-2011 --seats 0 "$blt"
quick 'too many places' --rules scottish-2011 --seats 251 "$blt"
quick 'places in words' --rules scottish-2011 --seats two "$blt"
quick 'no such setting' --rules ers97 --set tie-finel=lot "$blt"
quick 'no such value' --rules av --set tie-final=coin "$blt"
quick 'a setting without a value' --rules ers97 --set tie-final "$blt"
quick 'a setting that the rule set fixes' --rules ers97 --set quota=hare "$blt"
quick 'a setting that it has no use for' --rules ers97 --set tie-final=lot "$blt"
quick 'several places by av' --rules av --seats 2 "$blt"
quick 'an anchor' --rules ers97 --notice '0123 4567 89ab cdef' "$blt"
quick 'an output file' --rules ers97 -o result.xml "$blt"
quick 'a threads word' --rules ers97 --threads many "$blt"
try 'rules for a folder' "$TELLER" count --rules ers97 .
try 'JSON of a folder' "$TELLER" count --json .
try 'an unknown option' "$TELLER" count --unsgined --rules ers97 "$blt"
ls
