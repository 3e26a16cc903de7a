# What cannot be exported is refused, with what to do.
folder=$FIXTURES/elections/anytown-2026
try() {
    "$TELLER" export "$@"
    echo "exit code $?"
}
try "$folder"
try "$folder" -f xlsx
try "$folder" -f blt
try "$folder" -f csv --contest nobody
try "$folder" -f csv --contest ordinary --round 2
try "$folder" -f blt --contest ordinary --generated 2026-05-14T20:30:00Z
try "$folder" -f cvr --contest ordinary --generated yesterday
try "$folder" -f con --contest youth
try "$FIXTURES/elections/officers-2026" -f blt --contest secretary
try "$folder" -f eml-510 --contest nobody
try no-such.blt -f csv
cp -r "$folder" changed
sed -i 's/^1 1 /1 2 /' changed/batches/*.ballots
try changed -f eml-520 2>&1 | grep -E 'error|exit' | head -n 3
printf '2 1\n1 1 0\n0\n"A"\n"B"\n"T"\n' >small.blt
try small.blt -f eml-510
