#!/bin/sh
# deb.sh VERSION FOLDER: Debian packages of the last commit: libteller0, libteller-dev and teller, in
# FOLDER, built from a clean copy there and looked at by lintian, which must find nothing wrong.
# Debian wants its files at the top of the source; here they lie in lib/pkg/debian/, and are put
# there in the copy. The date of the packages is the commit's, so the same commit gives the same.
set -eu
version=$1
out=$2
for tool in dpkg-buildpackage dh lintian git; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "deb: there is no $tool here: install debhelper, dpkg-dev, lintian and git"
        exit 1
    }
done
rm -rf "$out"
mkdir -p "$out"
git archive --format=tar --prefix="teller-$version/" HEAD | tar -x -C "$out" -f -
at=$out/teller-$version
cp -R "$at/lib/pkg/debian" "$at/debian"
chmod +x "$at/debian/rules"
cat >"$at/debian/changelog" <<END
teller ($version) unstable; urgency=medium

  * Made from commit $(git rev-parse --short=12 HEAD).

 -- The authors of teller <teller@packages.debian.org>  $(git log -1 --format=%cD HEAD)
END
if ! (cd "$at" && dpkg-buildpackage -b -us -uc -j2) >"$out/build.log" 2>&1; then
    tail -n 40 "$out/build.log"
    exit 1
fi
# Not for Debian's archive: there is no bug that asks for the package to be closed.
lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$out"/*.changes
rm -rf "$at"
for package in "$out"/*.deb; do
    echo "$package"
done
