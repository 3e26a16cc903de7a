#!/bin/sh
# packaging.sh PREFIX: do the Debian packages fit what `make install PREFIX=...` has put there? Every
# line of lib/pkg/debian/*.install must find a file, every file must go into one package and no more,
# and whatever tests/tools/deps.sh asks for to build must stand in the source's Build-Depends. So
# `make deb`, which takes minutes and needs lintian, is not surprised later.
set -eu
at=$1
debian=lib/pkg/debian
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-packaging.XXXXXX")
trap 'rm -rf "$work"' EXIT
: >"$work/taken"
bad=0
wrong() {
    echo "packaging: $*"
    bad=1
}

for list in "$debian"/*.install; do
    while read -r pattern into; do
        # Debian's prefix is usr, and its libraries lie in a folder of the machine's kind.
        below=$(printf '%s\n' "$pattern" | sed -e 's|^usr/||' -e 's|^lib/\*/|lib/|')
        found=
        for file in "$at"/$below; do
            [ -e "$file" ] || [ -h "$file" ] || continue
            found=yes
            find "$file" ! -type d >>"$work/taken"
        done
        [ -n "$found" ] || wrong "$list: make install makes no $pattern${into:+ (for $into)}"
    done <"$list"
done
find "$at" ! -type d | sort >"$work/installed"
sort "$work/taken" >"$work/sorted"
for file in $(uniq -d "$work/sorted"); do
    wrong "${file#"$at"/} goes into two packages"
done
for file in $(sort -u "$work/sorted" | comm -13 - "$work/installed"); do
    wrong "${file#"$at"/} is installed, and goes into no package"
done
for package in $(sed -n '/^for_build/,/^}/p' tests/tools/deps.sh | grep -o '[a-z0-9]*-dev\>' | sort -u) pkg-config; do
    sed -n '/^Build-Depends/,/^[A-Z][a-z]*-/p' "$debian/control" | grep -q -w -e "$package" ||
        wrong "$debian/control: Build-Depends lacks $package"
done
[ "$bad" -eq 0 ] || exit 1
echo "packaging: $(wc -l <"$work/installed") installed files, each in one package"
