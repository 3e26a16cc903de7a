#!/usr/bin/env python3
"""Makes an election's folder of one batch from a packed BLT file, for measurements of speed.

    make_folder.py BLT RULES OUT

The folder is unsigned and its digests are empty: tests/tools/rebind.sh fills them in and signs
what has a file FILE.NAME.minisig beside it. Candidates are called c1, c2 and so on; papers stand
in the order of the file, a line for each.
"""

import os
import sys

NOTICE = """<?xml version="1.0" encoding="UTF-8"?>
<notice xmlns="urn:teller:notice:1" election="large-{rules}" status="signed" trial="yes">
  <clp>Largetown Constituency Labour Party</clp>
  <title>An election for measuring</title>
  <rulebook conference="2025"/>
  <electorate type="all-members"/>
  <timetable freeze="2025-01-23" nominations-open="2025-02-02" nominations-close="2025-03-02"
             poll-opens="2025-03-13" poll-closes="2025-03-20" conference-closing="2025-06-26"
             conference-opens="2025-09-28"/>
  <contest id="places" kind="other" places="{places}" rule-set="{rules}">
    <title>Places</title>
  </contest>
  <fill-order one-person-one-place="no">
    <fill contest="places"/>
  </fill-order>
  <key name="returning-officer" role="returning-officer" kind="minisign">{officer}</key>
  <key name="teller-a" role="teller" kind="minisign">{teller}</key>
  <policy refusal="noted">
    <sign file="notice" role="returning-officer" count="1" in-ink="no"/>
    <sign file="election" role="returning-officer" count="1" in-ink="no"/>
    <sign file="batches" role="teller" count="1" in-ink="no"/>
    <sign file="close" role="returning-officer" count="1" in-ink="no"/>
    <sign file="lots" role="returning-officer" count="1" in-ink="no"/>
  </policy>
  <publication level="stage-totals" smallest-batch="1" smallest-contest="1"/>
  <retention until="2026-03-20"/>
</notice>
"""

CLOSE = """teller/close@1
election large-{rules}
definition sha256:{zero}
revision 1
replaces none
batches 1
batch places 1 all 1 meeting {papers} sha256:{zero}
accounts 1
account places 1 meeting
printed {papers}
unused 0
issued {papers}
in-box {papers}
spoilt-replaced 0
late 0
rejected-unopened 0
tendered 0
cancelled 0
not-returned 0
counts {papers} {papers}
adjudications 0
double-votes 0
end
"""

ZERO = "0" * 64


def public_key(name):
    keys = os.path.join(os.path.dirname(__file__), "..", "..", "fixtures", "keys")
    with open(os.path.join(keys, name + ".pub"), encoding="ascii") as file:
        return file.read().splitlines()[1]


def election_xml(rules, candidates):
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<election xmlns="urn:teller:election:1" election="large-{rules}"\n'
    yield f'          notice="sha256:{ZERO}">\n  <contest id="places">\n'
    for number in range(1, candidates + 1):
        yield f'    <candidate id="c{number}" standing="standing">\n      <name>C {number}</name>\n'
        yield '      <nominated-by>North branch</nominated-by>\n'
        yield '      <eligibility decision="eligible" clause="C3.I.4.F"/>\n    </candidate>\n'
    yield "  </contest>\n</election>\n"


def papers_of(blt):
    """The rankings of a packed BLT file, one for each paper."""
    for line in blt:
        words = line.split()
        if words == ["0"]:
            return
        for _ in range(int(words[0])):
            yield words[1:-1]


def main():
    blt_path, rules, out = sys.argv[1:]
    os.makedirs(os.path.join(out, "batches"))
    with open(blt_path, encoding="utf-8") as blt:
        candidates, places = (int(word) for word in blt.readline().split())
        rankings = list(papers_of(blt))
    batch = os.path.join(out, "batches", "places-all.ballots")
    with open(batch, "w", encoding="ascii", newline="\n") as file:
        file.write(f"teller/ballots@1\nelection large-{rules}\ndefinition sha256:{ZERO}\n")
        file.write("contest places\nround 1\nbatch all\nrevision 1\nchannel meeting\n")
        file.write(f"entered import\nsalt {'0123456789abcdef' * 2}\n")
        file.write(f"candidates {candidates}\npapers {len(rankings)}\n")
        for number, ranking in enumerate(rankings, 1):
            marks = ["-"] * candidates
            for preference, candidate in enumerate(ranking, 1):
                marks[int(candidate) - 1] = str(preference)
            file.write(f"{number} {' '.join(marks)}\n")
        file.write(f"end {len(rankings)}\n")
    texts = {
        "notice.xml": NOTICE.format(rules=rules, places=places,
                                    officer=public_key("returning-officer"),
                                    teller=public_key("teller-a")),
        "election.xml": "".join(election_xml(rules, candidates)),
        "close.txt": CLOSE.format(rules=rules, zero=ZERO, papers=len(rankings)),
    }
    for name, text in texts.items():
        with open(os.path.join(out, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    for name in ("notice.xml.returning-officer", "election.xml.returning-officer",
                 "close.txt.returning-officer", "batches/places-all.ballots.teller-a"):
        with open(os.path.join(out, name + ".minisig"), "w", encoding="ascii"):
            pass


if __name__ == "__main__":
    main()
