exec "$TELLER" readings --most 0 "$FIXTURES/elections/anytown-2026"
