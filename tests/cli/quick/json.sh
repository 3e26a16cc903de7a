# --json: one object on standard output and nothing else there, also when a lot is missing.
. "$ROOT/tests/tools/election.sh"
printf '3 1\n2 1 0\n2 2 0\n1 3 0\n0\n"Ann"\n"Bob"\n"Con"\n"Three \\"c\303\240ndidates"\n' >level.blt
try 'counted' "$TELLER" count --unsigned --rules wigm-exact --json --seats 2 level.blt
try 'a lot is missing' "$TELLER" count --unsigned --rules block --set tie-final=lot --json level.blt
try 'no file' "$TELLER" count --unsigned --rules block --json nowhere.blt
