# A tie in a quick count: exit 4, what was counted so far, and who is level; then with a lot.
. "$ROOT/tests/tools/election.sh"
printf '3 1\n2 1 0\n2 2 0\n1 3 0\n0\n"Ann"\n"Bob"\n"Con"\n"Three candidates"\n' >level.blt
count() { "$TELLER" count --unsigned --rules block "$@" level.blt; }
try 'level' count --set tie-final=lot
lots() { # TIED SELECTED
    printf 'teller/lots@1\nelection none\nclose none\nseed none\nlots 1\nlot blt:1:elect\n'
    printf 'tied %s\nselected %s\ndrawn coin\nwitnesses scrutineer\nend\n' "$1" "$2"
}
lots '1 2' 2 >lots.txt
try 'drawn' count --set tie-final=lot --lots lots.txt
lots '1 3' 3 >lots.txt
try 'drawn among others' count --set tie-final=lot --lots lots.txt
lots '1 2' 3 >lots.txt
try 'somebody else drawn' count --set tie-final=lot --lots lots.txt
try 'no such lots' count --set tie-final=lot --lots nowhere.txt
