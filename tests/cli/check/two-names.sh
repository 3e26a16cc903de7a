# One key under two names, two key ids or two kinds is one person, wherever it is listed.
. "$ROOT/tests/tools/election.sh"
officer=$(tail -n 1 "$FIXTURES/keys/returning-officer.pub")
bytes() { printf '%s' "$officer" | base64 -d | tail -c 32; }
renamed=$({ printf 'Edabcdefgh' && bytes; } | base64)
ssh="ssh-ed25519 $({ printf '\000\000\000\013ssh-ed25519\000\000\000\040' && bytes; } | base64 -w 0)"
list() { # FILE NAME KIND KEY: another key for NAME
    edit "$1" "s|<key name=\"$2\" role=\"\([a-z]*\)\".*|<key name=\"$2\" role=\"\1\" kind=\"$3\">$4</key>|"
}
for key in "minisign $officer" "minisign $renamed" "ssh $ssh"; do
    kind=${key%% *}
    rm -rf e && fetch smalltown e && list e/election.xml scrutineer "$kind" "${key#* }"
    rm e/*.scrutineer.minisig && rebind e
    try "in the candidates' file" "$TELLER" check e
    rm -rf e && fetch smalltown e && list e/notice.xml teller-b "$kind" "${key#* }"
    try 'in the notice' "$TELLER" check e
    rm -rf e && fetch smalltown e && rule e returning-officer "appoint-key second scrutineer $key"
    try 'in a ruling' "$TELLER" check e
done
