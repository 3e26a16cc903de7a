# Wishes that cannot be met, and a folder that does not hold.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
seed=902817364455019283746501
try 'no digits' "$TELLER" audit-sample smalltown --n 3
try 'too few digits' "$TELLER" audit-sample smalltown --seed 12345 --n 3
try 'no such contest' "$TELLER" audit-sample smalltown --seed $seed --n 3 --contest treasurer
try 'one contest' "$TELLER" audit-sample --quiet smalltown --seed $seed --n 2 --contest youth
try 'both ways' "$TELLER" audit-sample smalltown --seed $seed --n 3 --reconcile sheet
edit smalltown/batches/youth-meeting.ballots 's/^2 .*/2 R:torn/'
try 'a changed batch' "$TELLER" audit-sample smalltown --seed $seed --n 3
