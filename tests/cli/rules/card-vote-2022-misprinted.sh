printf "row,for,against\nclps share,21.09,28.09\naffiliates share,21.13,28.87\ntotal share,43.05,56.95\n" >vote.csv
"$TELLER" card-vote vote.csv
