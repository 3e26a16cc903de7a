#!/bin/sh
# repro.sh FOLDER: builds the tree twice, in two folders whose names differ in length, and compares
# library and program byte by byte.
set -u
out=$1
bad=0
rm -rf "$out"
mkdir -p "$out/a" "$out/another-folder"
for copy in a another-folder; do
    tar -cf - Makefile lib cli tests/tools spec | (cd "$out/$copy" && tar -xf -)
    (cd "$out/$copy" && make -j2 MODE=release BUILD=build all) >"$out/$copy.log" 2>&1 ||
        { cat "$out/$copy.log"; exit 1; }
done
for file in libteller.a libteller.so.0 teller; do
    cmp "$out/a/build/release/$file" "$out/another-folder/build/release/$file" || bad=1
done
[ "$bad" -eq 0 ] && { echo "repro: two builds in two folders are the same"; rm -rf "$out"; }
exit "$bad"
