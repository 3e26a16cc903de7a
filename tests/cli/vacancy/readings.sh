# A vacancy by each value of the reading: VAC-3 to VAC-8, bounds kept for those who stay (VAC-7).
. "$ROOT/tests/tools/election.sh"
. "$ROOT/tests/tools/vacancy.sh"
fetch anytown refer
try 'refer, declared by nobody' vacancy refer --contest ordinary --place 2
for value in new-election runner-up countback; do
    fetch anytown "$value"
    edit "$value/notice.xml" "/<key name=\"returning/i\\
  <reading name=\"vacancy\" value=\"$value\" decided-by=\"General Committee\" decided-on=\"2026-01-21\" minute=\"GC 2026-01-21/9\"/>"
    rebind "$value"
    try "$value: the man's place" vacancy "$value" --contest ordinary --place 1
    try "$value: a woman's place" vacancy "$value" --contest ordinary --place 2
    try "$value: one place" vacancy "$value" --contest woman --place 1
    try "$value: a block vote" vacancy "$value" --contest youth --place 1
    left "$value"
done
try 'as JSON' vacancy countback --contest woman --place 1 --json
try 'as JSON, nobody' vacancy countback --contest youth --place 1 --json
