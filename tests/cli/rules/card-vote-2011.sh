"$TELLER" card-vote --clps 88% --affiliates 99%
