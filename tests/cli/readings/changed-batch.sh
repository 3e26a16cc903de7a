# Nothing unverified is counted, not even on trial.
cp -R "$FIXTURES/elections/anytown-2026" any
sed 's/^5 .*/5 1 - - - - - - - -/' any/batches/ordinary-post.ballots >b
cat b >any/batches/ordinary-post.ballots
"$TELLER" readings any 2>&1 >answer | sed -n '1p'
"$TELLER" readings any >answer 2>/dev/null
code=$?
[ ! -s answer ] || echo "something was answered"
exit $code
