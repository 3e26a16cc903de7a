"$TELLER" rules --rulebook "$ROOT/spec/rulebook/2017.xml" --conference 2023 2>&1 | sed "s|$ROOT/||"
