# teller ruling: a conversation, with slips of the tongue.
. "$ROOT/tests/tools/election.sh"
fetch smalltown st
with_panel st
"$TELLER" ruling st >talk.txt <<END
committee
ruling-body
panel 11
panel-2026-04/11
2026-02-30
2026-04-02
end
annull
annul
undo
candidate-status
ordinary
ann-archer
perhaps
C2.I.4.A
candidate-status
ordinary
ann-archer
not-eligible
C2.I.4.A
reading women-rounding
floor
undo
exclude-batch
ordinary
post
revoke-key
teller-a
end
END
echo "exit $?"
sed "s/sha256:[0-9a-f]*/DIGEST/" talk.txt
put_signatures st/rulings/1.txt region-panel
"$TELLER" count --quiet st | sed -n '/^Rulings/,/^$/p'
echo '--- it ends too early' >&2
printf 'returning-officer\nagm/4\n2026-04-02\nwithdraw-candidate\n' | "$TELLER" ruling st >talk.txt
echo "exit $?"
tail -n 8 talk.txt
[ ! -e st/rulings/2.txt ] && echo 'nothing was written'
