#!/bin/sh
# install.sh FOLDER: installs into an empty root, builds a program against what was installed, with
# the flags that pkg-config gives (shared and static), runs it and the installed teller, uninstalls,
# and requires that nothing is left.
set -eu
CC=${CC:-cc}
root=$1
rm -rf "$root"
mkdir -p "$root"
root=$(cd "$root" && pwd)
make install DESTDIR="$root/stage" PREFIX=/opt/teller
at=$root/stage/opt/teller
test -x "$at/bin/teller"
"$at/bin/teller" version >"$root/version"
export PKG_CONFIG_PATH="$at/lib/pkgconfig"
export PKG_CONFIG_SYSROOT_DIR=
cat >"$root/try.c" <<'CODE'
#include <stdio.h>
#include <teller.h>

int main(void)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    if (ctx == NULL) {
        return 1;
    }
    printf("%s %s\n", TLR_VERSION, tlr_status_text(TLR_OK));
    tlr_ctx_free(ctx);
    return 0;
}
CODE
prefix="--define-variable=prefix=$at --define-variable=libdir=$at/lib"
prefix="$prefix --define-variable=includedir=$at/include"
# shellcheck disable=SC2046,SC2086
$CC -std=c11 "$root/try.c" -o "$root/shared" $(pkg-config $prefix --cflags --libs teller) \
    -Wl,-rpath,"$at/lib"
"$root/shared" >"$root/said"
grep -q "^$(pkg-config --modversion teller) done\$" "$root/said"
# shellcheck disable=SC2046,SC2086
$CC -std=c11 "$root/try.c" -o "$root/static" $(pkg-config $prefix --cflags teller) \
    "$at/lib/libteller.a" $(pkg-config $prefix --static --libs teller | sed 's/-lteller//')
"$root/static" | cmp - "$root/said"
# The .pc must name the prefix of this installation, whatever the build was made with.
grep -qx 'prefix=/opt/teller' "$at/lib/pkgconfig/teller.pc"
make uninstall DESTDIR="$root/stage" PREFIX=/opt/teller
left=$(find "$root/stage" ! -type d)
if [ -n "$left" ]; then
    echo "left after uninstall:"
    echo "$left"
    exit 1
fi
echo "install: what was installed builds and runs, and all of it goes again"
