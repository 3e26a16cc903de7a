#!/bin/sh
# make-cases.sh TELLER OUT [CASE...]: writes the golden elections taken from real cases, each as
# OUT/CASE (fixtures/elections/CASE): brockley-2017, cut-off-2017, enfield-north-2019,
# sole-delegate-1994; and the presets, elections of other kinds to copy a notice from
# (spec/rules/presets.md): officers-2026, executive-2026, branch-delegates-2026,
# womens-conference-2026, leadership-nomination-2026; and annulled-2026 with rerun-2026, an election
# whose count a ruling annulled, and the one held in its place (in this order).
#
# What is known of each case, from which source, and what had to be invented (always the papers, and
# nearly always the candidates) stands in the case's NOTES.md, which this script does not touch. The
# figures that are known are said here in words beside the numbers. Everything is signed with the test
# keys of fixtures/keys, so that the same files come out everywhere; `teller count` then writes
# result.xml, workings.xml and run.txt.
set -eu

teller=$1
into=$2
shift 2
here=$(cd "$(dirname "$0")/../.." && pwd)
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
for name in returning-officer scrutineer teller-a teller-b region-panel; do
    install -m 600 "$here/fixtures/keys/$name.key" "$keys/$name.key"
done

# ---- what the cases share ----------------------------------------------------------------------------
pub() { sed -n 2p "$here/fixtures/keys/$1.pub"; }
sha() { sha256sum "$1" | cut -d' ' -f1; }
sign() { # FILE KEY...
    file=$1
    shift
    for key in "$@"; do
        "$teller" sign --quiet --force -s "$keys/$key.key" --as "$key" -t "$case test election" \
            "$file" >/dev/null 2>"$keys/log" || {
            cat "$keys/log" >&2
            exit 1
        }
    done
}

# begin CASE: an empty folder for it, but for its notes.
begin() {
    case=$1
    out=$into/$case
    mkdir -p "$out"
    find "$out" ! -type d ! -name NOTES.md -exec rm -f {} +
    mkdir -p "$out/batches"
    exec 3>"$out/notice.xml"
    printf '<?xml version="1.0" encoding="UTF-8"?>\n' >&3
}

# officers UNTIL: the end of every notice, keys, policy, thresholds, and its signature.
officers() {
    cat >&3 <<END
  <key name="returning-officer" role="returning-officer" kind="minisign">$(pub returning-officer)</key>
  <key name="scrutineer" role="scrutineer" kind="minisign">$(pub scrutineer)</key>
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
  <ruling-body>Regional office</ruling-body>
  <publication level="stage-totals" smallest-batch="20" smallest-contest="20"/>
  <retention until="$1"/>
</notice>
END
    exec 3>&-
    sign "$out/notice.xml" returning-officer
}

# candidates CONTEST [RECORD]: the candidates' file from lines ID|NAME|UNIT|DECLARATION; with the
# digest of an eligibility record.
candidates() {
    {
        printf '<?xml version="1.0" encoding="UTF-8"?>\n'
        printf '<election xmlns="urn:teller:election:1" election="%s"\n' "$case"
        [ $# -lt 2 ] || printf '          eligibility-record="sha256:%s"\n' "$(sha "$2")"
        printf '          notice="sha256:%s">\n' "$(sha "$out/notice.xml")"
        printf '  <contest id="%s">\n' "$1"
        while IFS='|' read -r id name unit declares; do
            printf '    <candidate id="%s" standing="standing">\n      <name>%s</name>\n' "$id" "$name"
            printf '      <nominated-by>%s</nominated-by>\n' "$unit"
            printf '      <eligibility decision="eligible" clause="C3.I.4.F"/>\n'
            [ -z "$declares" ] || printf '      <declares %s/>\n' "$declares"
            printf '    </candidate>\n'
        done
        printf '  </contest>\n</election>\n'
    } >"$out/election.xml"
    sign "$out/election.xml" returning-officer
    definition=$(sha "$out/election.xml")
}

# batch CONTEST BATCH CHANNEL SALT CANDIDATES: the papers from lines "HOW-MANY MARK MARK ...".
batch() {
    file=$out/batches/$1-$2.ballots
    awk -v head="teller/ballots@1\nelection $case\ndefinition sha256:$definition\ncontest $1\nround 1
batch $2\nrevision 1\nchannel $3\nentered double\nsalt $4\ncandidates $5" '
        { for (k = 0; k < $1; k++) paper[++n] = substr($0, index($0, " ")) }
        END {
            print head
            print "papers " n
            for (p = 1; p <= n; p++) print p paper[p]
            print "end " n
        }' >"$file"
    sign "$file" teller-a teller-b
}

# close_one CONTEST BATCH CHANNEL ISSUED NOT-RETURNED [rejected line...]: the close of one batch, of
# which all papers issued are accounted for.
close_one() {
    file=$out/batches/$1-$2.ballots
    n=$(sed -n 's/^papers //p' "$file")
    {
        printf 'teller/close@1\nelection %s\ndefinition sha256:%s\nrevision 1\n' "$case" "$definition"
        printf 'replaces none\nbatches 1\nbatch %s 1 %s 1 %s %s sha256:%s\n' "$1" "$2" "$3" "$n" \
            "$(sha "$file")"
        printf 'accounts 1\naccount %s 1 %s\nprinted %s\nunused 0\nissued %s\n' "$1" "$3" "$4" "$4"
        printf 'in-box %s\nspoilt-replaced 0\nlate 0\nrejected-unopened 0\n' "$n"
        printf 'tendered 0\ncancelled 0\nnot-returned %s\n' "$5"
        shift 5
        for line in "$@"; do
            printf 'rejected %s\n' "$line"
        done
        printf 'counts %s %s\nadjudications 0\ndouble-votes 0\nend\n' "$n" "$n"
    } >"$out/close.txt"
    sign "$out/close.txt" returning-officer scrutineer
}

# For several contests, from lines CONTEST|ID|NAME|UNIT|DECLARATION, contest after contest.
all_candidates() {
    {
        printf '<?xml version="1.0" encoding="UTF-8"?>\n'
        printf '<election xmlns="urn:teller:election:1" election="%s"\n' "$case"
        printf '          notice="sha256:%s">\n' "$(sha "$out/notice.xml")"
        before=
        while IFS='|' read -r contest id name unit declares; do
            if [ "$contest" != "$before" ]; then
                [ -z "$before" ] || printf '  </contest>\n'
                printf '  <contest id="%s">\n' "$contest"
                before=$contest
            fi
            printf '    <candidate id="%s" standing="standing">\n      <name>%s</name>\n' "$id" "$name"
            printf '      <nominated-by>%s</nominated-by>\n' "$unit"
            printf '      <eligibility decision="eligible" clause="none/1"/>\n'
            [ -z "$declares" ] || printf '      <declares %s/>\n' "$declares"
            printf '    </candidate>\n'
        done
        printf '  </contest>\n</election>\n'
    } >"$out/election.xml"
    sign "$out/election.xml" returning-officer
    definition=$(sha "$out/election.xml")
}

# close_all CONTEST...: the close of elections with one batch `meeting` a contest, in which all papers
# issued were returned and none was doubtful. Contests sorted bytewise.
close_all() {
    {
        printf 'teller/close@1\nelection %s\ndefinition sha256:%s\nrevision 1\n' "$case" "$definition"
        printf 'replaces none\nbatches %s\n' "$#"
        for contest in "$@"; do
            file=$out/batches/$contest-meeting.ballots
            printf 'batch %s 1 meeting 1 meeting %s sha256:%s\n' "$contest" \
                "$(sed -n 's/^papers //p' "$file")" "$(sha "$file")"
        done
        printf 'accounts %s\n' "$#"
        for contest in "$@"; do
            n=$(sed -n 's/^papers //p' "$out/batches/$contest-meeting.ballots")
            printf 'account %s 1 meeting\nprinted %s\nunused 0\nissued %s\nin-box %s\n' \
                "$contest" "$n" "$n" "$n"
            printf 'spoilt-replaced 0\nlate 0\nrejected-unopened 0\ntendered 0\ncancelled 0\n'
            printf 'not-returned 0\ncounts %s %s\n' "$n" "$n"
        done
        printf 'adjudications 0\ndouble-votes 0\nend\n'
    } >"$out/close.txt"
    sign "$out/close.txt" returning-officer scrutineer
}

# ---- 1994: a man two years running -------------------------------------------------------------------
# Entitled to one delegate; last year's sole delegate was a man; this year only a man is named.
make_sole_delegate_1994() {
    begin sole-delegate-1994
    cat >&3 <<END
<notice xmlns="urn:teller:notice:1" election="sole-delegate-1994" status="signed" trial="yes">
  <clp>One of the fourteen, 1994</clp>
  <title>The one delegate to Annual Conference</title>
  <rulebook conference="2017"/>
  <electorate type="gc-delegates"/>
  <timetable nominations-close="2017-05-12" poll-opens="2017-05-26" poll-closes="2017-05-26"
             conference-closing="2017-07-07" conference-opens="2017-09-24"/>
  <membership as-of="2016-12-31" individual="420" women="90" young="12">Invented figures</membership>
  <last-year conference="2016" sent="man"/>
  <places kind="ordinary" entitled="1" resolved="1" minute="GC 1"/>
  <contest id="delegate" kind="ordinary" places="1" rule-set="av">
    <title>The delegate</title>
    <category name="gender">
      <group name="women" minimum="1"/>
    </category>
  </contest>
  <fill-order one-person-one-place="yes">
    <fill contest="delegate"/>
  </fill-order>
  <reading name="women-rounding" value="floor" decided-by="General Committee"
           decided-on="2017-03-01" minute="GC 2"/>
  <reading name="quota-mechanism" value="guard-doom" decided-by="General Committee"
           decided-on="2017-03-01" minute="GC 2"/>
  <reading name="insufficient" value="leave-empty" decided-by="General Committee"
           decided-on="2017-03-01" minute="GC 2"/>
  <reading name="candidate-months" value="12" decided-by="General Committee"
           decided-on="2017-03-01" minute="GC 2"/>
END
    officers 2018-09-30
    candidates delegate <<END
arthur-price|Arthur Price|West branch|
END
    # The bound does not let him be elected unopposed [UNO-3], so the meeting votes; he cannot win.
    batch delegate meeting meeting 5f0c2a7716d84be39a10c4d2e8f93b61 1 <<END
31 1
2 R:blank
END
    close_one delegate meeting meeting 33 0 'blank 2'
}

# ---- 2017: the closing date moved from 23 June to 7 July ------------------------------------------------
# Who joined on 1 July 2016 has twelve months by the date in force, not by the one first announced.
make_cut_off_2017() {
    begin cut-off-2017
    cat >&3 <<END
<notice xmlns="urn:teller:notice:1" election="cut-off-2017" status="signed" trial="yes">
  <clp>A CLP of 2017</clp>
  <title>Delegates to Annual Conference 2017</title>
  <rulebook conference="2017"/>
  <electorate type="all-members"/>
  <timetable freeze="2017-04-28" nominations-close="2017-06-16" poll-opens="2017-06-30"
             poll-closes="2017-06-30" conference-closing="2017-07-07"
             conference-opens="2017-09-24"/>
  <membership as-of="2016-12-31" individual="990" women="410" young="41">Invented figures</membership>
  <last-year conference="2016" sent="several"/>
  <places kind="ordinary" entitled="2" resolved="2" minute="GC 4"/>
  <contest id="ordinary" kind="ordinary" places="2" rule-set="block">
    <title>Ordinary delegates</title>
    <category name="gender">
      <group name="women" minimum="1"/>
    </category>
  </contest>
  <fill-order one-person-one-place="yes">
    <fill contest="ordinary"/>
  </fill-order>
  <reading name="women-rounding" value="floor" decided-by="General Committee"
           decided-on="2017-03-01" minute="GC 5"/>
  <reading name="quota-mechanism" value="guard-doom" decided-by="General Committee"
           decided-on="2017-03-01" minute="GC 5"/>
  <reading name="candidate-months" value="12" decided-by="the official call"
           decided-on="2017-01-16" minute="rule 4.F"/>
  <reading name="months-reference" value="date-in-force" decided-by="National Executive Committee"
           decided-on="2017-09-19" minute="NEC"/>
END
    officers 2018-09-30
    # The members' data: invented, and never in the folder. The salt is fixed so that the record is.
    printf 'member,name,joined,suspended\nT1,Nadia Hussain,2016-07-01,no\n' >"$keys/roll.csv"
    printf 'T2,Ruth Bell,2012-03-04,no\nT3,Owen Clarke,2015-11-20,no\n' >>"$keys/roll.csv"
    printf 'T4,Sean Doyle,2016-08-30,no\n' >>"$keys/roll.csv"
    printf 'candidate,member,nominated-by,consents\nnadia-hussain,T1,North branch,yes\n' \
        >"$keys/named.csv"
    printf 'owen-clarke,T3,North branch,yes\nruth-bell,T2,South branch,yes\n' >>"$keys/named.csv"
    printf 'sean-doyle,T4,South branch,yes\n' >>"$keys/named.csv"
    printf '3a91c0d75be2486f90d1a7c35e2b8f64\n' >"$keys/salt"
    "$teller" eligibility "$out" --candidates "$keys/named.csv" --roll "$keys/roll.csv" \
        --salt "$keys/salt" --closing-announced 2017-06-23 --quiet -o "$out/eligibility.xml" \
        >/dev/null 2>"$keys/log" || {
        cat "$keys/log" >&2
        exit 1
    }
    candidates ordinary "$out/eligibility.xml" <<END
nadia-hussain|Nadia Hussain|North branch|counts-toward="women"
owen-clarke|Owen Clarke|North branch|
ruth-bell|Ruth Bell|South branch|counts-toward="women"
END
    batch ordinary meeting meeting c3d8e19f40a7452b86be713d0c95fa28 3 <<END
22 X X -
9 X - X
14 - X X
1 R:blank
END
    close_one ordinary meeting meeting 46 0 'blank 1'
}

# ---- 2017: a branch election counted twice ----------------------------------------------------------
# The election that was run again: 20 votes to 6.
make_brockley_2017() {
    begin brockley-2017
    cat >&3 <<END
<notice xmlns="urn:teller:notice:1" election="brockley-2017" status="signed" trial="yes">
  <clp>Brockley branch, Lewisham Deptford</clp>
  <title>The branch election that was run again</title>
  <rulebook conference="2017"/>
  <electorate type="other"/>
  <timetable nominations-close="2017-11-10" poll-opens="2017-11-16" poll-closes="2017-11-16"/>
  <contest id="delegate" kind="other" places="1" rule-set="block">
    <title>Branch election</title>
  </contest>
  <fill-order one-person-one-place="no">
    <fill contest="delegate"/>
  </fill-order>
END
    officers 2018-11-30
    candidates delegate <<END
first-side|First side|Brockley branch|
second-side|Second side|Brockley branch|
END
    batch delegate meeting meeting 8e47b0d29c1f4a6357d0e8b62fa19c30 2 <<END
20 X -
6 - X
END
    close_one delegate meeting meeting 26 0
}

# ---- 2019: a selection with one paper in five void --------------------------------------------------
# 227 returned, 181 valid, 46 void; first preferences 87, 35, 31, 28.
make_enfield_north_2019() {
    begin enfield-north-2019
    cat >&3 <<END
<notice xmlns="urn:teller:notice:1" election="enfield-north-2019" status="signed" trial="yes">
  <clp>Enfield North Constituency Labour Party</clp>
  <title>The selection of October 2019, as far as its figures were published</title>
  <rulebook conference="2019"/>
  <electorate type="all-members"/>
  <timetable nominations-close="2019-10-05" poll-opens="2019-10-12" poll-closes="2019-10-12"/>
  <contest id="selection" kind="other" places="1" rule-set="av">
    <title>Candidate</title>
  </contest>
  <fill-order one-person-one-place="no">
    <fill contest="selection"/>
  </fill-order>
END
    officers 2020-10-31
    candidates selection <<END
with-87|The one with 87|A unit|
with-35|The one with 35|A unit|
with-31|The one with 31|A unit|
with-28|The one with 28|A unit|
END
    batch selection all meeting 19d06be7a52c43f8b4e07f6d2a8c5193 4 <<END
87 1 - - -
35 - 1 - -
31 - - 1 -
28 - - - 1
46 R:blank
END
    close_one selection all meeting 227 0 'blank 46'
}

# ---- presets ---------------------------------------------------------------------------------------
# Elections of other kinds than delegates to Annual Conference, with a notice to begin from: everything
# in them is invented but what their NOTES.md and spec/rules/presets.md give a source for.

# Six officers, of whom three women; the offices are counted one after another.
make_officers_2026() {
    begin officers-2026
    cat >&3 <<END
<!-- Preset: officers of a CLP. Copy, then change what is marked CHANGE; what is not marked follows from
     the sources named in spec/rules/presets.md. -->
<notice xmlns="urn:teller:notice:1" election="officers-2026" status="signed" trial="no">
  <clp>Anytown Constituency Labour Party</clp><!-- CHANGE -->
  <title>Officers elected at the annual general meeting</title>
  <rulebook conference="2025"/><!-- CHANGE: the edition in force -->
  <electorate type="all-members"/><!-- CHANGE: gc-delegates where delegates elect the officers -->
  <timetable freeze="2026-03-20" nominations-close="2026-05-01" poll-opens="2026-05-15"
             poll-closes="2026-05-15"/><!-- CHANGE -->
END
    for office in chair:Chair vice-chair:'Vice Chair' secretary:Secretary treasurer:Treasurer \
        policy:'Policy Officer' fundraising:'Fundraising Officer'; do
        cat >&3 <<END
  <contest id="${office%%:*}" kind="other" places="1" rule-set="av">
    <title>${office#*:}</title>
    <category name="gender">
      <group name="women"/><!-- no bound of its own: it only says who counts below -->
    </category>
  </contest>
END
    done
    cat >&3 <<END
  <!-- CHANGE: the order decides which offices bear the minimum; publish it before nominations close. -->
  <fill-order one-person-one-place="yes">
    <fill contest="chair"/>
    <fill contest="vice-chair"/>
    <fill contest="secretary"/>
    <fill contest="treasurer"/>
    <fill contest="policy"/>
    <fill contest="fundraising"/>
  </fill-order>
  <!-- At least three of the six are women. CHANGE treatment to "afterwards" where the meeting only looks
       at the whole when all are elected: spec/rules/across.md. -->
  <across name="officers" group="women" minimum="3" treatment="in-order">
    <over contest="chair"/>
    <over contest="vice-chair"/>
    <over contest="secretary"/>
    <over contest="treasurer"/>
    <over contest="policy"/>
    <over contest="fundraising"/>
  </across>
  <reading name="women-definition" value="sex-recorded" decided-by="General Committee"
           decided-on="2026-03-06" minute="GC 3"/><!-- CHANGE: your meeting decides -->
  <reading name="quota-mechanism" value="guard-doom" decided-by="General Committee"
           decided-on="2026-03-06" minute="GC 3"/><!-- CHANGE: your meeting decides -->
END
    officers 2027-05-31
    all_candidates <<END
chair|alan-reed|Alan Reed|North branch|
chair|mary-okoro|Mary Okoro|South branch|counts-toward="women"
vice-chair|jane-fox|Jane Fox|North branch|counts-toward="women"
vice-chair|ravi-nair|Ravi Nair|South branch|
secretary|tom-ellis|Tom Ellis|North branch|
treasurer|omar-said|Omar Said|North branch|
treasurer|mary-okoro|Mary Okoro|South branch|counts-toward="women"
policy|ella-hart-and-lea-moss|Ella Hart and Lea Moss (job share)|South branch|counts-toward="women"
policy|jack-wood|Jack Wood|North branch|
fundraising|ken-lowe|Ken Lowe|South branch|
fundraising|nina-ward|Nina Ward|North branch|counts-toward="women"
END
    batch chair meeting meeting 10c4d2e8f93b615f0c2a7716d84be39a 2 <<END
33 1 -
28 - 1
END
    batch vice-chair meeting meeting 20c4d2e8f93b615f0c2a7716d84be39b 2 <<END
40 1 2
21 - 1
END
    batch treasurer meeting meeting 30c4d2e8f93b615f0c2a7716d84be39c 2 <<END
35 1 2
26 - 1
END
    batch policy meeting meeting 40c4d2e8f93b615f0c2a7716d84be39d 2 <<END
25 1 2
36 - 1
END
    batch fundraising meeting meeting 50c4d2e8f93b615f0c2a7716d84be39e 2 <<END
31 1 2
30 2 1
END
    close_all chair fundraising policy treasurer vice-chair
}

# An executive's members at large: several places in one contest, half of them women.
make_executive_2026() {
    begin executive-2026
    cat >&3 <<END
<!-- Preset: members of an executive, several places in one contest, half of them women. -->
<notice xmlns="urn:teller:notice:1" election="executive-2026" status="signed" trial="no">
  <clp>Anytown Constituency Labour Party</clp><!-- CHANGE -->
  <title>Members of the executive</title>
  <rulebook conference="2025"/><!-- CHANGE: the edition in force -->
  <electorate type="all-members"/><!-- CHANGE -->
  <timetable freeze="2026-03-20" nominations-close="2026-05-01" poll-opens="2026-05-15"
             poll-closes="2026-05-15"/><!-- CHANGE -->
  <contest id="members" kind="other" places="4" rule-set="scottish-2011"><!-- CHANGE: places, rule set -->
    <title>Members of the executive</title>
    <category name="gender">
      <group name="women" minimum="2"/>
    </category>
  </contest>
  <fill-order one-person-one-place="yes">
    <fill contest="members"/>
  </fill-order>
  <reading name="women-definition" value="sex-recorded" decided-by="General Committee"
           decided-on="2026-03-06" minute="GC 3"/><!-- CHANGE: your meeting decides -->
  <reading name="quota-mechanism" value="guard-doom" decided-by="General Committee"
           decided-on="2026-03-06" minute="GC 3"/><!-- CHANGE: your meeting decides -->
END
    officers 2027-05-31
    all_candidates <<END
members|amy-dean|Amy Dean|North branch|counts-toward="women"
members|bob-hill|Bob Hill|North branch|
members|cal-west|Cal West|South branch|
members|dan-york|Dan York|South branch|
members|eve-long|Eve Long|South branch|counts-toward="women"
members|fred-pike|Fred Pike|North branch|
END
    batch members meeting meeting 60c4d2e8f93b615f0c2a7716d84be39f 6 <<END
14 1 2 - - 3 -
17 - 1 2 3 - 4
11 - 2 1 - - 3
9 - - 2 1 - 3
5 3 - - - 1 2
4 - 2 - - 3 1
END
    close_all members
}

# A branch's delegates to the General Committee: half women where there is more than one.
make_branch_delegates_2026() {
    begin branch-delegates-2026
    cat >&3 <<END
<!-- Preset: a branch elects its delegates to the General Committee. -->
<notice xmlns="urn:teller:notice:1" election="branch-delegates-2026" status="signed" trial="no">
  <clp>South branch, Anytown Constituency Labour Party</clp><!-- CHANGE -->
  <title>Delegates to the General Committee</title>
  <rulebook conference="2025"/><!-- CHANGE: the edition in force -->
  <electorate type="other"/><!-- the members of the branch -->
  <timetable freeze="2026-03-20" nominations-close="2026-05-01" poll-opens="2026-05-08"
             poll-closes="2026-05-08"/><!-- CHANGE -->
  <!-- CHANGE places: the ratio is local. The minimum is half of them, rounded up: Chapter 7 Clause XI.4
       as quoted in 2017. -->
  <contest id="delegates" kind="other" places="3" rule-set="block">
    <title>Delegates</title>
    <category name="gender">
      <group name="women" minimum="2"/>
    </category>
  </contest>
  <fill-order one-person-one-place="yes">
    <fill contest="delegates"/>
  </fill-order>
  <reading name="women-definition" value="sex-recorded" decided-by="branch meeting"
           decided-on="2026-03-13" minute="B 2"/><!-- CHANGE: your meeting decides -->
  <reading name="quota-mechanism" value="guard-doom" decided-by="branch meeting"
           decided-on="2026-03-13" minute="B 2"/><!-- CHANGE: your meeting decides -->
END
    officers 2027-05-31
    all_candidates <<END
delegates|gill-ash|Gill Ash|South branch|counts-toward="women"
delegates|hal-bray|Hal Bray|South branch|
delegates|ian-cole|Ian Cole|South branch|
delegates|joy-dunn|Joy Dunn|South branch|counts-toward="women"
END
    batch delegates meeting meeting 70c4d2e8f93b615f0c2a7716d84be3a0 4 <<END
12 X X X -
7 - X X X
3 X - X X
END
    close_all delegates
}

# Women's Conference: one delegate, and a second who must belong to one of three groups.
make_womens_conference_2026() {
    begin womens-conference-2026
    cat >&3 <<END
<!-- Preset: delegates to Women's Conference. Who stands for the second place is eligible for it, so
     that no file says of anybody which group she belongs to: the returning officer decides from what
     the candidates tell her, and keeps that to herself. -->
<notice xmlns="urn:teller:notice:1" election="womens-conference-2026" status="signed" trial="no">
  <clp>Anytown Constituency Labour Party</clp><!-- CHANGE -->
  <title>Delegates to Women's Conference</title>
  <rulebook conference="2025"/><!-- CHANGE: the edition in force -->
  <electorate type="all-members"/><!-- CHANGE -->
  <timetable freeze="2026-03-20" nominations-close="2026-05-01" poll-opens="2026-05-15"
             poll-closes="2026-05-15"/><!-- CHANGE; the last day to register is in the call -->
  <contest id="second" kind="other" places="1" rule-set="av">
    <title>The second delegate: disabled, Black, Asian or minority ethnic, or LGBT+</title>
  </contest>
  <contest id="first" kind="other" places="1" rule-set="av">
    <title>The delegate</title>
  </contest>
  <!-- CHANGE: who stands for both is elected to the one that is filled first. -->
  <fill-order one-person-one-place="yes">
    <fill contest="second"/>
    <fill contest="first"/>
  </fill-order>
  <reading name="women-definition" value="sex-recorded" decided-by="General Committee"
           decided-on="2026-03-06" minute="GC 3"/><!-- CHANGE: your meeting decides -->
END
    officers 2027-05-31
    all_candidates <<END
second|ada-flint|Ada Flint|North branch|
second|bea-gray|Bea Gray|South branch|
first|ada-flint|Ada Flint|North branch|
first|cleo-hunt|Cleo Hunt|South branch|
first|dora-ince|Dora Ince|North branch|
END
    batch second meeting meeting 80c4d2e8f93b615f0c2a7716d84be3a1 2 <<END
19 1 2
15 2 1
END
    batch first meeting meeting 90c4d2e8f93b615f0c2a7716d84be3a2 3 <<END
16 1 2 -
10 - 1 2
8 - - 1
END
    close_all first second
}

# A nomination in a leadership election: one name, with the freeze date of that contest.
make_leadership_nomination_2026() {
    begin leadership-nomination-2026
    cat >&3 <<END
<!-- Preset: a CLP nominates for leader. The freeze date is that of the leadership election, set by the
     NEC: never the one of your delegates. Whether to nominate at all is a motion, not a contest. -->
<notice xmlns="urn:teller:notice:1" election="leadership-nomination-2026" status="signed" trial="no">
  <clp>Anytown Constituency Labour Party</clp><!-- CHANGE -->
  <title>Nomination for leader</title>
  <rulebook conference="2025"/><!-- CHANGE: the edition in force -->
  <electorate type="all-members"/><!-- CHANGE -->
  <timetable freeze="2026-01-12" nominations-close="2026-02-02" poll-opens="2026-02-06"
             poll-closes="2026-02-06"/><!-- CHANGE -->
  <contest id="leader" kind="other" places="1" rule-set="av"><!-- CHANGE: block for most votes -->
    <title>Whom the CLP nominates</title>
  </contest>
  <fill-order one-person-one-place="no">
    <fill contest="leader"/>
  </fill-order>
END
    officers 2027-02-28
    all_candidates <<END
leader|pat-quinn|Pat Quinn|on the ballot|
leader|sam-rowe|Sam Rowe|on the ballot|
leader|val-stone|Val Stone|on the ballot|
END
    batch leader meeting meeting a0c4d2e8f93b615f0c2a7716d84be3a3 3 <<END
31 1 2 -
24 - 1 -
13 - 1 2
18 2 - 1
END
    close_all leader
}

# An election of two delegates whose notice had lost its bound, so that two men were elected; the panel
# annuls the count of that contest. The count without a ruling is kept as superseded.
make_annulled_2026() {
    begin annulled-2026
    cat >&3 <<END
<notice xmlns="urn:teller:notice:1" election="annulled-2026" status="signed" trial="no">
  <clp>Riverton Constituency Labour Party</clp>
  <title>Delegates to Regional Conference 2026</title>
  <rulebook conference="2026"/>
  <electorate type="all-members"/>
  <timetable nominations-close="2026-05-02" poll-opens="2026-05-09" poll-closes="2026-05-09"/>
  <contest id="regional" kind="other" places="2" rule-set="block">
    <title>Regional delegates</title>
    <category name="women">
      <group name="women" minimum="0"/>
    </category>
  </contest>
  <contest id="alternate" kind="other" places="1" rule-set="av">
    <title>The alternate</title>
  </contest>
  <fill-order one-person-one-place="yes">
    <fill contest="regional"/>
    <fill contest="alternate"/>
  </fill-order>
  <key name="region-panel" role="ruling-body" kind="minisign">$(pub region-panel)</key>
END
    officers 2027-05-31
    all_candidates <<END
regional|ann-bray|Ann Bray|North branch|counts-toward="women"
regional|ben-cole|Ben Cole|South branch|
regional|dev-east|Dev East|East branch|
alternate|flo-gill|Flo Gill|North branch|counts-toward="women"
alternate|hal-ives|Hal Ives|South branch|
END
    batch regional meeting meeting b0c4d2e8f93b615f0c2a7716d84be3b1 3 <<END
24 - X X
11 X X -
9 X - X
END
    batch alternate meeting meeting b1c4d2e8f93b615f0c2a7716d84be3b2 2 <<END
23 1 2
20 2 1
END
    close_all alternate regional
    "$teller" count --quiet "$out" >/dev/null
    "$teller" ruling --quiet "$out" --by ruling-body --minute regional-panel-2026-05/3 \
        --decided 2026-05-23 --change 'annul regional' >/dev/null
    sign "$out/rulings/1.txt" region-panel
    "$teller" count --quiet "$out" >/dev/null
}

# The same contest held again, with the bound: its notice names the result by which the first is void.
make_rerun_2026() {
    [ -f "$into/annulled-2026/result.xml" ] || make_annulled_2026
    begin rerun-2026
    cat >&3 <<END
<notice xmlns="urn:teller:notice:1" election="rerun-2026" status="signed" trial="no">
  <clp>Riverton Constituency Labour Party</clp>
  <title>Delegates to Regional Conference 2026, held again</title>
  <rulebook conference="2026"/>
  <electorate type="all-members"/>
  <timetable nominations-close="2026-06-06" poll-opens="2026-06-13" poll-closes="2026-06-13"/>
  <re-run election="annulled-2026" result="sha256:$(sha "$into/annulled-2026/result.xml")"/>
  <contest id="regional" kind="other" places="2" rule-set="block">
    <title>Regional delegates</title>
    <category name="women">
      <group name="women" minimum="1"/>
    </category>
  </contest>
  <fill-order one-person-one-place="yes">
    <fill contest="regional"/>
  </fill-order>
  <key name="region-panel" role="ruling-body" kind="minisign">$(pub region-panel)</key>
END
    officers 2027-05-31
    all_candidates <<END
regional|ann-bray|Ann Bray|North branch|counts-toward="women"
regional|ben-cole|Ben Cole|South branch|
regional|dev-east|Dev East|East branch|
END
    batch regional meeting meeting c0c4d2e8f93b615f0c2a7716d84be3c1 3 <<END
21 - X X
12 X X -
8 X - X
END
    close_all regional
}

presets='officers-2026 executive-2026 branch-delegates-2026 womens-conference-2026
    leadership-nomination-2026'
if [ $# -eq 0 ]; then
    # shellcheck disable=SC2086
    set -- sole-delegate-1994 cut-off-2017 brockley-2017 enfield-north-2019 $presets annulled-2026 rerun-2026
fi
for wanted in "$@"; do
    "make_$(printf %s "$wanted" | tr - _)"
done
