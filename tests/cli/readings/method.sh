# Rule sets are varied, too, and what a limit leaves untried is said.
"$TELLER" readings --method --most 60 "$FIXTURES/elections/anytown-2026" >answer || exit
sed -n '/^Varied/,/^$/p; /^Tried/,$p' answer
