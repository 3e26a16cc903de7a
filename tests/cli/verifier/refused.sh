# What is signed by everybody and may still not be: the program and the verifier refuse it alike,
# though the result is the one that such files would give.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/smalltown-2026" whole && chmod -R u+w whole
again() { rm -rf d && cp -R whole d; }
neutral=$({ printf 'Edabcdefgh\001' && head -c 31 /dev/zero; } | base64)
ro=returning-officer
second_teller() { # WHAT KIND KEY
    again && list_key d/notice.xml teller-b "$2" "$3" && rebind d && both "$1" d
}
second_teller 'a key twice' minisign "$(key_of $ro)"
second_teller 'with another id' minisign "$(key_renamed $ro)"
second_teller 'as an SSH key' ssh "$(key_as_ssh $ro)"
second_teller 'a key of small order' minisign "$neutral"
again && edit d/election.xml 's/<key name="scrutineer"/<key name="teller-b"/' && rebind d &&
    both 'a name twice' d
again && list_key d/election.xml scrutineer minisign "$(key_renamed $ro)" &&
    rm d/*.scrutineer.* && rebind d && both 'the officer as scrutineer' d

close() { # WHAT SED-EXPRESSION...
    what=$1
    shift
    again
    edit d/close.txt "$@"
    rebind d
    both "$what" d
}
close 'variances unsorted' 's/^rejected blank 1/&\nvariance 1 extra 1 issue\nvariance 1 missing 1 issue/'
close 'a double vote of no kind' \
    's/^double-votes 0/double-votes 1\ndouble-vote ordinary two-papers 1 first-counted/'
close 'a double vote of no contest' \
    's/^double-votes 0/double-votes 1\ndouble-vote nowhere two-channels 1 first-counted/'
close 'double votes unsorted' \
    's/^double-votes 0/double-votes 2\ndouble-vote woman two-channels 1 first-counted\ndouble-vote ordinary two-channels 1 first-counted/'

again
sum=$(sha256sum d/close.txt | cut -d' ' -f1)
lots() { # WHAT SEED DIGITS CLOSE SELECTED
    sed -e "s/^seed .*/seed $2/" -e "s/^selected .*/selected $5/" \
        -e "s/^drawn .*/ticket $3 sha256:$4/" whole/lots.txt >d/lots.txt
    sign_as d/lots.txt returning-officer scrutineer
    both "$1" d
}
lots 'a second throw' 274019583620114957730286 999999999999999999999999 "$sum" hal-hatter
lots 'after a close that there is not' none 274019583620114957730286 "$(printf '%064d' 7)" gus-glover
