# A ticket is of the one throw after a close of the history: what could be tried until it suits is
# refused when it is read, also in a folder where everything is signed.
. "$ROOT/tests/tools/election.sh"
fetch smalltown e
close=$(sha256sum e/close.txt | cut -d' ' -f1)
lots() { # SEED DIGITS CLOSE: the youth place by these tickets, for whoever has the smallest
    for id in gus-glover hal-hatter; do
        printf 'teller/lot@1\n%s\n%s\nyouth:1:elect\n%s\n' "$3" "$2" $id | sha256sum | sed "s/-/$id/"
    done | sort | head -n 1 | sed 's/.* //' >selected
    printf 'teller/lots@1\nelection smalltown-2026\nclose sha256:%s\nseed %s\nlots 1\n' \
        "$(sha256sum e/close.txt | cut -d' ' -f1)" "$1" >e/lots.txt
    printf 'lot youth:1:elect\ntied gus-glover hal-hatter\nselected %s\nticket %s sha256:%s\n' \
        "$(cat selected)" "$2" "$3" >>e/lots.txt
    printf 'witnesses returning-officer scrutineer\nend\n' >>e/lots.txt
    sign_as e/lots.txt returning-officer scrutineer
}
count() { "$TELLER" count --quiet e >sheet; }
one=274019583620114957730286
two=999999999999999999999999
lots $one $one "$close" && try 'the throw after the close' count
lots $one $two "$close" && try 'other digits than those thrown' count
lots none $one "$(printf '%064d' 7)" && try 'after a close that there is not' count

# Corrected twice: close.2.txt replaced the close above, and close.txt replaces close.2.txt.
edit e/close.txt 's/^revision 1/revision 2/' "s/^replaces .*/replaces sha256:$close/"
mv e/close.txt e/close.2.txt
second=$(sha256sum e/close.2.txt | cut -d' ' -f1)
sed "s/^revision 2/revision 3/; s/^replaces .*/replaces sha256:$second/" e/close.2.txt >e/close.txt
sign_as e/close.txt returning-officer scrutineer
lots none $one "$second" && try 'after the close that was replaced' count
lots none $one "$close" && try 'after the one before it' count
echo 'whatever' >e/close.1.txt
lots none $one "$(sha256sum e/close.1.txt | cut -d' ' -f1)"
try 'after a file that is called as a close, and that none replaced' count
try 'nor is it carried over' "$TELLER" lot e --record
edit e/close.2.txt 's/^counts 9 9/counts 8 8/'
lots none $one "$close" && try 'where the history breaks' count
