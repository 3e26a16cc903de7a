# What is known from outside the folder, right and wrong. Nothing is counted under a wrong anchor.
. "$ROOT/tests/tools/election.sh"
fetch smalltown
key=$FIXTURES/keys
notice=$(digest smalltown/notice.xml)
close=$(digest smalltown/close.txt)
short() { echo "$1" | cut -c1-19; }
count() { "$TELLER" count --quiet smalltown -o mine.xml "$@" >sheet; }
try 'all of them' count --officer-key "$key/returning-officer.pub" --notice "$notice" --close "$close"
try 'the first four groups' count --notice "$(short "$notice")" --close "$(short "$close")"
try 'capitals, no spaces' count --notice "$(short "$notice" | tr -d ' ' | tr a-f A-F)"
ls sheet mine.xml workings.xml run.txt
rm sheet mine.xml workings.xml run.txt
try 'another key' count --officer-key "$key/stranger.pub"
try 'a teller'"'"'s key' count --officer-key "$key/teller-a.pub"
try 'another notice' count --notice "$close"
try 'another close' count --close "$notice"
try 'three groups' count --notice "$(echo "$notice" | cut -c1-14)"
try 'no digest' count --notice 'the one on the wall'
try 'no key file' count --officer-key smalltown/notice.xml
try 'no such file' count --officer-key nowhere.pub
try 'no word after it' count --notice
ls
