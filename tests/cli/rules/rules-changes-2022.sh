"$TELLER" rules --conference 2024 | head -n 9
