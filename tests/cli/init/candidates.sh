# The second half: candidates on a signed notice, from a file, asked, and from a record of eligibility;
# what is refused; what is written passes check. [ANS-6], [ANS-7], [ANS-8], [ANS-9], [ANS-10], [ANS-11].
. "$ROOT/tests/tools/election.sh"
cp "$ROOT/tests/cli/init/answers.txt" "$ROOT/tests/cli/init/candidates.txt" .
"$TELLER" init --quiet a --answers answers.txt
try 'the notice is not signed' "$TELLER" init a --answers candidates.txt
sign_as a/notice.xml returning-officer
try 'from a file' "$TELLER" init a --answers candidates.txt
cat a/election.xml
sign_as a/election.xml returning-officer
try 'checked' "$TELLER" check --quiet a
try 'there already' "$TELLER" init a --answers candidates.txt
rm a/election.xml*

# As at a terminal: what is typed, one answer a line; a wrong one is asked again, < takes one back.
{
    sed -n 's/^candidate //p' candidates.txt
    printf '%s\n' 'Nobody Atall' '<' 'Amina Yusuf' '' no yes C3.I.4.F
    sed -n 's/^nominated-by [^ ]* //p' candidates.txt
    echo everybody
    sed -n 's/^stands ordinary //p' candidates.txt
    printf '%s\n' 'maria, am' 'zoe somebody' 'zoe, zoe' 'z' 'car e gwen maria' everybody zoe
} >typed
try 'asked' "$TELLER" init a <typed
mv a/election.xml asked.xml
"$TELLER" init --quiet a --answers candidates.txt && cmp asked.xml a/election.xml && echo 'the same'
rm a/election.xml
head -n 12 typed >part
try 'the input ends' "$TELLER" init a <part 2>&1 | grep -e 'is not answered' -e exit | tail -n 4
find a -name "*election*"

# What is refused: everything is told, nothing is written.
{
    grep -v -e '^nominated-by zoe' -e '^eligible-for' -e '^stands woman' candidates.txt
    echo 'candidate  Gwen   Parry'
    echo 'candidate Marian Hall'
    echo 'nominated-by marian-hall nobody'
    echo 'stands woman maria x'
    echo 'stands mayor carol'
    echo 'declares women gwen'
    echo 'withdrawn'
    echo 'members 12'
} >wrong
try 'wrong answers' "$TELLER" init a --answers wrong
sed -e '/^eligible-for youth/d' -e 's/^stands ordinary .*/stands ordinary gwen maria bashir/' candidates.txt >wrong
echo 'eligible-for youth nobody' >>wrong
try 'stands for nothing, or without a declaration' "$TELLER" init a --answers wrong
sed 's/^stands ordinary .*/stands ordinary everybody/' candidates.txt >wrong
try 'everybody is no drawn order' "$TELLER" init a --answers wrong
try 'answers about candidates, no notice yet' "$TELLER" init b --answers candidates.txt
try 'a record before the notice' "$TELLER" init b --eligibility none
ls a b 2>/dev/null

# A record of eligibility names them; whoever is not found eligible is not on the paper.
notice=$(sha256sum a/notice.xml | cut -c1-64)
record() { # NOTICE
    echo '<?xml version="1.0" encoding="UTF-8"?>'
    echo '<eligibility xmlns="urn:teller:eligibility:1" election="anytown-2026"' \
        "notice=\"sha256:$1\" rulebook=\"2025\" candidate-months=\"6\">"
    for one in c1:eligible c2:eligible c3:referred c4:not-eligible; do
        echo "<candidate id=\"${one%:*}\" decision=\"${one#*:}\" clause=\"C3.I.4.F\" disputed=\"no\">" \
            '<why>as decided</why>' "<under months-reference=\"date-in-force\"" \
            "months-boundary=\"counts\" decision=\"${one#*:}\"/></candidate>"
    done
    echo '</eligibility>'
}
record "$notice" >a/eligibility.xml
printf '%s\n' 'name c1 Ann Archer' 'name c2 Bob Baker' 'nominated-by c1 Unite' 'nominated-by c2 nobody' \
    'stands ordinary c2 c1' 'stands woman nobody' 'stands youth nobody' 'declares women c1' \
    'eligible-for woman nobody' 'eligible-for youth nobody' 'withdrawn c2' \
    're-open-nominations ordinary Re-open nominations' \
    "key asha scrutineer $(sed -n 2p "$FIXTURES/keys/scrutineer.pub")" >answers
try 'with a record' "$TELLER" init a --answers answers
sed '1,5d' a/election.xml
rm a/election.xml
sed 's/^name c2/name c3/; s/^name c1/name c9/' answers >wrong
try 'not in the record, not eligible' "$TELLER" init a --answers wrong
mv a/eligibility.xml kept.xml
record "$(printf '%064d' 0)" >other.xml
try 'of another notice' "$TELLER" init a --answers answers --eligibility other.xml
try 'outside the folder' "$TELLER" init --quiet a --answers answers --eligibility kept.xml
ls a

# An alphabetical paper: by surname, without case and accents; a surname of several words.
sed 's/^paper-order .*/paper-order alphabetical/' answers.txt >alphabetical
"$TELLER" init --quiet z --answers alphabetical && sign_as z/notice.xml returning-officer
sed -e 's/^stands ordinary .*/stands ordinary everybody/' -e 's/Daniel Frost/Daniel de Frost/; s/daniel-frost/daniel-de/' \
    -e 's/Amina Yusuf/Amina ÁBEL/; s/amina-yusuf/amina/' candidates.txt >by-name
sed -i.orig 's/^nominated-by daniel-de /nominated-by daniel-de-frost /; s/^nominated-by amina /nominated-by amina-abel /' by-name
"$TELLER" init --quiet z --answers by-name
sed -n '/<contest id="ordinary"/,/<\/contest>/s/.*<name>\(.*\)<.*/\1/p' z/election.xml
