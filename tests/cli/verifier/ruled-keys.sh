# Who signs a ruling, and which keys rulings give and take: the program and the verifier judge alike.
. "$ROOT/tests/tools/election.sh"
fetch smalltown whole && with_panel whole
"$TELLER" count --quiet whole >log
again() { rm -rf d && cp -R whole d; }
bob='withdraw-candidate ordinary bob-baker'
stranger="minisign $(key_of stranger)"
again && rule d returning-officer "$bob" && rm d/rulings/*scrutineer* && both 'an officer alone' d
again && rule d returning-officer "$bob" && rm d/rulings/*officer* && both 'a scrutineer alone' d
again && rule d returning-officer "$bob" && rm d/rulings/*sig && sign_as d/rulings/1.txt region-panel &&
    both 'the body signs what the officer rules' d
again && rule d ruling-body "$bob" && rm d/rulings/*sig && sign_as d/rulings/1.txt stranger &&
    both 'a stranger rules' d
again && rule d ruling-body "$bob" && cp d/close.txt.scrutineer.minisig d/rulings/1.txt.scrutineer.minisig &&
    both 'the signature of another file beside' d

again && rule d returning-officer "appoint-key stranger ruling-body $stranger" && both 'an officer makes a body' d
again && rule d returning-officer "appoint-key teller-a teller $stranger" && both 'a name twice' d
again && rule d returning-officer "appoint-key more teller minisign $(key_renamed teller-a)" &&
    both 'a key twice' d
again && rule d ruling-body "appoint-key stranger ruling-body $stranger" && rule d ruling-body "$bob" &&
    rm d/rulings/2.txt.*sig && sign_as d/rulings/2.txt stranger && counted 'a new body rules'
again && rule d ruling-body "appoint-key stranger scrutineer $stranger" && rm d/close.txt.scr*sig &&
    sign_as d/close.txt stranger && counted 'appointed after the close, and signed it'

again && rule d ruling-body 'revoke-key nobody' && both 'a key that nobody has is revoked' d
again && rule d ruling-body 'revoke-key region-panel' && rule d ruling-body "$bob" && both 'a body that is no more' d
again && rule d ruling-body 'revoke-key scrutineer' && both 'the lots are to be signed again' d
rule d ruling-body "appoint-key stranger scrutineer $stranger" && sign_as d/lots.txt stranger &&
    counted 'and are, by another scrutineer'
cp d/close.txt.scrutineer.minisig d/lots.txt.scrutineer.minisig && both 'a bad signature of the first' d
again && rule d ruling-body 'revoke-key teller-a' && counted 'after the close, batches stay'
edit d/rulings/1.txt 's/^close .*/close none/' && sign_as d/rulings/1.txt region-panel &&
    both 'before the close, they do not' d
again && cp d/batches/ordinary-post.ballots d/batches/two.ballots &&
    edit d/batches/two.ballots 's/^revision .*/revision 2/' && sign_as d/batches/two.ballots teller-a &&
    sum=$(sha256sum d/batches/two.ballots | cut -d' ' -f1) &&
    rule d ruling-body "replace-batch ordinary post 2 3 sha256:$sum" 'revoke-key teller-a' &&
    both 'a batch that the same ruling names' d

# By hand: a ruling, and a slip of somebody whose key was revoked. [INK-8]
edit whole/notice.xml 's|<sign file="lots" role="scrutineer".*|<sign file="lots" role="scrutineer" count="1" in-ink="yes"/>\n    <sign file="rulings" role="ruling-body" count="1" in-ink="yes"/>|'
rebind whole
slip() { # FILE ROLE [key NAME]
    {
        printf 'teller/ink@1\nelection smalltown-2026\nlines 1\nink %s sha256:%s %s returning-officer signed%s\nend\n' \
            "$1" "$(sha256sum "d/$1" | cut -d' ' -f1)" "$2" "${3:+ key $3}"
    } >d/ink.txt
    sign_as d/ink.txt returning-officer
}
again && rule d ruling-body "$bob" && rm d/rulings/*sig && both 'nobody signed by hand either' d
slip rulings/1.txt ruling-body && counted 'signed by hand'
again && rm d/lots.txt.scr*sig && slip lots.txt scrutineer scrutineer && counted 'the lots by hand'
rule d ruling-body 'revoke-key scrutineer' && both 'of somebody whose key was revoked' d

# What was signed by hand is the officer's word: it does not outlive the officer's key. [INK-2]
again && rm d/lots.txt.scr*sig && slip lots.txt scrutineer && counted 'the lots by hand, by nobody with a key'
rule d ruling-body 'revoke-key returning-officer' "appoint-key stranger returning-officer $stranger" &&
    sign_as d/lots.txt stranger && both "written down by an officer whose key was revoked" d
sign_as d/ink.txt stranger && counted 'and by the next officer'
rm d/ink.txt.ret*sig && both 'by the next officer alone' d
rm -r d/rulings && mkdir d/rulings && both 'whom no ruling appoints' d

again && rule d ruling-body "$bob" && mv d/rulings aside && ln -s ../aside d/rulings && both 'a link to rulings' d
rm -r aside
