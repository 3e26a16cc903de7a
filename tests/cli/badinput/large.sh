# More than anybody means: 3 GB of zeros, and what is only just too much. Refused quickly and in
# little memory, exit 7 or 3, never by the system's killing.
. "$ROOT/tests/tools/election.sh"
refused() { # WHAT WORD...
    what=$1
    shift
    small_memory timeout 60 "$TELLER" "$@" >out 2>err
    echo "exit $?: $what$(sed -n 's/.*\[\(TLR-[0-9]*\)\]$/ \1/p' err | sort -u | tr -d '\n')"
    [ -s out ] && echo "  $(wc -l <out) lines of output"
    [ -s out ] || grep -q 'what to do' err || cut -c1-200 err
}
# Where memory is not small (see small_memory) it is read, and refused for what it is: 3 or 6.
refused_anyhow() {
    refused "$@" >line
    sed 's/^exit [367]: \(.*\) TLR.*/refused: \1/' line
}
truncate -s 3G zeros
: >empty
fetch smalltown
install -m 600 "$FIXTURES/keys/teller-a.key" .
blt=$FIXTURES/good/blt-plain.blt
for file in zeros empty; do
    refused "$file as BLT" count --unsigned --rules av $file
    refused "$file as lots" count --unsigned --rules av --lots $file "$blt"
    refused "$file as constraints" count --unsigned --rules av --constraints $file "$blt"
    refused "$file as an officer's key" verify smalltown --officer-key $file
    refused "$file as a key to sign with" sign -s $file smalltown/notice.xml
    refused "$file as a public key" signatures -p $file smalltown/notice.xml
    refused "$file as a card vote" card-vote $file
    refused "$file as a rule book" rules --rulebook $file
done
refused 'zeros to sign' sign -s teller-a.key zeros
refused 'zeros whose signatures are asked for' signatures -p "$FIXTURES/keys/teller-a.pub" zeros
# Within the cap of a file, but not of memory: sparse, so that nothing is written for it.
truncate -s 900M zeros
refused_anyhow '900 MB as BLT' count --unsigned --rules av zeros
mv smalltown/batches/woman-meeting.ballots smalltown/batches/woman
truncate -s 1900M smalltown/batches/woman-meeting.ballots
refused_anyhow '1900 MB as a batch' count smalltown
rm smalltown/batches/woman-meeting.ballots
mv smalltown/batches/woman smalltown/batches/woman-meeting.ballots
# Hundreds of signatures by somebody beside one file.
i=0
while [ $i -lt 600 ]; do
    ln smalltown/notice.xml.returning-officer.minisig smalltown/notice.xml.s$i.minisig
    i=$((i + 1))
done
refused 'six hundred signatures' check smalltown
rm smalltown/notice.xml.s*.minisig
mkdir crowd
(cd crowd && seq 1 10500 | xargs touch)
cp smalltown/notice.xml* crowd/
refused 'ten thousand files in the folder' check crowd
# Numbers that would wrap.
printf '2 1\n4294967296 1 2 0\n0\n"A"\n"B"\n"T"\n' >wraps.blt
refused 'a weight past 32 bits' count --unsigned --rules av wraps.blt
printf '2 1\n18446744073709551617 1 2 0\n0\n"A"\n"B"\n"T"\n' >wraps.blt
refused 'a weight past 64 bits' count --unsigned --rules av wraps.blt
{
    echo '2 1'
    i=0
    while [ $i -lt 5 ]; do
        echo '1000000000 1 2 0'
        i=$((i + 1))
    done
    printf '0\n"A"\n"B"\n"T"\n'
} >wraps.blt
refused 'weights whose sum is large' count --unsigned --rules meek-123 wraps.blt
printf '99999 1\n1 1 0\n0\n' >wraps.blt
refused 'too many candidates' count --unsigned --rules av wraps.blt
printf '2 1\n1 3 0\n0\n"A"\n"B"\n"T"\n' >wraps.blt
refused 'a candidate who is not there' count --unsigned --rules av wraps.blt
printf '2 1\n1 1 2\n' >wraps.blt
refused 'no end' count --unsigned --rules av wraps.blt
