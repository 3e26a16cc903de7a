# Elections from practice: EFF-3, EFF-5, EFF-8, EFF-11, EFF-18, EFF-19; exit code 0 when it is proved
# that it cannot have changed, 1 otherwise.
. "$ROOT/tests/tools/election.sh"
printf '%s\n' '5 1' '21304 1 0' '21300 2 0' '3574 3 0' '437 4 0' '188 5 0' 0 '"Gildernew"' '"Connor"' \
    '"McKinley"' '"Kamble"' '"Stevenson"' '"Fermanagh and South Tyrone 2010"' >fermanagh.blt
for n in 3 4; do
    try "a majority of four, $n papers too many" \
        "$TELLER" effect --unsigned --rules block --wrongly-counted $n fermanagh.blt
done
try 'a majority of four, all three faults' "$TELLER" margin --unsigned --rules block fermanagh.blt
printf '%s\n' '3 1' '747 1 0' '713 2 0' '127 3 1 0' '161 3 2 0' '44 3 0' 0 '"Ann"' '"Bob"' '"Con"' \
    '"Level at 874"' >level.blt
try '874 each' "$TELLER" margin --unsigned --rules av level.blt
try '874 each, as JSON' "$TELLER" effect --unsigned --rules av --misread 1 --json level.blt
printf '%s\n' '5 2' '40 1 4 0' '31 2 5 0' '12 3 0' '9 4 2 0' '8 5 1 0' 0 '"Ann"' '"Bob"' '"Con"' '"Dee"' '"Eve"' \
    '"Two places"' >two.blt
for rules in ers97 n-ireland-1985 meek-123 scottish-2011; do
    try "stays ahead of all but one: $rules" \
        "$TELLER" effect --unsigned --rules $rules --misread 4 two.blt
done
