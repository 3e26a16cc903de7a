# 2019: 227 returned, 181 valid, 46 void; first preferences 87, 35, 31, 28. [CLO-8], [CLO-11].
. "$ROOT/tests/tools/election.sh"
stored enfield-north-2019
try 'as published' "$TELLER" count --quiet enfield-north-2019 | grep -v '^$'
sed -n '/<account /,/<\/account>/p' enfield-north-2019/result.xml
edit enfield-north-2019/close.txt 's/^counts 227 227/counts 227 226/'
rebind enfield-north-2019
try 'the two counts of the box differ' "$TELLER" count --quiet enfield-north-2019
edit enfield-north-2019/close.txt 's/^counts 227 226/counts 226 226/' 's/^in-box 227/in-box 226/'
rebind enfield-north-2019
try 'one void paper is missing from the account' "$TELLER" count --quiet enfield-north-2019
