#!/usr/bin/env -S python3 -B
"""generate.py TELLER [NUMBER [SEED]]: random elections, counted by the program, verified here.

Each is an unsigned folder with one to three contests (block vote, AV, ERS97), few papers and so many
ties, withdrawn candidates, re-open nominations, bounds, doubtful marks and decisions. Ties are
settled by digits thrown, so that tickets are worked out by both. Ends with 1 when any differ; a
folder that differs is kept beside the others under the name that is printed.
"""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from folder import Anchors, Folder
from verify import verify_folder
from words import Differs, LotNeeded, NotDone, Untrusted, Wrong, digest_of

MARKS = {
    "single-cross": ("first", "invalid"), "repeated-number": ("stop", "invalid", "skip"),
    "skipped-number": ("stop", "close-up", "invalid"), "skipped-allowed": ("0", "1", "2"),
    "insufficient": ("leave-empty", "refer"),
}
OPEN = {
    "block": {
        "numbers-on-cross-paper": ("as-crosses", "first-n", "invalid"),
        "overvote": ("invalid", "count"), "undervote": ("valid", "invalid"),
        "group-ballot": ("off", "invalid"), "tie-final": ("lot", "order", "refer", "re-run"),
        "insufficient": ("leave-empty", "refer"), "reopen": ("this-place", "all-after"),
    },
    "av": {
        **MARKS, "bulk-exclusion": ("off", "less", "not-greater"),
        "tie-lookback": ("higher-preferences", "backwards", "forwards", "none"),
        "tie-three": ("narrow", "single", "all-differ"),
        "tie-exclusion": ("lot", "order", "refer", "re-run", "first-stage"),
        "tie-final": ("lot", "order", "refer", "re-run", "first-stage"),
        "majority-base": ("live", "first"), "stop": ("majority", "two-left"),
    },
    "ers97": {**MARKS, "reopen": ("this-place", "all-after")},
}
CODES = ("blank", "no-official-mark", "identifies-voter", "torn", "cancelled")
PEOPLE = ("ann", "bob", "con", "dot", "eve", "fay", "gus", "hal")


class Maker:
    """One election from a seed, the same on every machine."""

    def __init__(self, seed: int, path: Path) -> None:
        self.dice = random.Random(seed)
        self.path = path
        self.contests = [self.contest(n) for n in range(self.dice.choice((1, 1, 2, 3)))]

    def contest(self, number: int) -> dict:
        """A contest: rule set, settings, groups, candidates."""
        dice = self.dice
        rule_set = dice.choice(("block", "av", "ers97", "ers97"))
        people = dice.sample(PEOPLE, dice.randint(1, len(PEOPLE)))
        places = 1 if rule_set == "av" else dice.randint(1, 4)
        groups = []
        if dice.random() < 0.5:
            groups.append(("women", dice.randint(0, places),
                           dice.choice((None, None, places, places - 1))))
            if dice.random() < 0.3:
                groups.append(("young", dice.randint(0, 1), None))
        groups = [(n, low, top) for n, low, top in groups if top is None or top >= low]
        settings = {name: dice.choice(values) for name, values in OPEN[rule_set].items()
                    if dice.random() < 0.3}
        rows = []
        for one in people:
            standing = "withdrawn" if dice.random() < 0.1 else "standing"
            rows.append((one, standing, [g[0] for g in groups if dice.random() < 0.5]))
        if dice.random() < 0.15:
            rows.insert(dice.randint(0, len(rows)), ("ron", "re-open-nominations", []))
        return {"id": f"contest-{number}", "rules": rule_set, "places": places, "groups": groups,
                "settings": settings, "people": rows}

    def write(self) -> None:
        """Writes the folder."""
        (self.path / "batches").mkdir(parents=True)
        notice = self.notice().encode()
        (self.path / "notice.xml").write_bytes(notice)
        election = self.election(digest_of(notice)).encode()
        (self.path / "election.xml").write_bytes(election)
        self.close(digest_of(election))

    def notice(self) -> str:
        """notice.xml"""
        rows = ['<notice xmlns="urn:teller:notice:1" election="made" status="unsigned" trial="no">',
                "<clp>Made-up</clp>", '<rulebook conference="2026"/>', '<electorate type="other"/>',
                '<timetable nominations-close="2026-03-01" poll-opens="2026-03-02" '
                'poll-closes="2026-03-03"/>']
        for one in self.contests:
            rows.append(f'<contest id="{one["id"]}" kind="other" places="{one["places"]}" '
                        f'rule-set="{one["rules"]}"><title>A contest</title>')
            for name, low, top in one["groups"]:
                most = "" if top is None else f' maximum="{top}"'
                rows.append(f'<category name="by-{name}"><group name="{name}" minimum="{low}"{most}/>'
                            "</category>")
            rows += [f'<setting name="{n}" value="{v}"/>' for n, v in one["settings"].items()]
            rows.append("</contest>")
        single = self.dice.choice(("yes", "no"))
        rows.append(f'<fill-order one-person-one-place="{single}">')
        order = [one["id"] for one in self.contests]
        self.dice.shuffle(order)
        rows += [f'<fill contest="{id_}"/>' for id_ in order]
        small = self.dice.choice((1, 1, 1, 8))
        rows += ["</fill-order>",
                 f'<publication level="with-transfers" smallest-batch="{small}" '
                 'smallest-contest="1"/>', '<retention until="2026-12-31"/>', "</notice>"]
        return "\n".join(rows) + "\n"

    def election(self, notice: str) -> str:
        """election.xml"""
        rows = [f'<election xmlns="urn:teller:election:1" election="made" notice="{notice}">']
        for one in self.contests:
            rows.append(f'<contest id="{one["id"]}">')
            for id_, standing, groups in one["people"]:
                rows.append(f'<candidate id="{id_}" standing="{standing}"><name>{id_.title()}</name>')
                if id_ != "ron":
                    rows.append('<eligibility decision="eligible" clause="none/1"/>')
                rows += [f'<declares counts-toward="{group}"/>' for group in groups]
                rows.append("</candidate>")
            rows.append("</contest>")
        return "\n".join([*rows, "</election>"]) + "\n"

    def marks(self, one: dict) -> str:
        """The marks of a paper."""
        dice, number = self.dice, len(one["people"])
        if dice.random() < 0.04:
            return "R:" + dice.choice(CODES)
        if one["rules"] == "block":
            most = min(number, one["places"] + dice.choice((0, 0, 0, 0, 1)))
            chosen = dice.sample(range(number), dice.randint(0, most))
            marks = ["X" if n in chosen else "-" for n in range(number)]
            if dice.random() < 0.1:
                marks = [dice.choice(("1", "2", "3")) if m == "X" else m for m in marks]
        else:
            order = sorted(range(number), key=lambda n: dice.random() * (n + 1))
            marks = ["-"] * number
            for rank, n in enumerate(order[: dice.randint(1, number)], 1):
                marks[n] = str(rank)
        if dice.random() < 0.12:
            marks[dice.randrange(number)] = dice.choice(("-", "X", "?", "1", "2", "4", "6"))
        return " ".join(marks)

    def close(self, definition: str) -> None:
        """The batches, and close.txt with decisions on some doubtful papers."""
        dice = self.dice
        lines, accounts, decisions = [], [], []
        for one in self.contests:
            for batch in ("a", "b")[: dice.choice((1, 1, 2))]:
                papers = [self.marks(one) for _ in range(dice.choice((0, 3, 8, 12, 25, 60)))]
                head = (f"teller/ballots@1\nelection made\ndefinition {definition}\n"
                        f"contest {one['id']}\nround 1\nbatch {batch}\nrevision 1\n"
                        f"channel {batch}\nentered double\nsalt {dice.getrandbits(128):032x}\n"
                        f"candidates {len(one['people'])}\npapers {len(papers)}\n")
                body = "".join(f"{n} {paper}\n" for n, paper in enumerate(papers, 1))
                data = f"{head}{body}end {len(papers)}\n".encode()
                (self.path / "batches" / f"{one['id']}-{batch}.ballots").write_bytes(data)
                lines.append(f"batch {one['id']} 1 {batch} 1 {batch} {len(papers)} "
                             f"{digest_of(data)}")
                accounts.append(self.account(one["id"], batch, papers))
                for n, paper in enumerate(papers, 1):
                    if "?" in paper and dice.random() < 0.7:
                        how = "reject uncertain" if dice.random() < 0.4 else \
                            "marks " + paper.replace("?", "-")
                        decisions.append(f"adjudication {one['id']} {batch} {n} returning-officer "
                                         f"{dice.choice(('none', 'scrutineer'))} {how}")
        rows = ["teller/close@1", "election made", f"definition {definition}", "revision 1",
                "replaces none", f"batches {len(lines)}", *lines, f"accounts {len(accounts)}",
                *accounts, f"adjudications {len(decisions)}", *decisions, "double-votes 0",
                *([f"salt {dice.getrandbits(128):032x}"] if decisions else []), "end"]
        (self.path / "close.txt").write_text("\n".join(rows) + "\n")

    def account(self, contest: str, channel: str, papers: list[str]) -> str:
        """A balanced block of the account."""
        number = len(papers)
        rows = [f"account {contest} 1 {channel}", f"printed {number + 5}", "unused 5",
                f"issued {number}", f"in-box {number}", "spoilt-replaced 0", "late 0",
                "rejected-unopened 0", "tendered 0", "cancelled 0", "not-returned 0"]
        for code in CODES:
            found = papers.count("R:" + code)
            if found:
                rows.append(f"rejected {code} {found}")
        return "\n".join([*rows, f"counts {number} {number}"])

    def lots(self) -> None:
        """Digits thrown after the close."""
        close = digest_of((self.path / "close.txt").read_bytes())
        digits = "".join(self.dice.choice("0123456789") for _ in range(24))
        (self.path / "lots.txt").write_text(
            f"teller/lots@1\nelection made\nclose {close}\nseed {digits}\nlots 0\nend\n")


def verdict(path: Path) -> str:
    """What the verifier says."""
    folder = Folder(path, Anchors(), lambda number, what: None)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return "yes" if verify_folder(folder) else "not done"
    except (Differs, Wrong, LotNeeded, Untrusted, NotDone, OSError, AssertionError) as error:
        return f"NO: {error}"


def figures(path: Path, seen: Counter[str]) -> None:
    """What occurred in a result, so that it can be said what was compared."""
    root = ElementTree.parse(path / "result.xml").getroot()
    for element in root.iter():
        tag = element.tag.partition("}")[2]
        if tag == "contest":
            seen["contests " + element.get("rule-set", "")] += 1
        elif tag in ("stage", "tie", "doomed", "guarded", "infeasible", "deferred", "displaced",
                     "transfer", "tally"):
            seen[tag] += 1
        elif tag == "place-empty":
            seen["empty: " + element.get("why", "")] += 1


def main() -> int:
    """Makes, counts, verifies."""
    teller = sys.argv[1]
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    top = Path(tempfile.mkdtemp(prefix="verifier-"))
    seen: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for seed in range(first, first + number):
        path = top / f"seed-{seed}"
        maker = Maker(seed, path)
        maker.write()
        run = subprocess.run([teller, "count", str(path)], capture_output=True, check=False)
        if run.returncode == 4:
            maker.lots()
            outcomes["with lots"] += 1
            run = subprocess.run([teller, "count", str(path)], capture_output=True, check=False)
        if run.returncode:
            why = run.stderr.decode().partition("error: ")[2].split("[TLR-")
            outcomes[f"not counted by the program: {why[-1][:4]}"] += 1
            shutil.rmtree(path)
            continue
        figures(path, seen)
        said = verdict(path)
        if said == "yes":
            outcomes["agree"] += 1
            shutil.rmtree(path)
        else:
            outcomes["differ"] += 1
            print(f"seed {seed}: {path}: {said}")
    for title, counter in (("elections", outcomes), ("seen", seen)):
        print(title + ": " + ", ".join(f"{k} {v}" for k, v in sorted(counter.items())))
    if not outcomes["differ"]:
        top.rmdir()
    return 1 if outcomes["differ"] or not outcomes["agree"] else 0


if __name__ == "__main__":
    sys.exit(main())
