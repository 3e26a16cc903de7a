"$TELLER" rules | head -n 8
