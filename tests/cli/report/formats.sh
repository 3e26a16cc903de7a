# The other forms: the sheet, CSV, JSON, RCVis, the scrutineer's report.
. "$ROOT/tests/tools/election.sh"
fetch anytown
"$TELLER" count --quiet anytown >sheet
"$TELLER" report -f text anytown | cmp - sheet && echo 'text: the sheet'
# [CSV-1] Every line has the columns of the header; the votes of a stage are those of the result.
"$TELLER" report -f csv anytown >stages.csv
head -n 3 stages.csv | tr -d '\r'
awk -F, '{ print NF }' stages.csv | sort | uniq -c | sed 's/^ *[0-9]* //'
grep -c '^"ordinary","1","candidate"' stages.csv
grep '"place"' stages.csv | tr -d '\r'
# [RCV-1] [RCV-2]
"$TELLER" report -f rcvis --contest ordinary anytown | head -n 42 | tail -n 22
try 'which contest' "$TELLER" report -f rcvis anytown
try 'no such contest' "$TELLER" report -f rcvis --contest elders anytown
try 'a contest, but no drawing' "$TELLER" report --contest ordinary anytown
"$TELLER" report -f json anytown >result.json
grep -e '"format"' -e '"result-in-folder"' -e '"result"' result.json
grep -c '"transfers"' result.json
# [SCR-1]
"$TELLER" report -f scrutineer anytown | sed -n '8,30p'
"$TELLER" report -f scrutineer anytown | grep -c '\[ \] satisfied   \[ \] not satisfied'
"$TELLER" report -f scrutineer anytown | awk 'length($0) > 80'
