# Stored elections, by the program and by the verifier that was written from spec/ alone.
for name in agmtown-2026 anytown-2026 brockley-2017 cut-off-2017 enfield-north-2019 smalltown-2026 \
    sole-delegate-1994; do
    dir=$FIXTURES/elections/$name
    "$TELLER" verify --quiet "$dir" >/dev/null 2>&1
    program=$?
    python3 -B "$ROOT/tests/verifier/verify.py" "$dir" >report
    echo "$name: program $program, verifier $?"
    sed -n 's/^V8 .*not done/  not done/p; s/^NO /  NO /p' report
done
