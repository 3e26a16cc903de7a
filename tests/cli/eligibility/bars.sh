# One person for each ground, at its boundary: arrears, suspension, nominations by branch, affiliate,
# self or by a unit that was not there, consent, the local limit, a declaration. [ELG-6], [ELG-11] to
# [ELG-16], [ROL-11], [ROL-12].
. "$ROOT/tests/tools/election.sh"
stored anytown-2026 && mv anytown-2026 any
rm -rf any/batches any/election.xml* any/close.txt* any/lots.txt*
key=$(mktemp -d) && cp "$FIXTURES/keys/returning-officer.key" "$key" && chmod 600 "$key"/*
declare_readings() { # NAME=VALUE...
    cp "$FIXTURES/elections/anytown-2026/notice.xml" any/notice.xml
    for one in "$@"; do
        edit any/notice.xml "s|  <key name=\"returning-officer\"|  <reading name=\"${one%=*}\" \
value=\"${one#*=}\" decided-by=\"General Committee\" decided-on=\"2026-01-21\"/>&|"
    done
    "$TELLER" sign --quiet --force -s "$key/returning-officer.key" --as returning-officer \
        any/notice.xml >/dev/null 2>&1 || echo 'not signed'
}
cat >roll.csv <<'END'
member;name;joined;suspended;arrears;born;last-delegate
1;A A;2020-01-01;no;yes;;
2;B B;2020-01-01;yes;no;;
3;C C;2020-01-01;no;no;27/06/1999;2021
4;D D;2020-01-01;no;no;26/06/1999;2020
5;E E;2020-01-01;no;no;;
6;F F;2020-01-01;no;no;;
7;G G;2020-01-01;no;no;;
8;H H;2020-01-01;no;no;;
END
cat >n.csv <<'END'
candidate,member,nominated-by,consents,Residence
in-arrears,1,East branch,yes,yes
suspended,2,East branch,yes,yes
five-years-ago,3,East branch,yes,yes
six-years-ago,4,Unite,yes,yes
no-consent,5,Unite,no,yes
elsewhere,6,UNITE,yes,no
by-a-closed-branch,7,Old Quay branch,yes,yes
self-made,8,Self,yes,yes
END
printf 'unit,since,until\nEast branch,,\nUnite,2026-03-02,\nOld Quay branch,,01/03/2026\n' >units.csv
echo 000102030405060708090a0b0c0d0e0f >salt
decide() {
    "$TELLER" eligibility any --candidates n.csv --roll roll.csv -o e.xml --salt salt \
        --units units.csv --declaration residence "$@"
}
decisions() { sed -n '/^  [a-z-]* *\(not-\)*eligible/p; /^    /p'; }
declare_readings local-repeat-limit=5
try 'nominated by oneself, and nobody said whether that counts' decide --quiet
[ ! -e e.xml ] || echo 'a record was written'
declare_readings local-repeat-limit=5 self-nomination=not-allowed
try 'it does not count' decide --challenge-by 2026-03-09
sed -n 's/.*<candidate id="\([a-z-]*\)" decision="\([a-z-]*\)" clause="\([^"]*\)".*/\1 \2 \3/p
    s/ *<why>\(.*\)<.why>/  \1/p' e.xml
declare_readings self-nomination=allowed candidate-arrears=does-not-bar nominations-needed=1
try 'it counts, arrears do not, nobody asks for a declaration' \
    "$TELLER" eligibility any --candidates n.csv --roll roll.csv -o e.xml --salt salt --quiet |
    decisions
cat >n.csv <<'END'
candidate,member,nominated-by,consents
both,3,East branch,yes
both,3,Unite,yes
one-twice,4,Unite,yes
one-twice,4,unite,yes
END
declare_readings nominations-needed=2
try 'two are needed' "$TELLER" eligibility any --candidates n.csv --roll roll.csv -o e.xml \
    --salt salt --quiet | decisions
rm -rf "$key"
try 'a column that is not there' decide --quiet
try 'no name for a column' decide --quiet --declaration 'Ex officio'
printf 'unit,since,until\nA,2026-02-02,2026-02-01\nB,,\nb,,\n,,2026-01-01\n' >units.csv
try 'a table of units with slips' decide --quiet
