# The chain of rulings, and what result.xml says of them: one thing changed, and both say no.
. "$ROOT/tests/tools/election.sh"
fetch smalltown whole && with_panel whole
"$TELLER" count --quiet whole >log
rule whole ruling-body 'withdraw-candidate ordinary bob-baker' && rule whole ruling-body 'annul woman'
rm whole/result.xml && "$TELLER" count --quiet whole >log
again() { rm -rf d && cp -R whole d; }
again && both 'two rulings' d
"$TELLER" bundle --quiet d -o sealed --sealed && both 'in a bundle' sealed
changed() { # WHAT N SED-EXPRESSION
    again && edit "d/rulings/$2.txt" "$3" && sign_as "d/rulings/$2.txt" region-panel && both "$1" d
}
other=sha256:$(printf '%064d' 7)
changed 'the first changed' 1 's/bob-baker/ann-archer/'
changed 'of another election' 2 's/^election .*/election othertown/'
changed 'upon other candidates' 2 "s/^definition .*/definition $other/"
changed 'upon another close' 2 "s/^close .*/close $other/"
changed 'before the close, after one that was not' 2 's/^annul .*/revoke-key teller-b/; s/^close .*/close none/'
changed 'papers ruled on before the close' 2 's/^close .*/close none/'
changed 'after another ruling' 2 "s/^previous .*/previous $other/"
changed 'after none' 2 's/^previous .*/previous none/'
changed 'another number' 2 's/^number .*/number 3/'
changed 'no day' 2 's/^decided .*/decided 2026-02-30/'
changed 'no year that XML has' 2 's/^decided .*/decided 3000-02-03/'
changed 'a salt without need' 2 's/^end/salt 8d3a61f0c27b4e95a0d8f41b6c3e7295\nend/'
changed 'one change of two' 2 's/^changes .*/changes 2/'
again && rm d/rulings/1.txt* && both 'the first gone' d
again && rm d/rulings/2.txt* && both 'the last gone' d
again && rm d/rulings/2.txt && both 'its signature left' d
again && cp d/rulings/2.txt.*sig d/rulings/notes.minisig && both 'the signature of nothing' d
again && echo >d/rulings/notes && both 'a note beside' d
again && echo >d/rulings/notes.txt && both 'a text beside' d
again && mv d/rulings/2.txt t && ln -s ../../t d/rulings/2.txt && both 'a link' d
for edit in '/<rulings>/,$s/<after candidate="con-cooper"/<after candidate="dot-dyer"/' \
    '/<rulings>/,$s/<before candidate="eve-earl"/<before candidate="fay-fisher"/' \
    's/<place number="1" fill="filled" candidate="con-cooper"/<place number="1" fill="filled" candidate="dot-dyer"/' \
    's/before-known="yes"/before-known="no"/' 's/minute="minutes-1"/minute="minutes-3"/' \
    's/kind="annul" contest="woman"/kind="annul" contest="youth"/' 's/fill="annulled"/fill="empty"/' \
    's/kind="ruling" id="2"/kind="ruling" id="3"/' '/<statement>Annulled/d' '/<supersedes/d' \
    's/id="bob-baker" standing="withdrawn"/id="bob-baker" standing="standing"/'; do
    again && edit d/result.xml "$edit" && both "result.xml $edit" d
done
