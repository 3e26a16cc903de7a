# The CSV of the scot-elex collection: no table, since the ward's line has quotation marks and commas
# as they come. [IMP-1], [IMP-10]
folder=$FIXTURES/elections/anytown-2026
cat >ward.csv <<'END'
3,1,
2,1,2,
1,3,1,2,
1,2,
"Candidate 1","Z. Nowak","Scottish National Party (SNP)",
"Candidate 2","A. Yusuf","Labour (Lab)",
"Candidate 3","C. Oduya","Independent (Ind)",
""Ward 11 - Bishopton, Bridge of Weir and Langbank"",
END
"$TELLER" import ward.csv --suggest -e "$folder" --contest woman --quiet |
    sed -e 's/Zofia Nowak/Z. Nowak/' -e 's/Amina Yusuf/A. Yusuf/' -e 's/Carol Oduya/C. Oduya/' >mapping
cat mapping
"$TELLER" import ward.csv -m mapping -e "$folder" | sed -n '/^candidates/,$p'
sed 's/$/\r/' ward.csv >windows.csv
"$TELLER" import windows.csv -m mapping -e "$folder" --quiet | grep -c '^[0-9]'
wrong() { # NAME EDIT
    sed "$2" ward.csv >"$1.csv"
    "$TELLER" import "$1.csv" -m mapping -e "$folder" -o "$1.ballots"
    echo "$1: exit $?"
}
wrong head '1s/.*/3,x,/'
wrong twice 's/^2,1,2,$/2,1,1,/; s/^1,2,$/1,4,/'
wrong cut '/Candidate 3/,$d'
wrong order '/Candidate 1/d'
wrong after '$s/$/\n1,2,/'
wrong letters 's/Yusuf/Y\xff/'
ls
