# The table of the demo election: a rounding and the end of a tie decide, nothing else does.
exec "$TELLER" readings "$FIXTURES/elections/anytown-2026"
