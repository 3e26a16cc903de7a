# At the questions of declare: what is no answer is asked again, and the end of the input declares nothing.
. "$ROOT/tests/tools/election.sh"
cp -R "$FIXTURES/elections/anytown-2026" anytown && chmod -R u+w anytown && rm -f anytown/declaration.txt*
printf '%s\n' '' elected provisional tonight 2026-03-20 '2026-03-20 22:40Z' Asha returning-officer scrutineer '' \
    'These are elected.' '' | "$TELLER" declare anytown
rm anytown/declaration.txt
printf '%s\n' provisional 2026-13-20T22:40Z returning-officer '' '' | try 'no such month' "$TELLER" declare anytown
printf '%s\n' provisional | try 'the input ends' "$TELLER" declare anytown
ls anytown/declaration.txt 2>/dev/null
