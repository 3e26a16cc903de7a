"$TELLER" card-vote --clps 88%
