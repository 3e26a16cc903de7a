#!/bin/sh
# dist.sh FOLDER: does what `make dist` makes work somewhere else? The static program is put into an
# empty root, with nothing beside it but an election, and counts and verifies it there; the source
# is unpacked and is the tree of the last commit, which builds (only make -n: the tree is built by
# other gates). Says so where nobody may change the root.
set -eu
out=$1
rm -rf "$out"
mkdir -p "$out/root/folder" "$out/source"
make -s CC="${CC:-cc}" dist >"$out/made"
program=$(grep -- '^[^ ].*-linux-' "$out/made")
archive=$(grep '^[^ ].*tar\.gz$' "$out/made")
(cd "$(dirname "$program")" && sha256sum --quiet -c SHA256SUMS)
if readelf -d "$program" | grep -q NEEDED; then
    echo "dist: $program needs libraries"
    exit 1
fi

cp "$program" "$out/root/teller"
cp -R fixtures/elections/anytown-2026/. "$out/root/folder"
if [ "$(id -u)" -eq 0 ] && chroot "$out/root" /teller version >/dev/null 2>&1; then
    inside="chroot $out/root"
elif unshare -r chroot "$out/root" /teller version >/dev/null 2>&1; then
    inside="unshare -r chroot $out/root"
else
    echo "dist: nobody may change the root here; the program was only run in place"
    inside=
fi
if [ -n "$inside" ]; then
    $inside /teller count /folder -o /result.xml >"$out/sheet"
    cmp "$out/root/result.xml" fixtures/elections/anytown-2026/result.xml
    $inside /teller verify /folder >"$out/verified"
else
    "$out/root/teller" verify "$out/root/folder" >"$out/verified"
fi
grep -q '^V9   ok' "$out/verified"

tar -xzf "$archive" -C "$out/source"
name=$(basename "$archive" .tar.gz)
(cd "$out/source/$name" && make -n CC="${CC:-cc}" all >/dev/null)
git ls-tree -r --name-only HEAD | LC_ALL=C sort >"$out/tree"
(cd "$out/source/$name" && find . \( -type f -o -type l \) ! -path './build/*') | sed 's|^\./||' |
    LC_ALL=C sort | cmp - "$out/tree"
echo "dist: the static program counts and verifies in an empty root; the source is the commit's"
rm -rf "$out"
