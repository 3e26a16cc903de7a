# [ELE-7] The order on the paper, where the notice declares one: by any reading of the surnames, or not.
. "$ROOT/tests/tools/election.sh"
fetch smalltown st
rm -rf st/batches st/close.txt* st/lots.txt*
edit st/notice.xml 's|</fill-order>|</fill-order><ballot-paper order="alphabetical"/>|'
names() { # NAME...: those of the ordinary contest, in ballot order
    cp st/election.xml kept
    order=$(printf '%s, ' "$@")
    for id in ann-archer bob-baker con-cooper dot-dyer; do
        edit st/election.xml "/id=\"$id\"/,/<name>/s|<name>.*</name>|<name>$1</name>|"
        shift
    done
    rebind st
    try "$order" "$TELLER" check st
    cp kept st/election.xml
}
names 'Zoë Ångström' 'Maria de la Cruz' 'Édith Évrard' 'bob hill'
names 'Lea Adams' 'Maria van der Berg' 'Ian Cole' 'Mary Anne Dunn'
names 'Lea Adams' 'Ian Dunn' 'Mo Cole' 'Ann Eve'
edit st/notice.xml 's|alphabetical|drawn|'
names 'Lea Adams' 'Ian Dunn' 'Mo Cole' 'Ann Eve'
