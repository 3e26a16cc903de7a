# Rulings that do not hold: who signed, what they rest on, what they name.
. "$ROOT/tests/tools/election.sh"
new() {
    rm -rf st
    fetch smalltown st
    with_panel st
}
refused() { # WHAT
    echo "--- $1" >&2
    "$TELLER" count --quiet st >out
    echo "exit $?: $1"
    [ -s out ] && echo 'a sheet was printed'
}
named() { # CHANGE: by the panel
    new
    rule st ruling-body "$1"
    refused "$1"
}
new; rule st returning-officer 'withdraw-candidate ordinary bob-baker'
rm st/rulings/1.txt.scrutineer.minisig
refused 'by the officer alone'
new; rule st ruling-body 'annul ordinary'; rm st/rulings/1.txt.region-panel.minisig
put_signatures st/rulings/1.txt returning-officer scrutineer
refused "the panel's, signed by the officers"
new; rule st returning-officer 'annul ordinary'
refused "the officer's, of what only the panel may rule"
new; rule st returning-officer "appoint-key other ruling-body minisign $(sed -n 2p "$FIXTURES/keys/stranger.pub")"
refused 'an officer makes a ruling body'
new; rule st ruling-body 'annul youth'; edit st/rulings/1.txt 's/annul youth/annul woman/'
refused 'changed after it was signed'
new; edit st/notice.xml '/<ruling-body>/d'; rebind st; rule st ruling-body 'annul youth'
refused 'the notice names no ruling body'
new; rule st ruling-body 'annul youth'; rule st ruling-body 'annul woman'; rm st/rulings/1.txt*
refused 'the first of two is gone'
new; rule st ruling-body 'annul youth'; rule st ruling-body 'annul woman'
rule st ruling-body 'annul ordinary'; rm st/rulings/2.txt*
mv st/rulings/3.txt st/rulings/2.txt; mv st/rulings/3.txt.region-panel.minisig st/rulings/2.txt.region-panel.minisig
refused 'the second of three is gone'
edit st/rulings/2.txt 's/^number 3/number 2/'; put_signatures st/rulings/2.txt region-panel
refused 'the same with the number of the second'
new; rule st ruling-body 'annul youth'; edit st/rulings/1.txt 's/^election .*/election anytown-2026/'
put_signatures st/rulings/1.txt region-panel
refused 'of another election'
new; rule st ruling-body 'annul youth'; edit st/rulings/1.txt 's/^close sha256:..../close sha256:0000/'
put_signatures st/rulings/1.txt region-panel
refused 'upon another close'
new; rule st ruling-body 'annul youth'; edit st/rulings/1.txt 's/^definition sha256:..../definition sha256:0000/'
put_signatures st/rulings/1.txt region-panel
refused "upon another candidates' file"
new; rule st ruling-body 'annul youth'
rule st ruling-body 'withdraw-candidate ordinary bob-baker'; edit st/rulings/2.txt 's/^close .*/close none/'
put_signatures st/rulings/2.txt region-panel
refused 'before the close, after one that was made after it'
named 'withdraw-candidate ordinary nobody-here'
named 'withdraw-candidate nowhere bob-baker'
named 'candidate-status ordinary bob-baker eligible C2.I.4.A'
named 'candidate-status ordinary nobody-here eligible C2.I.4.A'
named 'annul nowhere'
named 'exclude-batch ordinary nowhere'
named 'adjudication ordinary nowhere 1 reject torn'
named 'adjudication ordinary meeting 10 reject torn'
named 'adjudication ordinary meeting 9 marks 1 -'
named "replace-batch ordinary nowhere 2 3 sha256:$(sha256sum st/batches/ordinary-post.ballots | cut -c1-64)"
named "replace-batch ordinary post 1 3 sha256:$(sha256sum st/batches/ordinary-post.ballots | cut -c1-64)"
named "add-batch ordinary 1 post 1 post 3 sha256:$(sha256sum st/batches/ordinary-post.ballots | cut -c1-64)"
named 'revoke-key nobody'
named 'reading no-such-reading yes'
new; rule st ruling-body 'withdraw-candidate ordinary bob-baker' 'withdraw-candidate ordinary bob-baker'
refused 'withdrawn twice'
