# A sealed bundle holds everything and is counted again; what is missing, changed or put in is found.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/smalltown-2026" st && chmod -R u+w st
echo 'not of the election' >st/members.csv
try 'made' "$TELLER" bundle st -o sealed --sealed
find sealed ! -type d | LC_ALL=C sort
grep -c '^file ' sealed/MANIFEST
(cd sealed && sed -n 's/^file \([^ ]*\) [0-9]* sha256:/\1 /p' MANIFEST | while read -r name digest; do
    echo "$digest  $name"
done | sha256sum -c --quiet) && echo 'every digest by sha256sum'
sign_as sealed/MANIFEST returning-officer
try 'verified' "$TELLER" verify sealed
check() { "$TELLER" verify b >report; }
again() { rm -rf b && cp -R sealed b; }
again && rm b/lots.txt.scrutineer.minisig
try 'a signature missing' check
again && printf ' ' >>b/batches/ordinary-post.ballots
try 'a batch changed' check
again && cp st/members.csv b/batches/x.csv && cp st/members.csv b/more
try 'files put in' check
again && edit b/MANIFEST 's/^files 21/files 20/'
try 'a manifest that does not add up' check
again && edit b/MANIFEST 's|^file batches/ordinary-meeting.ballots |file batches/../ordinary-meeting |'
try 'a name that leads away' check
