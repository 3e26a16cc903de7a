#!/bin/sh
# probe-flags.sh CC CFLAGS LDFLAGS: prints, as two lines of make, those of the flags that this
# compiler and its linker know. Run once per compiler; the Makefile keeps the answer.
set -u
cc=$1
out=${TMPDIR:-/tmp}/teller-probe.$$

compiles() { # FLAG...
    printf 'int probe(void);\nint probe(void)\n{\n    return 0;\n}\n' |
        $cc -Werror "$@" -x c -c -o /dev/null - >/dev/null 2>&1
}

links() { # FLAG...
    printf 'int main(void)\n{\n    return 0;\n}\n' |
        $cc -Werror "$@" -x c -o "$out" - >/dev/null 2>&1
}

# Together first: where all are known, as they mostly are, that is one run in place of forty.
known() { # compiles|links FLAG...
    question=$1
    shift
    "$question" "$@" && {
        echo "$*"
        return
    }
    kept=
    for flag in "$@"; do
        if "$question" "$flag"; then
            kept="$kept $flag"
        fi
    done
    echo "$kept"
}

# shellcheck disable=SC2086 # both are lists of flags
printf 'KNOWN_CFLAGS := %s\nKNOWN_LDFLAGS := %s\n' "$(known compiles $2)" "$(known links $3)"
rm -f "$out"
