# The day on which a young delegate must be under the age limit, asked of the eligibility record:
# who would have been too old on another day is passed over in the contest for the youth place alone,
# and whoever was too old for the paper and would not have been is said. [ELG-7]
. "$ROOT/tests/tools/election.sh"
stored anytown-2026
echo 000102030405060708090a0b0c0d0e0f >salt
answer() { # ROLL: the record of it, in the folder, and what the readings come to
    printf 'member,name,joined,suspended,arrears,born\n%s\n' "$1" >roll.csv
    "$TELLER" eligibility anytown-2026 --candidates n.csv --roll roll.csv -o eligibility.xml \
        --salt salt --quiet >/dev/null || exit
    sed "s/ eligibility-record=\"[^\"]*\"//; s/ notice=\"sha256/ eligibility-record=\"sha256:$(
        sha256sum eligibility.xml | cut -d' ' -f1)\"&/" anytown-2026/election.xml >e
    cat e >anytown-2026/election.xml
    rebind anytown-2026
    cp eligibility.xml anytown-2026/
    "$TELLER" readings anytown-2026 | sed -n '/^youth/,/^--/p; /^  youth-age-date/,/^  [a-z]/p; $p'
    rm anytown-2026/eligibility.xml
}
cat >n.csv <<'END'
candidate,member,nominated-by,consents
sam-okafor,1,U,yes
lena-kovacs,2,U,yes
zoe-late,3,U,yes
END
grep -o 'candidate id="\(sam\|lena\)[a-z-]*"' anytown-2026/election.xml | sort -u
echo '--- under 27 on every day'
answer '1,S O,2020-01-01,no,no,2003-01-01
2,L K,2020-01-01,no,no,2003-01-01'
echo '--- one is 27 before conference opens, another was 27 on the closing date and not at the election'
answer '1,S O,2020-01-01,no,no,1999-07-01
2,L K,2020-01-01,no,no,2003-01-01
3,Z L,2020-01-01,no,no,1999-06-26'
echo '--- a roll without days of birth'
answer '1,S O,2020-01-01,no,no,
2,L K,2020-01-01,no,no,'
