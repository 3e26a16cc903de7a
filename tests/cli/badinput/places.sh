# In the place of each file of an election: nothing, an empty file, a folder, a pipe, a link,
# somebody's program, 3 GB of zeros. Each is refused at once, with what is wrong, where and what to
# do; nothing is written, nothing hangs, and memory stays small.
. "$ROOT/tests/tools/election.sh"
fetch smalltown whole
report() { # FILE KIND COMMAND: one line; exit code, and the codes of the messages
    small_memory timeout 60 "$TELLER" "$3" st >out 2>err
    code=$?
    echo "$2: $3 exit $code$(sed -n 's/.*\[\(TLR-[0-9]*\)\]$/ \1/p' err | sort -u | tr -d '\n')"
    # What is refused is said of this file, or of the file that misses it.
    if [ $code -ne 0 ] && ! grep -q -e "^st/$1[:.]" err; then
        grep 'error:' err
    fi
    [ $code -eq 0 ] || grep -q 'what to do' err || echo '  nothing to do?'
}
for file in notice.xml election.xml close.txt lots.txt batches/woman-meeting.ballots \
    notice.xml.returning-officer.minisig batches/woman-meeting.ballots.teller-a.minisig; do
    echo "--- $file"
    for kind in missing empty folder pipe link program zeros; do
        rm -rf st
        cp -R whole st
        mv "st/$file" elsewhere
        case $kind in
        missing) ;;
        empty) : >"st/$file" ;;
        folder) mkdir "st/$file" ;;
        pipe) mkfifo "st/$file" ;;
        link) ln -s "$PWD/elsewhere" "st/$file" ;;
        program) printf '\177ELF\002\001\001\000\000\377\376\n\033[2J\000' >"st/$file" ;;
        zeros) truncate -s 3G "st/$file" ;;
        esac
        report "$file" $kind check
        report "$file" $kind count
        left st | grep -v -F -e "$file"
        [ -z "$(find st -name '.*')" ] || echo '  something is left behind'
    done
done
