"$TELLER" rules --conference 2017
