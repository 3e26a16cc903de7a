# Several counts of one folder at once, while others verify it: all succeed, every reader finds whole
# files, and no temporary file stays.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
"$TELLER" count --quiet smalltown >first || exit
cp smalltown/result.xml first.xml
for i in 1 2 3 4; do
    ("$TELLER" count --quiet smalltown >sheet.$i 2>&1; echo "$?" >count.$i) &
    ("$TELLER" verify smalltown >report.$i 2>&1; echo "$?" >verify.$i) &
done
wait
cat count.? verify.? | sort | uniq -c | sed 's/^ *//'
for i in 1 2 3 4; do
    cmp first sheet.$i
done
cmp first.xml smalltown/result.xml && echo 'the same bytes'
left smalltown
