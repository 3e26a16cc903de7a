# Questions about places that are not there, or to which nobody was elected.
. "$ROOT/tests/tools/election.sh"
. "$ROOT/tests/tools/vacancy.sh"
fetch anytown
try 'which contest' vacancy anytown --place 1
try 'no contest' vacancy anytown --place 1 --contest nowhere
try 'no place' vacancy anytown --place 4 --contest ordinary
try 'no number' vacancy anytown --contest ordinary
try 'not a number' vacancy anytown --contest ordinary --place two
"$TELLER" count --quiet anytown >count.out
rm count.out
try 'its result is in the folder' vacancy anytown --contest ordinary --place 2
"$TELLER" vacancy anytown --contest ordinary --place 2 --json >as-json
try 'the digest is that of the file' grep -c "$(sha256sum anytown/result.xml | cut -c1-64)" as-json
echo >>anytown/result.xml
try 'another result is in the folder' vacancy anytown --contest ordinary --place 2
rm anytown/result.xml
try 'no result is in the folder' vacancy anytown --contest ordinary --place 2
