# A folder: one contest or all of them, proofs and examples (EFF-1, EFF-3, EFF-9, EFF-20).
. "$ROOT/tests/tools/election.sh"
fetch anytown
try 'one place' "$TELLER" effect anytown --contest woman --wrongly-counted 57
try 'one place, one more' "$TELLER" effect anytown --contest woman --wrongly-counted 58
try 'several places' "$TELLER" effect anytown --contest ordinary --wrongly-counted 1
try 'not established' "$TELLER" effect anytown --contest ordinary --wrongly-counted 10
try 'all contests' "$TELLER" margin anytown --wrongly-counted
try 'as JSON' "$TELLER" margin anytown --contest youth --misread --json
left anytown
