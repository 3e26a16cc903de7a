# Help of every command: exit 0, usage first, on standard output, nothing on the other.
"$TELLER" help | sed -n 's/^  \([a-z-][a-z-]*\)  .*/\1/p' >commands
[ "$(wc -l <commands)" -gt 10 ] || cat commands
while read -r command; do
    "$TELLER" "$command" --help >out 2>err || echo "$command --help: exit $?"
    grep -q "^usage: teller $command" out || echo "$command --help: no usage"
    [ -s err ] && echo "$command --help: something on standard error"
    "$TELLER" help "$command" >out2 2>err2 || echo "help $command: exit $?"
    cmp -s out out2 || echo "help $command differs from $command --help"
    "$TELLER" "$command" --no-such-option >out 2>err
    [ $? -eq 2 ] || echo "$command --no-such-option: not exit 2"
    [ -s out ] && echo "$command --no-such-option: something on standard output"
    grep -q 'what to do' err || echo "$command --no-such-option: nothing to do"
done <commands
echo 'every command was asked'
