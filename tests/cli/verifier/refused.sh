# What is signed by everybody and may still not be: the program and the verifier refuse it alike,
# though the result is the one that such files would give.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/smalltown-2026" whole && chmod -R u+w whole
again() { rm -rf d && cp -R whole d; }
officer=$(tail -n 1 "$FIXTURES/keys/returning-officer.pub")
bytes() { printf '%s' "$officer" | base64 -d | tail -c 32; }
list() { # FILE NAME KIND KEY: another key for NAME
    edit "$1" "s|<key name=\"$2\" role=\"\([a-z]*\)\".*|<key name=\"$2\" role=\"\1\" kind=\"$3\">$4</key>|"
}
renamed=$({ printf 'Edabcdefgh' && bytes; } | base64)
ssh="ssh-ed25519 $({ printf '\000\000\000\013ssh-ed25519\000\000\000\040' && bytes; } | base64 -w 0)"
neutral=$({ printf 'Edabcdefgh\001' && head -c 31 /dev/zero; } | base64)
again && list d/notice.xml teller-b minisign "$officer" && rebind d && both 'a key twice' d
again && list d/notice.xml teller-b minisign "$renamed" && rebind d && both 'with another id' d
again && list d/notice.xml teller-b ssh "$ssh" && rebind d && both 'as an SSH key' d
again && list d/notice.xml teller-b minisign "$neutral" && rebind d && both 'a key of small order' d
again && edit d/election.xml 's/<key name="scrutineer"/<key name="teller-b"/' && rebind d &&
    both 'a name twice' d
again && list d/election.xml scrutineer minisign "$renamed" && rm d/*.scrutineer.* && rebind d &&
    both 'the officer as scrutineer' d

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
