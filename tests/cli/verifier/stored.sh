# Every stored election, by the program and by the verifier that was written from spec/ alone.
. "$ROOT/tests/tools/election.sh"
for dir in "$FIXTURES"/elections/*; do
    name=${dir##*/}
    "$TELLER" verify --quiet "$dir" >/dev/null 2>&1
    program=$?
    verifier "$dir" >report
    echo "$name: program $program, verifier $?"
    sed -n 's/^V8 .*not done/  not done/p; s/^NO /  NO /p' report
done
