# Every stored election, by the program and by the verifier that was written from spec/ alone.
for dir in "$FIXTURES"/elections/*; do
    name=${dir##*/}
    "$TELLER" verify --quiet "$dir" >/dev/null 2>&1
    program=$?
    python3 -B "$ROOT/tests/verifier/verify.py" "$dir" >report
    echo "$name: program $program, verifier $?"
    sed -n 's/^V8 .*not done/  not done/p; s/^NO /  NO /p' report
done
