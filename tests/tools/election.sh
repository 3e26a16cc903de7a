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

# rule DIR AUTHORITY CHANGE...: writes the next ruling of DIR, after its close if there is one, and
# signs it: a returning officer with the scrutineer, or the region's panel.
rule() {
    dir=$1
    authority=$2
    shift 2
    mkdir -p "$dir/rulings"
    number=1
    previous=none
    while [ -e "$dir/rulings/$number.txt" ]; do
        previous=sha256:$(sha256sum "$dir/rulings/$number.txt" | cut -d' ' -f1)
        number=$((number + 1))
    done
    close=none
    [ -e "$dir/close.txt" ] && close=sha256:$(sha256sum "$dir/close.txt" | cut -d' ' -f1)
    superseded=none
    [ -e "$dir/result.xml" ] && superseded=sha256:$(sha256sum "$dir/result.xml" | cut -d' ' -f1)
    {
        printf 'teller/ruling@1\nelection %s\n' "$(awk '$1 == "election" { print $2 }' "$dir"/close.txt)"
        printf 'definition sha256:%s\n' "$(sha256sum "$dir/election.xml" | cut -d' ' -f1)"
        printf 'number %s\nprevious %s\nclose %s\nsupersedes %s\n' \
            "$number" "$previous" "$close" "$superseded"
        printf 'authority %s\nminute minutes-%s\ndecided 2026-04-02\nchanges %s\n' \
            "$authority" "$number" "$#"
        printf '%s\n' "$@"
        case "$*" in
        *adjudication*) echo 'salt 8d3a61f0c27b4e95a0d8f41b6c3e7295' ;;
        esac
        echo end
    } >"$dir/rulings/$number.txt"
    case $authority in
    ruling-body) put_signatures "$dir/rulings/$number.txt" region-panel ;;
    *) put_signatures "$dir/rulings/$number.txt" returning-officer scrutineer ;;
    esac
}

# put_signatures FILE NAME...: signs a file with the test keys of these names.
put_signatures() {
    signed=$1
    shift
    for signer in "$@"; do
        install -m 600 "$FIXTURES/keys/$signer.key" signer.key
        "$TELLER" sign --quiet --force -s signer.key --as "$signer" "$signed" >/dev/null
        rm -f signer.key
    done
}

# with_panel DIR: lists the key of the region's panel in the notice, as the body that may rule.
with_panel() {
    panel=$(sed -n 2p "$FIXTURES/keys/region-panel.pub")
    edit "$1/notice.xml" "/<policy /i\\
  <key name=\"region-panel\" role=\"ruling-body\" kind=\"minisign\">$panel</key>"
    rebind "$1"
}

# left DIR: which files are there beside those that make the election.
left() {
    find "$1" ! -type d | sed "s|^$1/||" | LC_ALL=C sort |
        grep -v -x -e 'notice.xml' -e 'election.xml' -e 'close.txt' -e 'lots.txt' \
            -e 'batches/[a-z0-9-]*.ballots' -e 'rulings/[0-9]*.txt' -e '.*[.]minisig' | sed "s|^|  there now: |"
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
        sed -n '/^double-votes /,$p' "$1/close.txt" | sed '/^salt /d'
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

# list_key FILE NAME KIND KEY: another key for NAME in notice.xml or election.xml.
list_key() {
    edit "$1" "s|<key name=\"$2\" role=\"\([a-z]*\)\".*|<key name=\"$2\" role=\"\1\" kind=\"$3\">$4</key>|"
}

# The public key of NAME, and the same 32 bytes under another key id and as an SSH key.
key_of() { tail -n 1 "$FIXTURES/keys/$1.pub"; }
key_bytes() { key_of "$1" | base64 -d | tail -c 32; }
key_renamed() { { printf 'Edabcdefgh' && key_bytes "$1"; } | base64; }
key_as_ssh() {
    printf 'ssh-ed25519 %s\n' "$({
        printf '\000\000\000\013ssh-ed25519\000\000\000\040' && key_bytes "$1"
    } | base64 -w 0)"
}

# verifier WORD...: the verifier in Python, without what a machine adds to Python. What was compiled of
# it is kept beside $TELLER, away from the tree and from the folder that a case looks at.
verifier() {
    PYTHONDONTWRITEBYTECODE='' PYTHONPYCACHEPREFIX="${TELLER%/*}/compiled" \
        python3 -S "$ROOT/tests/verifier/verify.py" "$@"
}

# both WHAT WORD...: verifies with the program and with the verifier in Python, and says whether their
# exit codes are the same.
both() {
    what=$1
    shift
    "$TELLER" verify --quiet "$@" >/dev/null 2>program
    program=$?
    verifier "$@" >report
    ended=$?
    agree=agree
    [ "$program" = "$ended" ] || agree=DIFFER
    echo "$what: $agree, $program"
    [ $agree = agree ] || { echo "  verifier $ended"; tail -n 1 report; cat program; }
}

# counted WHAT: counts the folder d anew, and then both.
counted() {
    rm -f d/result.xml
    "$TELLER" count --quiet d >log 2>&1
    both "$1" d
}
