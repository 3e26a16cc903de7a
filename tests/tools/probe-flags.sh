#!/bin/sh
# probe-flags.sh CC CFLAGS LDFLAGS: prints, as two lines of make, those of the flags that this
# compiler and its linker know. Run once per compiler; the Makefile keeps the answer.
set -u
cc=$1
known_c=
known_ld=
for flag in $2; do
    if printf 'int probe(void);\nint probe(void)\n{\n    return 0;\n}\n' |
        $cc -Werror "$flag" -x c -c -o /dev/null - >/dev/null 2>&1; then
        known_c="$known_c $flag"
    fi
done
out=${TMPDIR:-/tmp}/teller-probe.$$
for flag in $3; do
    if printf 'int main(void)\n{\n    return 0;\n}\n' |
        $cc -Werror "$flag" -x c -o "$out" - >/dev/null 2>&1; then
        known_ld="$known_ld $flag"
    fi
done
rm -f "$out"
printf 'KNOWN_CFLAGS :=%s\nKNOWN_LDFLAGS :=%s\n' "$known_c" "$known_ld"
