# A delegation elected before its number can be known, or after names are wanted: said, not refused;
# on the day itself each is as the rule says. [ENT-12]
. "$ROOT/tests/tools/election.sh"
for day in 2026-03-12 2026-03-13; do
    rm -rf anytown-2026
    stored anytown-2026
    edit anytown-2026/notice.xml "s/as-of=\"2025-12-31\"/as-of=\"$day\"/"
    rebind anytown-2026
    try "members counted on $day, poll from 2026-03-13" "$TELLER" check anytown-2026 >said
    tail -n 1 said
done
for day in 2026-03-20 2026-03-19; do
    rm -rf anytown-2026
    stored anytown-2026
    edit anytown-2026/notice.xml "s/conference-closing=\"2026-06-26\"/conference-closing=\"$day\"/"
    rebind anytown-2026
    try "names by $day, poll until 2026-03-20" "$TELLER" check anytown-2026 >said
    tail -n 1 said
done
