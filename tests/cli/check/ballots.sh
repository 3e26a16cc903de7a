# A batch that was signed with a mistake in it: line, column, what is wrong, what to do.
. "$ROOT/tests/tools/election.sh"
wrong() { # WHAT SED-EXPRESSION
    rm -rf st
    fetch smalltown st
    edit st/batches/ordinary-meeting.ballots "$2"
    rebind st
    try "$1" "$TELLER" check st
}
wrong 'a mark too few' 's/^3 - 1 2 3/3 - 1 2/'
wrong 'a mark too many' 's/^3 - 1 2 3/3 - 1 2 3 -/'
wrong 'a letter' 's/^3 - 1 2 3/3 - 1 x 3/'
wrong 'a leading zero' 's/^3 - 1 2 3/3 - 01 2 3/'
wrong 'two spaces' 's/^3 - 1 2 3/3 -  1 2 3/'
wrong 'a blank at the end' 's/^3 - 1 2 3/& /'
wrong 'a paper left out' '/^3 - 1 2 3/d'
wrong 'another number of papers' 's/^papers 9/papers 8/'
wrong 'another end' 's/^end 9/end 8/'
wrong 'something after the end' 's/^end 9/&\nend 9/'
wrong 'an unknown code' 's/R:blank/R:ugly/'
wrong 'another candidate' 's/^candidates 4/candidates 5/'
wrong 'another contest' 's/^contest ordinary/contest woman/'
wrong 'another election' 's/^election smalltown-2026/election bigtown-2026/'
wrong 'a keyword that there is not' 's/^entered double/entered twice/'
wrong 'the marks of a doubtful paper' 's/^9 - - ? 1/9 - - ? ?/'
