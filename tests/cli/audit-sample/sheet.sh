# The papers drawn are those with the smallest tickets, as sha256sum gives them; the sheet says
# nothing of what the batches have [SAM-3]; filled in, it is compared with them [SAM-6].
. "$ROOT/tests/tools/election.sh"
fetch smalltown
seed=902817364455019283746501
close=$(sha256sum <smalltown/close.txt | cut -d' ' -f1)

papers() {
    for batch in smalltown/batches/*.ballots; do
        contest=$(sed -n 's/^contest //p' "$batch")
        name=$(sed -n 's/^batch //p' "$batch")
        sed -n "s/^\([0-9][0-9]*\) \(.*\)/$contest\/$name\/\1 \2/p" "$batch"
    done
}

papers | cut -d' ' -f1 | while read -r paper; do
    ticket=$(printf 'teller/sample@1\n%s\n%s\n%s\n' "$close" $seed "$paper" | sha256sum)
    echo "${ticket%% *} $paper"
done | LC_ALL=C sort >tickets
for n in 1 5 19 40; do # [SAM-2] each sample holds the smaller ones
    "$TELLER" audit-sample --quiet smalltown --seed $seed --n $n >sheet
    sed -n 's/^paper \([^ ]*\) unread$/\1/p' sheet | LC_ALL=C sort >drawn
    head -n $n tickets | cut -d' ' -f2 | LC_ALL=C sort | cmp - drawn &&
        echo "$n: the same papers by sha256sum"
done

echo '--- a sheet'
"$TELLER" audit-sample smalltown --seed $seed --n 5 | tee sheet
try 'not read yet' "$TELLER" audit-sample smalltown --reconcile sheet

# What a good eye would write.
papers >all
awk 'NR == FNR { name = $1; sub(/^[^ ]* /, ""); seen[name] = $0; next }
    $1 == "paper" { $0 = "paper " $2 " " seen[$2] } { print }' all sheet >filled
try 'all agree' "$TELLER" audit-sample smalltown --reconcile filled

awk '$1 == "paper" && !done { $0 = "paper " $2 " R:torn"; done = 1 } { print }' filled >other
try 'one differs' "$TELLER" audit-sample smalltown --reconcile other

awk '$1 == "paper" && !done { $2 = "ordinary/meeting/2"; done = 1 } { print }' filled >strange
try 'a paper that was not drawn' "$TELLER" audit-sample smalltown --reconcile strange
sed "s/^close .*/close sha256:$(printf '%064d' 0)/" filled >strange
try 'of another close' "$TELLER" audit-sample smalltown --reconcile strange
try 'no sheet' "$TELLER" audit-sample smalltown --reconcile smalltown/close.txt
