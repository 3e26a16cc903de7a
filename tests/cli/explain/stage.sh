# What happened in a stage and why it was this stage.
. "$ROOT/tests/tools/election.sh"
fetch anytown
for stage in 1 2 6; do
    try "stage $stage" "$TELLER" explain anytown --stage "$stage" --contest ordinary
done
try 'a tie settled by a lot' "$TELLER" explain anytown --stage 1 --contest youth
