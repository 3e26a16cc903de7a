# Bundles that somebody added to, and listed what was added, signed anew: the program and the verifier
# refuse them alike.
. "$ROOT/tests/tools/election.sh"
"$TELLER" bundle --quiet "$FIXTURES/elections/smalltown-2026" -o sealed --sealed
"$TELLER" bundle --quiet "$FIXTURES/elections/smalltown-2026" -o public --public
sign_as public/MANIFEST returning-officer
again() { rm -rf d && cp -R "$1" d; }
list() { # NAME...: puts files into MANIFEST and signs it
    for name in "$@"; do
        printf 'file %s %s sha256:%s\n' "$name" "$(wc -c <"d/$name")" \
            "$(sha256sum "d/$name" | cut -d' ' -f1)" >>listed
    done
    grep '^file ' d/MANIFEST >>listed
    {
        sed -n '1,4p' d/MANIFEST
        echo "files $(wc -l <listed)"
        LC_ALL=C sort -k 2,2 listed
        echo end
    } >new
    mv new d/MANIFEST && rm listed
    sign_as d/MANIFEST returning-officer
}
for name in workings.xml close.txt batches/youth-meeting.ballots; do
    again public && mkdir -p d/batches && cp "sealed/$name" "d/$name" && list "$name"
    rmdir d/batches 2>/dev/null
    both "public, with $name" d
done
again public && cp d/notice.xml d/Notice.xml && list Notice.xml && both 'another spelling' d
again public && mkdir d/more && both 'an empty folder' d
again sealed && cp d/result.xml d/partial.xml && list partial.xml && both 'sealed, a partial count' d
again sealed && mkdir d/superseded && cp public/MANIFEST d/superseded/MANIFEST &&
    list superseded/MANIFEST && both 'a bundle in a bundle' d
again sealed && mkdir d/batches/more && both 'a folder in its batches' d
again sealed && list && both 'signed' d
again sealed && edit d/MANIFEST 's/^election .*/election othertown-2026/' && both 'another election' d
again sealed && edit d/MANIFEST 's/^close sha256:..../close sha256:0000/' && both 'another close' d
again sealed && cp d/notice.xml.returning-officer.minisig d/MANIFEST.returning-officer.minisig &&
    both 'the signature of another file' d
again public && edit d/MANIFEST 's/^kind public/kind sealed/' && both 'called sealed' d
again sealed && edit d/MANIFEST 's/^kind sealed/kind public/' && both 'called public' d
