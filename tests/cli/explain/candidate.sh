# What happened to a candidate: elected, doomed and displaced, standing in two contests.
. "$ROOT/tests/tools/election.sh"
fetch anytown
for id in bashir-malik carol-oduya harjit-sandhu sam-okafor; do
    try "$id" "$TELLER" explain anytown --candidate "$id"
done
try 'in one contest only' "$TELLER" explain anytown -c carol-oduya --contest woman
