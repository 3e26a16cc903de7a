cat >vote.csv <<END
row,for,against
clps votes,342921,8723
affiliates votes,1810113,4825
clps share,48.76,1.24
affiliates share,49.87,0.13
total share,98.63,1.37
END
"$TELLER" card-vote vote.csv && "$TELLER" card-vote --json vote.csv
