# -o: the folder is only read; the other two files go beside the result.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
mkdir out
chmod a-w smalltown
"$TELLER" count smalltown -o out/mine.xml >sheet || exit
chmod u+w smalltown
left smalltown
left out
"$TELLER" count smalltown/ >sheet2 || exit
cmp sheet sheet2 && cmp out/mine.xml smalltown/result.xml &&
    cmp out/workings.xml smalltown/workings.xml && cmp out/run.txt smalltown/run.txt &&
    echo "the same bytes"
try 'no such folder for the result' "$TELLER" count smalltown -o nowhere/mine.xml
try 'a folder in its place' "$TELLER" count smalltown -o out
try 'a path too long' "$TELLER" count smalltown -o "$(printf '%05000d' 0)"
ls
left out
