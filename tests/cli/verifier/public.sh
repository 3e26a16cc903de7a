# A public bundle whose result was changed and signed anew: the program and the verifier find the same.
. "$ROOT/tests/tools/election.sh"
"$TELLER" bundle --quiet "$FIXTURES/elections/anytown-2026" -o public --public
changed() { # WHAT SED-EXPRESSION...: in result.xml, with manifest and signatures made anew
    what=$1
    shift
    rm -rf b && cp -R public b
    edit b/result.xml "$@"
    sum=$(sha256sum b/result.xml | cut -c1-64)
    size=$(wc -c <b/result.xml)
    edit b/MANIFEST "s|^file result.xml .*|file result.xml $size sha256:$sum|"
    sign_as b/MANIFEST returning-officer
    both "$what" b
}
changed 'a word only' 's|<title>Ordinary delegates</title>|<title>Ordinary Delegates</title>|'
changed 'a term of the account' '158s/44/45/'
changed 'a figure that stands twice' '162s/104/105/;163s/"2"/"1"/'
changed 'votes from nowhere' '378s/"54.00"/"55.00"/g'
changed 'votes from another' '378s/"54.00"/"55.00"/g;379s/"35.00"/"34.00"/g'
changed 'a change that is none' '400s/before="54.00"/before="53.00"/'
changed 'another valid vote' 's/sum="413.00" valid="413.00"/sum="413.00" valid="414.00"/'
changed 'the same, the other way' '373s/413.00/412.00/'
changed 'elected by no stage' '487s/gwen-parry/kofi-mensah/'
changed 'elected twice' '487s/gwen-parry/carol-oduya/'
changed 'no candidate' '487s/gwen-parry/gwen-perry/'
changed 'a place more' '487s|.*|&<place number="4" fill="empty"/>|'
changed 'no number' '378s/votes="54.00"/votes="many"/'
changed 'a candidate twice' '378s/carol-oduya/daniel-frost/'
changed 'of another close' 's|\(<file kind="close" digest="sha256:\)....|\10000|'
changed 'of another notice' 's|\(<file kind="notice" digest="sha256:\)....|\10000|'
changed 'without lots' '/<file kind="lots"/d'
changed 'of another election' 's/election="anytown-2026"/election="othertown-2026"/'
