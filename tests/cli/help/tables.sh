# What is made from the table of commands names every command and every option, and can be read by
# those whom it is for. What is not installed is named.
installed() { # PROGRAM
    command -v "$1" >/dev/null && return 0
    echo "$1 is not installed" >>"$LEFT_OUT"
    return 1
}
"$TELLER" help --manual >manual
for shell in bash zsh fish; do
    "$TELLER" help --completion $shell >$shell.completion || echo "$shell: exit $?"
    if installed $shell; then
        $shell -n $shell.completion || echo "$shell cannot read it"
    fi
done
if installed mandoc; then
    mandoc -T lint -W style manual
fi
asked=0
for command in $("$TELLER" help | sed -n 's/^  \([a-z-][a-z-]*\)  .*/\1/p'); do
    grep -qx ".Ss teller $command" manual || echo "not in the manual: $command"
    for option in $("$TELLER" "$command" --help | sed -n 's/^  ..[, ] --\([a-z][a-z-]*\).*/\1/p'); do
        asked=$((asked + 1))
        sed -n "/^.Ss teller $command\$/,/^.Ss /p; /^.Sh DESCRIPTION/,/^.Sh COMMANDS/p" manual |
            grep -qE "^\.It .*Fl .-$option( |\$)" || echo "not in the manual: $command --$option"
        grep -E "^ +$command\\)" bash.completion | grep -q -- " --${option}[ ']" ||
            echo "not completed by bash: $command --$option"
        grep -qE "from $command' -l $option( |\$)" fish.completion ||
            echo "not completed by fish: $command --$option"
        sed -n "/^    $command)\$/,/;;/p" zsh.completion | grep -qE -- "'--$option(=|\\[)" ||
            echo "not completed by zsh: $command --$option"
    done
done
[ "$asked" -gt 100 ] && echo "every option was looked for"
"$TELLER" help --completion csh
echo "exit $?"
