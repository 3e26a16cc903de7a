# 1994: a man sent last year and a man named again: the place stays empty. With a woman named beside
# him she is elected. [ENT-8], [UNO-3], [CON-4].
. "$ROOT/tests/tools/election.sh"
stored sole-delegate-1994
try 'a man again' "$TELLER" count --quiet sole-delegate-1994
try 'verified too' "$TELLER" verify --quiet sole-delegate-1994 | tail -n 3
# A woman is named as well: the papers give her 2 votes of 33, and she is elected.
woman='<candidate id="anne-lloyd" standing="standing"><name>Anne Lloyd</name>'
woman="$woman<nominated-by>East branch</nominated-by>"
woman="$woman<eligibility decision=\"eligible\" clause=\"C3.I.4.F\"/>"
woman="$woman<declares counts-toward=\"women\"/></candidate>"
edit sole-delegate-1994/election.xml "s|^  </contest>|$woman&|"
edit sole-delegate-1994/batches/delegate-meeting.ballots 's/^candidates 1/candidates 2/' \
    's/^\([0-9]* 1\)$/\1 -/' 's/R:blank/- 1/'
edit sole-delegate-1994/close.txt '/^rejected blank/d'
rebind sole-delegate-1994
try 'a woman named before conference opens' "$TELLER" count --quiet sole-delegate-1994
# The minimum follows from last year: with a woman last year the notice asks for too much.
edit sole-delegate-1994/notice.xml 's/sent="man"/sent="woman"/'
rebind sole-delegate-1994
try 'a woman the year before' "$TELLER" count --quiet sole-delegate-1994
one() {
    "$TELLER" entitlement -c 2017 -m 420 -w 90 -y 12 "$@" | tail -n 2
}
try 'nobody last year because of the rule' one --last-year nobody-rule
try 'and a permission' one --last-year nobody-rule --cac-permission 'CAC 17/3'
