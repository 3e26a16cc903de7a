# A candidates' file that was signed with a mistake in it: nobody stands, counts toward a group or
# is left out by a slip of the pen.
. "$ROOT/tests/tools/election.sh"
install -m 600 "$FIXTURES/keys/returning-officer.key" .
wrong() { # WHAT SED-EXPRESSION...
    rm -rf st
    fetch smalltown st
    what=$1
    shift
    edit st/election.xml "$@"
    "$TELLER" sign --quiet --force -s returning-officer.key --as returning-officer \
        st/election.xml >log
    try "$what" "$TELLER" check st
}
wrong 'a group that no contest has' 's/counts-toward="women"/counts-toward="woman"/'
wrong 'a contest that the notice has not' 's/<contest id="youth">/<contest id="young">/'
wrong 'the woman'"'"'s place without the declaration' '/fay-fisher/,/<\/candidate>/s/eligible-for="woman"/eligible-for="youth"/'
wrong 'a candidate twice' 's/dot-dyer/ann-archer/'
wrong 'one person under two names' 's/fay-fisher/ann-archer/'
wrong 'not eligible, and standing' '/bob-baker/,/<\/candidate>/s/decision="eligible"/decision="not-eligible"/'
wrong 'no decision on eligibility' '/bob-baker/,/<\/candidate>/{/<eligibility/d
}'
wrong 'withdrawn' '/bob-baker/s/"standing"/"withdrawn"/'
wrong 'another election' 's/election="smalltown-2026"/election="bigtown-2026"/'
wrong 'another notice' 's/notice="sha256:8/notice="sha256:9/'
wrong 'half a digest' 's/notice="sha256:8/notice="sha256:/'
