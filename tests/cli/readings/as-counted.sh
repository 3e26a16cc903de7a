# What the table says of another reading is what `count` finds when that reading is declared.
source_of() { cp -R "$FIXTURES/elections/anytown-2026" "$1"; rm -f "$1"/result.xml "$1"/workings.xml "$1"/run.txt; }
edit() { sed "$1" "$2" >edited && cat edited >"$2"; }
elected() { # FOLDER
    sh "$ROOT/tests/tools/rebind.sh" "$TELLER" "$1" || exit
    "$TELLER" count --quiet "$1" 2>/dev/null | sed -n 's/^  ELECTED  \(.*[^ ]\)  *stage.*/\1/p'
}
source_of floor
edit 's/name="women-rounding" value="ceil"/name="women-rounding" value="floor"/
      s/name="women" minimum="2"/name="women" minimum="1"/' floor/notice.xml
echo "women-rounding=floor:"
elected floor
source_of order
edit 's/<title>The delegate under 27<\/title>/&<setting name="tie-final" value="order"\/>/' order/notice.xml
echo "tie-final=order:"
elected order
"$TELLER" readings "$FIXTURES/elections/anytown-2026" | tail -n 4
