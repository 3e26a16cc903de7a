#!/bin/sh
# install.sh FOLDER: installs into an empty root, builds the example program against what was
# installed, with the flags that pkg-config gives (shared and static), runs it and the installed
# teller, asks whether the Debian packages would hold all of it, uninstalls, and requires that nothing
# is left.
set -eu
CC=${CC:-cc}
root=$1
rm -rf "$root"
mkdir -p "$root"
root=$(cd "$root" && pwd)
make CC="$CC" install DESTDIR="$root/stage" PREFIX=/opt/teller
at=$root/stage/opt/teller
test -x "$at/bin/teller"
"$at/bin/teller" version >"$root/version"
export PKG_CONFIG_PATH="$at/lib/pkgconfig"
export PKG_CONFIG_SYSROOT_DIR=
prefix="--define-variable=prefix=$at --define-variable=libdir=$at/lib"
prefix="$prefix --define-variable=includedir=$at/include"
# shellcheck disable=SC2046,SC2086
$CC -std=c11 "$at/share/doc/teller/examples/count_folder.c" -o "$root/shared" $(pkg-config $prefix --cflags --libs teller) \
    -Wl,-rpath,"$at/lib"
folder=fixtures/elections/anytown-2026
"$root/shared" "$folder" fixtures/keys/returning-officer.pub >"$root/said"
grep -q '^V9 ' "$root/said"
grep -q '^  Ordinary delegates  *Bashir Malik$' "$root/said"
"$root/shared" fixtures/keys >"$root/refused" 2>&1 && exit 1
grep -q 'TLR-' "$root/refused"
grep -qx "teller $(pkg-config --modversion teller)" "$root/version"
# shellcheck disable=SC2046,SC2086
$CC -std=c11 "$at/share/doc/teller/examples/count_folder.c" -o "$root/static" $(pkg-config $prefix --cflags teller) \
    "$at/lib/libteller.a" $(pkg-config $prefix --static --libs teller | sed 's/-lteller//')
"$root/static" "$folder" fixtures/keys/returning-officer.pub | cmp - "$root/said"
# The .pc must name the prefix of this installation, whatever the build was made with.
grep -qx 'prefix=/opt/teller' "$at/lib/pkgconfig/teller.pc"
sh tests/tools/packaging.sh "$at"
make uninstall DESTDIR="$root/stage" PREFIX=/opt/teller
left=$(find "$root/stage" ! -type d)
if [ -n "$left" ]; then
    echo "left after uninstall:"
    echo "$left"
    exit 1
fi
echo "install: what was installed builds and runs, and all of it goes again"
