# election.sh: what cases of the command line share; read with `. "$ROOT/tests/tools/election.sh"`.

# fetch NAME [DIR]: a copy of fixtures/elections/NAME-2026, as DIR or NAME, not counted yet.
fetch() {
    cp -R "$FIXTURES/elections/$1-2026" "${2:-$1}"
    chmod -R u+w "${2:-$1}"
    (cd "${2:-$1}" && rm -f result.xml workings.xml run.txt NOTES.md)
}

# stored NAME: the same of fixtures/elections/NAME, for the cases named with their own year.
stored() {
    cp -R "$FIXTURES/elections/$1" "$1"
    chmod -R u+w "$1"
    (cd "$1" && rm -f result.xml workings.xml run.txt NOTES.md)
}

# edit FILE SED-EXPRESSION...: changes a file in place.
edit() {
    edited=$1
    shift
    for expression in "$@"; do
        sed "$expression" "$edited" >edited.tmp
        cmp -s edited.tmp "$edited" && echo "no change by $expression in $edited"
        cat edited.tmp >"$edited"
    done
    rm edited.tmp
}

# rebind DIR: renews digests and signatures after a file was edited.
rebind() {
    sh "$ROOT/tests/tools/rebind.sh" "$TELLER" "$1"
}

# left DIR: which files are there beside those that make the election.
left() {
    find "$1" ! -type d | sed "s|^$1/||" | LC_ALL=C sort |
        grep -v -x -e 'notice.xml' -e 'election.xml' -e 'close.txt' -e 'lots.txt' \
            -e 'batches/[a-z-]*.ballots' -e '.*[.]minisig' | sed "s|^|  there now: |"
}

# digest FILE: as it is read aloud.
digest() {
    sha256sum "$1" | cut -c1-64 | sed 's/..../& /g; s/ $//'
}

# try WHAT WORD...: runs a command and says how it ended.
try() {
    what=$1
    shift
    echo "--- $what"
    echo "--- $what" >&2
    "$@"
    echo "exit $?"
}

# small_memory COMMAND...: with an address space of 512 MiB, if the program runs in so little at all
# (it does not with sanitizers).
small_memory() {
    if [ -z "${small-}" ]; then
        small=no
        (ulimit -v 524288 && "$TELLER" version) >/dev/null 2>&1 && small=yes
    fi
    if [ $small = yes ]; then
        (ulimit -v 524288 && "$@")
    else
        "$@"
    fi
}

# unclose DIR: takes a close apart into account.txt and adjudications.txt, as they were handed in, and
# takes it away with what rests on it.
unclose() {
    {
        echo 'teller/account@1'
        sed -n '/^election /p' "$1/close.txt"
        sed -n '/^accounts /,/^adjudications /p' "$1/close.txt" | sed '$d'
        sed -n '/^double-votes /,$p' "$1/close.txt"
    } >"$1/account.txt"
    {
        echo 'teller/adjudications@1'
        sed -n '/^election /p; /^definition /p' "$1/close.txt"
        sed -n '/^adjudications /,/^double-votes /p' "$1/close.txt" | sed '$d'
        echo 'end'
    } >"$1/adjudications.txt"
    rm -f "$1"/close.txt* "$1"/lots.txt*
}

# sign_as FILE KEY...: signs with test keys, each as FILE.KEY.minisig.
sign_as() {
    signed=$1
    shift
    for key in "$@"; do
        install -m 600 "$FIXTURES/keys/$key.key" "$key.key"
        "$TELLER" sign --quiet --force -s "$key.key" --as "$key" "$signed" >sign.log 2>&1 ||
            cat sign.log
        rm -f "$key.key" sign.log
    done
}
