exec "$TELLER" readings --json "$FIXTURES/elections/anytown-2026"
