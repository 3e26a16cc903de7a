# A lot that nobody drew: every outcome of it is followed, and the other contests are not blurred.
cp -R "$FIXTURES/elections/anytown-2026" any
rm any/lots.txt*
exec "$TELLER" readings any
