#!/bin/sh
# demo.sh TELLER: the main job on the demo election, as a returning officer and a scrutineer see it.
#
# Works on a copy of fixtures/elections/anytown-2026, so that the fixture stays as it is.
set -eu

teller=$1
here=$(cd "$(dirname "$0")/.." && pwd)
case $teller in /*) ;; *) teller=$(pwd)/$teller ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here/fixtures/elections/anytown-2026" "$work/anytown-2026"
cp "$here/fixtures/keys/returning-officer.pub" "$work/officer.pub"
cd "$work"
rm -f anytown-2026/result.xml anytown-2026/workings.xml anytown-2026/run.txt
notice=$(sha256sum anytown-2026/notice.xml | cut -c1-16 | sed 's/..../& /g;s/ $//')

say() { printf '\n$ %s\n' "$*"; }

echo "Anytown CLP elects its delegates: 3 ordinary places of which at least 2 for women,"
echo "a woman's place and a youth place. Papers came in by hand, by post and online."
say teller count anytown-2026
"$teller" count --quiet anytown-2026
say "teller verify anytown-2026 --officer-key officer.pub --notice '$notice'"
"$teller" verify anytown-2026 --officer-key officer.pub --notice "$notice"

echo
echo "Now one mark in one batch is changed, as if somebody had opened the file:"
batch=anytown-2026/batches/ordinary-online.ballots
sed '20s/-/1/' "$batch" >changed && mv changed "$batch"
say teller count anytown-2026
set +e
"$teller" count anytown-2026 2>&1
code=$?
set -e
echo "(exit code $code: nothing was counted)"
test "$code" -eq 6
