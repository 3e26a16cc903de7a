#!/bin/sh
# make-anytown.sh TELLER OUT: writes the demo election, fixtures/elections/anytown-2026.
#
# An invented all-member CLP of 1,312 members: 3 ordinary places (at least 2 for women), a woman's
# place and a youth place; about 420 papers a contest from the meeting, the post and the online
# ballot, with blank, spoiled and doubtful ones. The papers are drawn by a small generator with fixed
# seeds, so that the same files come out everywhere; the youth contest ends level, and a lot is drawn.
# Everything is signed with the test keys of fixtures/keys.
set -eu

teller=$1
out=$2
here=$(cd "$(dirname "$0")/../.." && pwd)
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
for name in returning-officer scrutineer teller-a teller-b; do
    install -m 600 "$here/fixtures/keys/$name.key" "$keys/$name.key"
done
pub() { sed -n 2p "$here/fixtures/keys/$1.pub"; }
sha() { sha256sum "$1" | cut -d' ' -f1; }
sign() { # FILE KEY...
    file=$1
    shift
    for key in "$@"; do
        "$teller" sign --quiet --force -s "$keys/$key.key" --as "$key" \
            -t "anytown-2026 test election" "$file" >/dev/null 2>"$keys/log" || {
            cat "$keys/log" >&2
            exit 1
        }
    done
}

rm -rf "$out"
mkdir -p "$out/batches"

# ---- notice ----------------------------------------------------------------------------------------
cat >"$out/notice.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<!-- An invented election. The readings are those that the General Committee is made to decide here;
     they are no advice on what the rules mean. -->
<notice xmlns="urn:teller:notice:1" election="anytown-2026" status="signed" trial="no">
  <clp>Anytown Constituency Labour Party</clp>
  <title>Delegates to Annual Conference 2026</title>
  <rulebook conference="2026"/>
  <electorate type="all-members"/>
  <timetable freeze="2026-01-23" nominations-open="2026-02-02" nominations-close="2026-03-02"
             poll-opens="2026-03-13" poll-closes="2026-03-20" conference-closing="2026-06-26"
             conference-opens="2026-09-27"/>
  <membership as-of="2025-12-31" individual="1312" women="611" young="74" hq-members="1312"
              hq-places="6">Letter of the regional office, 14 January 2026</membership>
  <last-year conference="2025" sent="several"/>
  <places kind="ordinary" entitled="4" resolved="3" minute="GC 2026-01-21/7"/>
  <places kind="woman" entitled="1" resolved="1" minute="GC 2026-01-21/7"/>
  <places kind="youth" entitled="1" resolved="1" minute="GC 2026-01-21/7"/>
  <contest id="ordinary" kind="ordinary" places="3" rule-set="ers97">
    <title>Ordinary delegates</title>
    <category name="gender">
      <group name="women" minimum="2"/>
    </category>
  </contest>
  <contest id="woman" kind="woman" places="1" rule-set="av">
    <title>The additional woman delegate</title>
    <setting name="tie-final" value="lot"/>
  </contest>
  <contest id="youth" kind="youth" places="1" rule-set="block">
    <title>The delegate under 27</title>
  </contest>
  <fill-order one-person-one-place="yes">
    <fill contest="ordinary"/>
    <fill contest="woman"/>
    <fill contest="youth"/>
  </fill-order>
  <reading name="cap-scope" value="ordinary-only" decided-by="General Committee"
           decided-on="2026-01-21" minute="GC 2026-01-21/5"/>
  <reading name="women-rounding" value="ceil" decided-by="General Committee"
           decided-on="2026-01-21" minute="GC 2026-01-21/6"/>
  <reading name="women-definition" value="sex-recorded" decided-by="General Committee"
           decided-on="2026-01-21" minute="GC 2026-01-21/6"/>
  <reading name="quota-mechanism" value="guard-doom" decided-by="General Committee"
           decided-on="2026-01-21" minute="GC 2026-01-21/6"/>
  <reading name="candidate-months" value="6" decided-by="General Committee"
           decided-on="2026-01-21" minute="GC 2026-01-21/8"/>
  <key name="returning-officer" role="returning-officer" kind="minisign">$(pub returning-officer)</key>
  <key name="teller-a" role="teller" kind="minisign">$(pub teller-a)</key>
  <key name="teller-b" role="teller" kind="minisign">$(pub teller-b)</key>
  <policy refusal="noted">
    <sign file="notice" role="returning-officer" count="1" in-ink="no"/>
    <sign file="election" role="returning-officer" count="1" in-ink="no"/>
    <sign file="batches" role="teller" count="2" in-ink="no"/>
    <sign file="close" role="returning-officer" count="1" in-ink="no"/>
    <sign file="close" role="scrutineer" count="1" in-ink="no"/>
    <sign file="lots" role="returning-officer" count="1" in-ink="no"/>
    <sign file="lots" role="scrutineer" count="1" in-ink="no"/>
  </policy>
  <ruling-body>Regional Executive Committee, disputes panel</ruling-body>
  <publication level="stage-totals" smallest-batch="20" smallest-contest="50"/>
  <retention until="2027-03-20"/>
</notice>
END
sign "$out/notice.xml" returning-officer

# ---- candidates ------------------------------------------------------------------------------------
candidate() { # ID NAME UNIT DECLARATION...
    printf '    <candidate id="%s" standing="standing">\n      <name>%s</name>\n' "$1" "$2"
    printf '      <nominated-by>%s</nominated-by>\n' "$3"
    printf '      <eligibility decision="eligible" clause="C3.I.4.F"/>\n'
    shift 3
    for declared in "$@"; do
        printf '      <declares %s/>\n' "$declared"
    done
    printf '    </candidate>\n'
}
{
    cat <<END
<?xml version="1.0" encoding="UTF-8"?>
<election xmlns="urn:teller:election:1" election="anytown-2026"
          notice="sha256:$(sha "$out/notice.xml")">
  <contest id="ordinary">
END
    women='counts-toward="women"'
    candidate bashir-malik "Bashir Malik" "Eastfield branch"
    candidate carol-oduya "Carol Oduya" "Westfield branch" "$women"
    candidate daniel-frost "Daniel Frost" "Unite, Anytown branch"
    candidate eilidh-macrae "Eilidh MacRae" "Harbour branch" "$women"
    candidate gwen-parry "Gwen Parry" "Eastfield branch" "$women"
    candidate harjit-sandhu "Harjit Sandhu" "Westfield branch"
    candidate joan-whitfield "Joan Whitfield" "UNISON, Anytown health branch" "$women"
    candidate kofi-mensah "Kofi Mensah" "Harbour branch"
    candidate peter-lowe "Peter Lowe" "Anytown Co-operative Party"
    printf '  </contest>\n  <contest id="woman">\n'
    candidate amina-yusuf "Amina Yusuf" "Westfield branch" 'eligible-for="woman"'
    candidate carol-oduya "Carol Oduya" "Westfield branch" 'eligible-for="woman"'
    candidate zofia-nowak "Zofia Nowak" "Harbour branch" 'eligible-for="woman"'
    printf '  </contest>\n  <contest id="youth">\n'
    candidate lena-kovacs "Lena Kovács" "Young Labour, Anytown" 'eligible-for="youth"'
    candidate sam-okafor "Sam Okafor" "Eastfield branch" 'eligible-for="youth"'
    printf '  </contest>\n'
    printf '  <key name="scrutineer" role="scrutineer" kind="minisign">%s</key>\n</election>\n' \
        "$(pub scrutineer)"
} >"$out/election.xml"
sign "$out/election.xml" returning-officer
definition=$(sha "$out/election.xml")

# ---- papers ----------------------------------------------------------------------------------------
# batch CONTEST BATCH ENTERED SALT CANDIDATES PAPERS GENERATOR SEED REJECTS WEIGHTS
# REJECTS: "number=mark text" pairs by paper number, separated by ';'
batch() {
    file="$out/batches/$1-$2.ballots"
    {
        printf 'teller/ballots@1\nelection anytown-2026\ndefinition sha256:%s\n' "$definition"
        printf 'contest %s\nround 1\nbatch %s\nrevision 1\nchannel %s\n' "$1" "$2" "$2"
        printf 'entered %s\nsalt %s\ncandidates %s\npapers %s\n' "$3" "$4" "$5" "$6"
        awk -v n="$6" -v c="$5" -v kind="$7" -v seed="$8" -v special="$9" -v weights="${10}" '
            # Park and Miller, exact in the numbers awk has.
            function draw() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
            # A ranking: each next preference with a chance by weight; lengths vary.
            function ranked(   i, left, pick, total, k, mark, rank, line) {
                for (i = 1; i <= c; i++) mark[i] = "-"
                for (i = 1; i <= c; i++) left[i] = w[i]
                k = 1 + int(draw() * draw() * (c + 2)); if (k > c) k = c
                for (rank = 1; rank <= k; rank++) {
                    total = 0
                    for (i = 1; i <= c; i++) total += left[i]
                    pick = draw() * total
                    for (i = 1; i <= c; i++) { pick -= left[i]; if (pick < 0 && left[i] > 0) break }
                    if (i > c) i = c
                    while (left[i] == 0) i--
                    mark[i] = rank; left[i] = 0
                }
                line = ""
                for (i = 1; i <= c; i++) line = line " " mark[i]
                return line
            }
            # Crosses in exact numbers, shuffled: weights are counts.
            function crossed(   i, total, pick, line, j) {
                total = 0
                for (i = 1; i <= c; i++) total += w[i]
                pick = int(draw() * total)
                for (i = 1; i <= c; i++) { if (pick < w[i]) break; pick -= w[i] }
                w[i]--
                line = ""
                for (j = 1; j <= c; j++) line = line " " (j == i ? "X" : "-")
                return line
            }
            BEGIN {
                split(weights, w, ",")
                m = split(special, s, ";")
                for (i = 1; i <= m; i++) { split(s[i], pair, "="); at[pair[1]] = " " pair[2] }
                for (p = 1; p <= n; p++)
                    print p ((p in at) ? at[p] : kind == "ranked" ? ranked() : crossed())
                print "end " n
            }' </dev/null
    } >"$file"
    sign "$file" teller-a teller-b
}

ordinary='104,52,41,37,44,88,33,14,7'
batch ordinary meeting double 6f1c0a92d4b85e3779a1c2f6e80b4d15 9 104 ranked 20261 \
    '7=R:blank;19=R:identifies-voter;31=1 - ? - - 2 - - -;58=R:blank;77=X - - - - - - - -;90=1 - - 1 - 2 - - -' \
    "$ordinary"
batch ordinary post double 0b7de4418c2f96a35d70e1b98a46c2f3 9 43 ranked 20262 \
    '12=R:no-official-mark;27=- ? - - - - - - 1' "$ordinary"
batch ordinary online import 93ac51e7204d8bf6617e9c0d35b8a2f4 9 272 ranked 20263 \
    '140=- - - - - - - - -' "$ordinary"

woman='40,36,30'
batch woman meeting double 5d20f8b1a6c74e9382e1d0947bc63fa5 3 104 ranked 20271 \
    '15=R:blank;64=R:blank;88=1 1 2' "$woman"
batch woman post double c81e7f2a09d4b36558f0a1e2943d7cb6 3 44 ranked 20272 '30=R:torn' "$woman"
batch woman online import 2f96d0c3b7a8415e86d1f2a094c53e7b 3 272 ranked 20273 '' "$woman"

# 49 + 22 + 136 = 207 for the one, 50 + 1 by decision + 21 + 135 = 207 for the other.
batch youth meeting double e4b17a50938c2df6716a0c9d5b82e3f4 2 103 crossed 20281 \
    '21=R:blank;47=R:blank;83=X X;95=- ?' '49,50'
batch youth post double 7a3c95e0d18f42b6639d0e1c74a5b28f 2 44 crossed 20282 '9=R:torn' '22,21'
batch youth online import b05e8d2c7f1a936448c1d0e7a592f3b6 2 271 crossed 20283 '' '136,135'

# ---- close -----------------------------------------------------------------------------------------
papers() { sed -n 's/^papers //p' "$out/batches/$1-$2.ballots"; }
batch_line() { # CONTEST BATCH
    printf 'batch %s 1 %s 1 %s %s sha256:%s\n' "$1" "$2" "$2" "$(papers "$1" "$2")" \
        "$(sha "$out/batches/$1-$2.ballots")"
}
account() { # CONTEST CHANNEL PRINTED UNUSED SPOILT LATE NOT-RETURNED [rejected lines]
    n=$(papers "$1" "$2")
    printf 'account %s 1 %s\nprinted %s\nunused %s\nissued %s\nin-box %s\n' "$1" "$2" "$3" "$4" \
        $(($3 - $4)) "$n"
    printf 'spoilt-replaced %s\nlate %s\nrejected-unopened 0\ntendered 0\ncancelled 0\n' "$5" "$6"
    printf 'not-returned %s\n' "$7"
    shift 7
    for line in "$@"; do
        printf 'rejected %s\n' "$line"
    done
    printf 'counts %s %s\n' "$n" "$n"
}
{
    printf 'teller/close@1\nelection anytown-2026\ndefinition sha256:%s\nrevision 1\n' "$definition"
    printf 'replaces none\nbatches 9\n'
    for contest in ordinary woman youth; do
        for channel in meeting online post; do
            batch_line $contest $channel
        done
    done
    printf 'accounts 9\n'
    account ordinary meeting 150 44 2 0 0 'blank 2' 'identifies-voter 1'
    account ordinary online 600 0 0 0 328
    account ordinary post 60 0 0 3 14 'no-official-mark 1'
    account woman meeting 150 44 2 0 0 'blank 2'
    account woman online 600 0 0 0 328
    account woman post 60 0 0 3 13 'torn 1'
    account youth meeting 150 45 2 0 0 'blank 2'
    account youth online 600 0 0 0 329
    account youth post 60 0 0 3 13 'torn 1'
    printf 'adjudications 3\n'
    printf 'adjudication ordinary meeting 31 returning-officer none marks 1 - - - - 2 - - -\n'
    printf 'adjudication ordinary post 27 returning-officer none marks - - - - - - - - 1\n'
    printf 'adjudication youth meeting 95 returning-officer scrutineer marks - X\n'
    # [CLO-18], for batches whose file names sort as the close does
    printf 'double-votes 0\nsalt %s\nend\n' "$({
        echo 'teller/close-salt@1'
        cat "$out"/batches/*.ballots | sed -n 's/^salt //p'
    } | sha256sum | cut -c1-32)"
} >"$out/close.txt"
sign "$out/close.txt" returning-officer scrutineer

# ---- the lot, drawn after the close ------------------------------------------------------------------
{
    printf 'teller/lots@1\nelection anytown-2026\nclose sha256:%s\nseed none\nlots 1\n' \
        "$(sha "$out/close.txt")"
    printf 'lot youth:1:elect\ntied lena-kovacs sam-okafor\nselected sam-okafor\n'
    printf 'drawn slips\nwitnesses returning-officer scrutineer\nend\n'
} >"$out/lots.txt"
sign "$out/lots.txt" returning-officer scrutineer
