# Six officers, at least three of them women: the last contests are restricted so far as they must be.
. "$ROOT/tests/tools/election.sh"
across() { # DIR: what the result says of it
    sed -n '/<across /,/<\/across>/p' "$1/result.xml"
}
fetch officers
try 'three of six' "$TELLER" count --quiet officers
across officers
try 'verified by the second engine' "$TELLER" verify --quiet officers
"$TELLER" report --format json officers | grep -A 9 '"across"'
"$TELLER" report officers | grep -o 'At least 3 of the places[^<]*'
# Mary Okoro stands for two offices and fills one: four can be reached, not five [ACR-2].
edit officers/notice.xml '/<across/s/minimum="3"/minimum="4"/'
rebind officers
try 'four: then the vice chair and the treasurer too' "$TELLER" count --quiet officers 2>&1 |
    sed -n '/^Elected/,/^Chair/p'
across officers
edit officers/notice.xml '/<across/s/minimum="4"/minimum="5"/'
rebind officers
try 'five cannot be reached [ACR-5], [ACR-8]' "$TELLER" count --quiet officers 2>&1 |
    sed -n '/TLR-2582/,/^Chair/p'
across officers
cp officers/notice.xml five.xml
edit officers/notice.xml '/<reading name="quota-mechanism"/i\
  <reading name="insufficient" value="refuse"/>'
rebind officers
try 'and nothing is counted where the reading refuses' "$TELLER" count --quiet officers
# Only looked at afterwards: nobody is restricted.
cp five.xml officers/notice.xml
edit officers/notice.xml '/<across/s/minimum="5" treatment="in-order"/minimum="3" treatment="afterwards"/'
rebind officers
try 'afterwards: not met, and said' "$TELLER" count --quiet officers 2>&1 |
    sed -n '/TLR-2582/,/^Chair/p'
across officers
# Where one person may hold several places, the two offices of Mary Okoro count twice.
cp five.xml officers/notice.xml
edit officers/notice.xml 's/one-person-one-place="yes"/one-person-one-place="no"/'
rebind officers
try 'five places, four women' "$TELLER" count --quiet officers 2>&1 | sed -n '/^Elected/,/^Chair/p'
