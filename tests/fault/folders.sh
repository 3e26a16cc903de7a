#!/bin/sh
# folders.sh TELLER: the folders that tests/fault/test_folder_io.c starts from, made in the current
# folder: the small election at each hour of its evening, each as from-HOUR.
set -eu
TELLER=$1
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck disable=SC2034 # election.sh reads it
FIXTURES=$ROOT/fixtures
# shellcheck source=tests/tools/election.sh
. "$ROOT/tests/tools/election.sh"

# begin HOUR [EARLIER]: a copy of an earlier one, or of the election with its close and lots.
begin() {
    if [ $# -eq 2 ]; then
        cp -R "from-$2" "from-$1"
    else
        fetch smalltown "from-$1"
    fi
}

begin lots
begin counted
"$TELLER" count --quiet from-counted >sheet
begin drawn
rm from-drawn/lots.txt*
begin open
unclose from-open
begin corrected
unclose from-corrected
cp from-lots/close.txt* from-lots/lots.txt* from-corrected/
edit from-corrected/account.txt '/^account youth/,/^counts/{s/^printed 3/printed 4/;s/^unused 0/unused 1/;}'
begin inked counted
"$TELLER" ink --quiet from-inked --file lots.txt --under-protest procedure --role scrutineer \
    --witness returning-officer
sign_as from-inked/ink.txt returning-officer
begin declared counted
"$TELLER" declare --quiet from-declared --state provisional --at 2026-03-21T22:10Z \
    --present returning-officer >sheet
sign_as from-declared/declaration.txt returning-officer
begin ruled counted
rule from-ruled returning-officer 'withdraw-candidate youth gus-glover'
begin sealed
"$TELLER" bundle --quiet from-counted -o from-sealed/out --sealed
sign_as from-sealed/out/MANIFEST returning-officer
begin public
"$TELLER" bundle --quiet from-counted -o from-public/out --public
sign_as from-public/out/MANIFEST returning-officer
mkdir from-empty
cp "$ROOT/tests/cli/init/answers.txt" "$ROOT/tests/cli/init/candidates.txt" .
begin notice empty
"$TELLER" init --quiet from-notice --answers answers.txt >sheet
sign_as from-notice/notice.xml returning-officer
begin keyed open
printf '%s\n' '1 2 - -' 'blank' '- X - -' 'done 3' |
    "$TELLER" enter from-keyed --contest ordinary --batch box-1 --once >sheet
begin export open
printf 'E,F\n1,2\n2,1\n,1\n' >from-export/votes.csv
cat >from-export/votes.mapping <<END
teller/mapping@1
election smalltown-2026
contest woman
round 1
batch online
revision 1
channel online
format csv
empty-rows papers
columns 2
column candidate eve-earl E
column candidate fay-fisher F
values 0
end
END
echo 'the provider states these' >from-export/certificate.txt
rm -f sheet sign.log edited.tmp
