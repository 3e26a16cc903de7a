# The record of a delegation: drafted from a count, read the year after. [DLG-1] to [DLG-5], [ENT-8].
. "$ROOT/tests/tools/election.sh"
elections=$FIXTURES/elections
# The digest is said to be that of the stored result, not written out.
record() {
    "$TELLER" delegation-record "$@" >said
    code=$?
    sed "s/sha256:$(sha256sum "$1/result.xml" 2>/dev/null | cut -d' ' -f1)/(of result.xml)/" said
    return $code
}
try 'several' record "$elections/anytown-2026"
try 'one ordinary delegate of three went, a woman' record "$elections/anytown-2026" \
    --absent bashir-malik --absent gwen-parry -o woman.txt --quiet
grep -e ^sent -e ' stayed$' woman.txt
try 'one, a man' record "$elections/anytown-2026" --absent carol-oduya --absent gwen-parry \
    -o man.txt --quiet
grep ^sent man.txt
try 'nobody, and not said why' record "$elections/anytown-2026" --sent none
try 'nobody, resolved' record "$elections/anytown-2026" --sent none --reason resolved --cac CAC-26/4
try 'a reason, though some went' record "$elections/anytown-2026" --reason resolved
try 'a reason that is none' record "$elections/anytown-2026" --sent none --reason tired
try 'absent and not appointed' record "$elections/anytown-2026" --absent harjit-sandhu
try 'nobody, by the rule' record "$elections/sole-delegate-1994" -o rule.txt --quiet
grep ^sent rule.txt
try 'no delegates are elected' record "$elections/brockley-2017"
cp -R "$elections/smalltown-2026" uncounted && chmod -R u+w uncounted && rm uncounted/result.xml
try 'not counted yet' record uncounted
cp -R "$elections/smalltown-2026" changed && chmod -R u+w changed
sed 's/Bob Baker/Rob Baker/' changed/result.xml >r && cat r >changed/result.xml
try 'another result' record changed
# After a ruling the record rests on the result as it is then.
fetch anytown ruled
with_panel ruled
rule ruled ruling-body 'candidate-status ordinary bashir-malik not-eligible C2.I.4.A' 'annul youth'
"$TELLER" count --quiet ruled >/dev/null
try 'after a ruling' record ruled
# The year after.
after() {
    "$TELLER" entitlement -c 2027 -m 420 -w 90 -y 12 "$@" >said
    code=$?
    tail -n 2 said
    return $code
}
try 'after a woman' after --delegation woman.txt
try 'after a man' after --delegation man.txt
sed 's/^conference .*/conference 2026/' rule.txt >rule-2026.txt
try 'after the rule' after --delegation rule-2026.txt
try 'after the rule, with a permission' after --delegation rule-2026.txt --cac-permission CAC-27/1
try 'given twice' after --delegation man.txt --last-year man
try 'the record of the same year' "$TELLER" entitlement -c 2026 -m 420 -w 90 -y 12 --delegation man.txt
# What a record may not be.
wrong() { # WHAT SED-EXPRESSION...
    cp "$FIXTURES/good/delegation-several.txt" wrong.txt
    chmod u+w wrong.txt
    said=$1
    shift
    edit wrong.txt "$@"
    try "$said" after --delegation wrong.txt
}
wrong 'the reason of nobody' 's/^sent several none/sent several resolved/'
wrong 'fewer went than the word says' 's/o-brien went/o-brien stayed/'
wrong 'a new CLP sends no record' 's/^sent several/sent new/'
wrong 'not said whether she went' 's/ada-lovelace went/ada-lovelace/'
wrong 'a place twice' 's/^place ordinary 2/place ordinary 1/'
wrong 'another number of places' 's/^places 4/places 5/'
