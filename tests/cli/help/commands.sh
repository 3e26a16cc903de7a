# Help of every command, and of one message in ten: exit 0, usage first, on standard output, nothing
# on the other, no line longer than a terminal has.
"$TELLER" help | sed -n 's/^  \([a-z-][a-z-]*\)  .*/\1/p' >commands
[ "$(wc -l <commands)" -gt 10 ] || cat commands
while read -r command; do
    "$TELLER" "$command" --help >out 2>err || echo "$command --help: exit $?"
    awk -v c="$command" 'length > 80 { print c " --help: longer than a line: " $0 }' out
    grep -q "^usage: teller $command" out || echo "$command --help: no usage"
    [ -s err ] && echo "$command --help: something on standard error"
    "$TELLER" help "$command" >out2 2>err2 || echo "help $command: exit $?"
    cmp -s out out2 || echo "help $command differs from $command --help"
    "$TELLER" "$command" --no-such-option >out 2>err
    [ $? -eq 2 ] || echo "$command --no-such-option: not exit 2"
    [ -s out ] && echo "$command --no-such-option: something on standard output"
    grep -q 'what to do' err || echo "$command --no-such-option: nothing to do"
done <commands
for about in '' exit-codes $(sed -n 's/^TLRI_CODE(\([0-9]*\).*/\1/p' "$ROOT/lib/base/codes.def" | sed -n 'p;n;n;n;n;n;n;n;n;n'); do
    # shellcheck disable=SC2086
    "$TELLER" help $about
done | awk 'length > 80 { print "longer than a line: " $0 }'
echo 'every command was asked'
