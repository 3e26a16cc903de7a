# A notice with ten mistakes gives ten messages in one go, each with line and column.
. "$ROOT/tests/tools/election.sh"
mkdir st
cp "$FIXTURES/bad/notice-ten-mistakes.xml" st/notice.xml
"$TELLER" check st
code=$?
"$TELLER" check st 2>&1 | grep -c '^st/notice.xml:[0-9]*:[0-9]*: error: '
exit $code
