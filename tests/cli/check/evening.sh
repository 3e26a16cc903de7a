# check as an evening goes on: what is there is checked, what comes later is named.
. "$ROOT/tests/tools/election.sh"
fetch smalltown whole
mkdir st
bring() {
    for file in "$@"; do
        case $file in
        batches) cp -R whole/batches st/ ;;
        *) cp whole/"$file" whole/"$file".*.minisig st/ ;;
        esac
    done
    try "with $*" "$TELLER" check st
}
try 'nothing yet' "$TELLER" check st
bring notice.xml
bring election.xml
bring batches
bring close.txt
bring lots.txt
try 'no such folder' "$TELLER" check nowhere
try 'a file' "$TELLER" check st/notice.xml
try 'no word' "$TELLER" check
try 'two words' "$TELLER" check st st
left st
