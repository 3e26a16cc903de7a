# spec/guide.md, typed from its first command to its last: what it shows is what the program says.
. "$ROOT/tests/tools/guide.sh"
typed guide.md
