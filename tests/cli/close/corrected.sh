# A corrected close: the earlier one is kept under its number with its signatures, the new one says
# which it replaces; nothing is written where nothing changed, or over another close.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
cp -R smalltown whole
unclose smalltown
cp whole/close.txt* whole/lots.txt* smalltown/
try 'nothing changed' "$TELLER" close --quiet smalltown >slip
edit smalltown/account.txt '/^account youth/,/^counts/{s/^printed 3/printed 4/;s/^issued 3/issued 4/;s/^spoilt-replaced 0/spoilt-replaced 1/;}'
cp smalltown/close.txt first.txt
try 'corrected' "$TELLER" close smalltown
cmp smalltown/close.1.txt first.txt && echo 'the first is kept'
[ "$(sed -n 's/^replaces sha256://p' smalltown/close.txt)" = "$(sha256sum <first.txt | cut -c1-64)" ] &&
    echo 'and named'
cmp smalltown/close.1.txt.scrutineer.minisig whole/close.txt.scrutineer.minisig && echo 'with signatures'
left smalltown
ls smalltown/close.txt*
sign_as smalltown/close.txt returning-officer scrutineer
try 'lots of before' "$TELLER" check smalltown
rm smalltown/lots.txt*
try 'signed' "$TELLER" check smalltown
edit smalltown/close.1.txt 's/^revision 1/revision 7/'
cp first.txt smalltown/close.txt
try 'another close is in the way' "$TELLER" close smalltown
