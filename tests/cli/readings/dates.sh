# The eligibility record lets a panel ask about the dates when the members' data are gone: whoever is
# not eligible under another reading is passed over, and who was kept off the paper is said.
cp -R "$FIXTURES/elections/anytown-2026" any
rm -f any/result.xml any/workings.xml any/run.txt
printf 'member,name,joined,suspended\n1,B M,2025-12-26,no\n2,Z N,2026-01-02,no\n' >roll.csv
printf 'candidate,member,nominated-by,consents\nbashir-malik,1,U,yes\nzara-new,2,U,yes\n' >n.csv
"$TELLER" eligibility any --candidates n.csv --roll roll.csv -o eligibility.xml --quiet \
    --closing-announced 2026-07-03 --closing 2026-06-26 >/dev/null || exit
digest=$(sha256sum eligibility.xml | cut -d' ' -f1)
sed "s/ notice=\"sha256/ eligibility-record=\"sha256:$digest\"&/" any/election.xml >e
cat e >any/election.xml
sh "$ROOT/tests/tools/rebind.sh" "$TELLER" any || exit
cp eligibility.xml any/
"$TELLER" readings any || exit
sed 's/disputed="yes"/disputed="no"/' eligibility.xml >any/eligibility.xml
"$TELLER" readings any
