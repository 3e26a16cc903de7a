# One key under two names, two key ids or two kinds is one person, wherever it is listed.
. "$ROOT/tests/tools/election.sh"
ro=returning-officer
for key in "minisign $(key_of $ro)" "minisign $(key_renamed $ro)" "ssh $(key_as_ssh $ro)"; do
    kind=${key%% *}
    rm -rf e && fetch smalltown e && list_key e/election.xml scrutineer "$kind" "${key#* }"
    rm e/*.scrutineer.minisig && rebind e
    try "in the candidates' file" "$TELLER" check e
    rm -rf e && fetch smalltown e && list_key e/notice.xml teller-b "$kind" "${key#* }"
    try 'in the notice' "$TELLER" check e
    rm -rf e && fetch smalltown e && rule e $ro "appoint-key second scrutineer $key"
    try 'in a ruling' "$TELLER" check e
done
