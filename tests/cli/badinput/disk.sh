# A disk that fills while files are written: each is there whole, the old one or the new one, and no
# temporary file stays behind. (A limit on the size of files stands for the disk.)
. "$ROOT/tests/tools/election.sh"
fetch smalltown
"$TELLER" count --quiet smalltown >sheet || exit
mkdir good
cp smalltown/result.xml smalltown/workings.xml smalltown/run.txt good
blocks() { # FILE: how many blocks of 512 bytes hold it
    echo $((($(wc -c <"good/$1") + 511) / 512))
}
try_limit() { # WHAT BLOCKS
    for old in none old; do
        rm -rf out
        mkdir out
        if [ $old = old ]; then
            for file in result.xml workings.xml run.txt; do
                echo 'the old one' >out/$file
            done
        fi
        # The sheet goes through a pipe, which has no limit.
        ( (ulimit -f "$2" && "$TELLER" count --quiet smalltown -o out/result.xml 2>&3) | cat >sheet2) \
            3>said
        printf '%s, before: %s:' "$1" $old
        for file in result.xml workings.xml run.txt; do
            if [ ! -e out/$file ]; then
                state=none
            elif cmp -s out/$file good/$file; then
                state=new
            elif [ "$(cat out/$file)" = 'the old one' ]; then
                state=old
            else
                state=BROKEN
            fi
            printf ' %s %s' $file $state
        done
        cmp -s sheet sheet2 && printf ', the sheet'
        [ -s sheet2 ] || printf ', no sheet'
        find out -name '.*' ! -name out | sed 's/^/, left behind: /' | tr -d '\n'
        echo
        cat said
    done
}
try_limit 'next to no room' 1
try_limit 'room for a part' 2
try_limit 'room for all but the result' $(($(blocks result.xml) - 1))
try_limit 'room for all' "$(blocks result.xml)"
# A folder in which nothing can be made.
"$TELLER" count --quiet smalltown -o /proc/result.xml
echo "exit $?"
