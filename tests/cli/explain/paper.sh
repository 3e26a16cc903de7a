# Papers followed from the first preference to the end, and papers that were rejected or decided on.
. "$ROOT/tests/tools/election.sh"
fetch anytown
paper() {
    try "$1: $2" "$TELLER" explain anytown --paper "$2"
}
paper 'goes down its preferences' ordinary/online/2
paper 'stays with somebody elected' ordinary/meeting/2
paper 'becomes non-transferable' ordinary/meeting/3
paper 'rejected in the hall' ordinary/meeting/7
for decided in $(sed -n 's/^adjudication \([^ ]*\) \([^ ]*\) \([0-9]*\) .*/\1\/\2\/\3/p' anytown/close.txt); do
    paper 'decided' "$decided"
done
paper 'one place' woman/meeting/1
paper 'crosses' youth/meeting/3
left anytown
