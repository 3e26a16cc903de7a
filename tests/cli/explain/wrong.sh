# Questions about what is not there say what there is.
. "$ROOT/tests/tools/election.sh"
fetch anytown
try 'no contest' "$TELLER" explain anytown --paper nowhere/meeting/1
try 'no batch' "$TELLER" explain anytown --paper ordinary/pub/1
try 'no paper' "$TELLER" explain anytown --paper ordinary/meeting/100000
try 'not a name' "$TELLER" explain anytown --paper 113
try 'not a number' "$TELLER" explain anytown --paper ordinary/meeting/0113
try 'no candidate' "$TELLER" explain anytown --candidate nobody
try 'a stage of what' "$TELLER" explain anytown --stage 1
try 'no stage' "$TELLER" explain anytown --stage 99 --contest ordinary
try 'nothing asked' "$TELLER" explain anytown
try 'two things asked' "$TELLER" explain anytown --stage 1 --candidate carol-oduya
echo >>anytown/close.txt
try 'a file was changed' "$TELLER" explain anytown --paper ordinary/meeting/2
