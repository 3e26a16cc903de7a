#!/bin/sh
# docs.sh: do the documents agree with the program?
#   - lib/base/codes.def is sorted and has each code once; spec/errors.md is what it makes
#   - every code that lib/ gives to a diagnostic, and every TLR-nnnn that a page, a test or a
#     message names, is in the table; every code of the table is used somewhere
#   - every command that README.md shows in a block of code exists, every make target likewise, and
#     every link from README.md and spec/README.md leads to a file
#   - each command of the program has its manual page
#   - every row of spec/threats.md names a test, and each that it names is there
set -u
tools=$(dirname "$0")
TELLER=${TELLER:-build/release/teller}
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-docs.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
bad=0

offence() {
    echo "$1"
    bad=1
}

# ---- codes ----
sed -n 's/^TLRI_CODE(\([0-9]*\).*/\1/p' lib/base/codes.def >"$work/table"
LC_ALL=C sort -n -u "$work/table" >"$work/sorted"
cmp -s "$work/table" "$work/sorted" ||
    offence "lib/base/codes.def: not sorted, or a code twice: $(diff "$work/table" "$work/sorted" | grep '^[<>]' | tr '\n' ' ')"
sh "$tools/errors.sh" >"$work/errors.md"
cmp -s "$work/errors.md" spec/errors.md || offence "spec/errors.md is not up to date: run make errors"
[ "$(grep -c '^| TLR-' "$work/errors.md")" -eq "$(wc -l <"$work/table")" ] ||
    offence "errors.sh does not see every line of lib/base/codes.def"

# Calls of tlri_diag with the code in place, as in (ctx, TLR_ERROR, 2014, ...).
find lib -name '*.c' -exec cat {} + | tr '\n' ' ' |
    grep -oE 'TLR_(ERROR|WARNING|NOTE), *[0-9]{4}[^0-9]' | grep -oE '[0-9]{4}' >"$work/given"
find cli -name '*.c' -exec cat {} + 2>/dev/null | tr '\n' ' ' |
    grep -oE 'TLR_(ERROR|WARNING|NOTE), *[0-9]{4}[^0-9]' | grep -oE '[0-9]{4}' >>"$work/given"
# README.md's and everybody's mentions.
grep -rhoE 'TLR-[0-9]{4}' README.md spec tests/cli cli fixtures --include='*.md' --include='*.sh' \
    --include='*.stderr' --include='*.stdout' --include='*.[0-9]' --include='*.c' 2>/dev/null |
    grep -v 'TLR-0000' | sed 's/TLR-//' >>"$work/given"
for code in $(LC_ALL=C sort -u "$work/given"); do
    grep -qx "$code" "$work/table" || offence "code $code is used, but not in lib/base/codes.def"
done
find lib cli \( -name '*.c' -o -name '*.h' \) -exec cat {} + | grep -oE '[0-9]+' |
    LC_ALL=C sort -u >"$work/numbers"
for code in $(cat "$work/table"); do
    grep -qx "$code" "$work/numbers" || offence "code $code is in lib/base/codes.def, but nothing uses it"
done

# ---- threats ----
grep '^| ' spec/threats.md | sed 1d >"$work/threats"
grep -v '|--' "$work/threats" | grep -v -e '`tests/[^`]*` |$' -e '`make [^`]*` |$' |
    cut -c1-60 >"$work/untested"
[ ! -s "$work/untested" ] || offence "spec/threats.md: no test: $(cat "$work/untested")"
for path in $(grep -ohE '`tests/[^` ]*`' spec/threats.md spec/testing.md | tr -d '`' | LC_ALL=C sort -u); do
    # An unquoted pattern as tests/unit/test_trust_*.c is one of files; NAME stands for any.
    case $path in *NAME*) continue ;; esac
    # shellcheck disable=SC2086
    ls -d $path >/dev/null 2>&1 || offence "spec/: $path is named as a test, and is not there"
done

# ---- README ----
if [ -f README.md ]; then
    awk '/^```/ { inside = !inside; next } inside' README.md |
        sed -e 's/^\$ //' -e 's/^[A-Z_]*=[^ ]* //' >"$work/blocks"
    for command in $(sed -nE 's/^(\.?[a-z/]*\/)?teller ([a-z][a-z-]*).*/\2/p' "$work/blocks" | LC_ALL=C sort -u); do
        "$TELLER" "$command" --help >/dev/null 2>&1 ||
            offence "README.md shows \`teller $command\`, which the program does not know"
    done
    for target in $(sed -n 's/^make \([a-z-]*\).*/\1/p' "$work/blocks" | LC_ALL=C sort -u); do
        grep -qE "^([a-z -]* )?$target( [a-z -]*)?:" Makefile ||
            offence "README.md shows \`make $target\`, which the Makefile does not know"
    done
else
    offence "there is no README.md"
fi
for page in README.md spec/README.md; do
    [ -f "$page" ] || continue
    for link in $(grep -oE '\]\([^)#]+' "$page" | sed 's/^](//' | grep -vE '^(https?|mailto):'); do
        [ -e "$(dirname "$page")/$link" ] || offence "$page links to $link, which is not there"
    done
done

# ---- manual pages ----
if [ -x "$TELLER" ] && [ -d cli/man ]; then
    [ -f cli/man/teller.1 ] || offence "there is no cli/man/teller.1"
fi
[ "$bad" -eq 0 ] && echo "docs: $(wc -l <"$work/table") codes and the README agree with the program"
exit "$bad"
