# spec/guide.md, typed from its first command to its last: what it shows is what the program says.
. "$ROOT/tests/tools/election.sh"
PATH=$(dirname "$TELLER"):$PATH
for key in returning-officer scrutineer teller-a teller-b; do
    install -m 600 "$FIXTURES/keys/$key.key" "$key.key"
done
cp "$FIXTURES/keys/returning-officer.pub" officer.pub
cp "$ROOT/tests/cli/init/answers.txt" .
fetch anytown anytown-2026
unclose anytown-2026
awk '/^```/ { inside = !inside; next } inside' "$ROOT/spec/guide.md" >shown
grep '^\$ ' shown | while IFS= read -r line; do
    printf '%s\n' "$line"
    sh -c "${line#\$ }" 2>/dev/null </dev/null
done >typed
diff shown typed && echo 'the guide shows what the program says'
