"""The checks V1 to V8 of spec/verification.md: an election's folder, opened in the order of time."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import rulings
import settings as rule_sets
from across import Across, Office, required
from bounds import Bounds, Group
from count import Av, Contest, Count, Event, Lots, Plurality
from election import (
    RANK, Account, Batch, BatchLine, Close, ContestNotice, Election, Notice, read_batch,
    read_close, read_election, read_lots, read_notice,
)
from ers97 import Ers97
from marks import read_crosses, read_preferences, summary
from rulings import KeyRing, PaperId, Ruling, State
from trust import Key, Slip, meet, officer_signed, read_ink, signers
from words import LotNeeded, Misused, NotDone, Untrusted, Wrong, digest_of, read_bytes

ISSUED = ("in-box", "spoilt-replaced", "late", "rejected-unopened", "tendered", "cancelled",
          "not-returned")


@dataclass
class Anchors:
    """What the scrutineer got from outside."""

    officer_key: str = ""
    notice: str = ""
    close: str = ""


@dataclass
class Counted:
    """A contest and how it came out; without papers it was unopposed."""

    notice: ContestNotice
    settings: dict[str, str]
    papers: int = 0
    count: Count | None = None
    unbounded: Count | None = None
    unopposed: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    restricted: dict[str, int] = field(default_factory=dict)  # by name of the minimum
    annulled: bool = False
    not_done: str = ""

    def elected(self) -> list[str]:
        """The ids of the elected."""
        if self.count is None:
            return self.unopposed
        return [self.count.name(one) for one in self.count.elected]


def anchored(anchor: str, digest: str) -> bool:
    """Whether a typed anchor fits a digest [SIG-3]."""
    text = anchor.lower().strip().removeprefix("sha256:")
    for mark in (" ", "\t", "-"):
        text = text.replace(mark, "")
    if len(text) < 16 or len(text) % 4 or len(text) > 64 or set(text) - set("0123456789abcdef"):
        raise Wrong(f"'{anchor}' is no digest: 4 or more groups of 4 digits [SIG-3]")
    return digest.removeprefix("sha256:").startswith(text)


def hidden_batches(papers: list[int], smallest: int) -> int:
    """Batches with at most so many papers are shown together only [RES-9]."""
    limit = smallest - 1
    while 0 < sum(n for n in papers if n <= limit) < smallest:
        larger = [n for n in papers if n > limit]
        if not larger:
            break
        limit = min(larger)
    return limit


class Folder:
    """An election's folder."""

    def __init__(self, path: Path, anchors: Anchors, say: Callable[[str, str], None]) -> None:
        self.path = path
        self.anchors = anchors
        self.say = say
        self.digests: dict[str, str] = {}
        self.slips: list[Slip] = []
        self.partial = False
        self.manifest: Any = None  # of a sealed bundle
        self.left_out: list[BatchLine] = []
        self.rulings: list[Ruling] = []
        self.ring = KeyRing()
        self.states: list[State] = []  # without rulings, and after each; empty where there are none
        self.annulled: set[str] = set()
        self.ruled: set[str] = set()  # readings
        self.named: list[BatchLine] = []  # by the close and the rulings, to be counted
        self.every: list[Batch] = []  # also those that a ruling replaced or left out
        self.unruled: Folder  # as it was before the rulings
        self.decisions: dict[PaperId, list[str]] = {}
        self.objected: dict[PaperId, bool] = {}
        self.counted: list[Counted] = []
        self.lots = Lots()
        self.notice: Notice
        self.election: Election
        self.close: Close
        self.batches: list[Batch]

    def load(self, name: str) -> bytes:
        """The bytes of a file, whose digest is kept."""
        data = read_bytes(self.path / name)
        self.digests[name] = digest_of(data)
        return data

    def keys(self) -> list[Key]:
        """Every key that notice, candidates' file and rulings list."""
        return self.notice.keys + self.election.keys + self.ring.appointed

    def signed(self, name: str, kind: str, fixed: int = 0) -> None:
        """Refuses a file not signed as the policy asks; so many rulings went before it [RUL-8]."""
        if not self.notice.signed:
            return
        early = kind in ("notice", "election")
        meet(self.path / name, name, kind, self.notice.keys if early else self.keys(),
             self.notice.needs, self.slips, frozenset() if early else self.ring.out(fixed))

    # ---- V1 to V4 ----

    def check_notice(self) -> None:
        """V1, V2, V3."""
        self.notice = read_notice(self.path / "notice.xml", self.load("notice.xml"))
        self.check_ink(not (self.path / "rulings").exists())
        self.signed("notice.xml", "notice")
        self.say("V1", "the notice is signed as its own policy asks" if self.notice.signed
                 else "the notice declares the election unsigned")
        if self.anchors.notice:
            if not anchored(self.anchors.notice, self.digests["notice.xml"]):
                raise Untrusted("V2: notice.xml is not the notice with the digest given")
            self.say("V2", "notice.xml has the digest given")
        if self.anchors.officer_key:
            self.check_officer()

    def check_ink(self, last: bool) -> None:
        """What was signed by hand, once an officer whose key counts has signed it [INK-2]. Before
        the rulings are read, one whom they appoint is not known yet, and no slip counts."""
        path = self.path / "ink.txt"
        if not (path.exists() and self.notice.signed):
            return
        if officer_signed(path, self.keys() if self.rulings else self.notice.keys,
                          self.ring.out(len(self.rulings))):
            self.slips = read_ink(path, self.notice.election)
        elif last:
            raise Untrusted(f"{path}: not signed by a returning officer whose key counts [INK-2]")

    def check_officer(self) -> None:
        """V3: the key got from the officer is in the notice and signed it."""
        lines = Path(self.anchors.officer_key).read_text(encoding="utf-8").split("\n")
        text = next(ln for ln in lines if ln and not ln.startswith("untrusted comment:")).strip()
        word = text.split(" ")[1] if text.startswith("ssh-") else text
        signed = signers(self.path / "notice.xml", self.notice.keys)
        if not any(key.role == "returning-officer" and word in key.text.split(" ")
                   for key in signed):
            raise Untrusted("V3: the officer's key is not a returning officer's key of the notice "
                            "that signed it")
        self.say("V3", "the officer's key is in the notice and signed it")

    def check_election(self) -> None:
        """V4."""
        data = self.load("election.xml")
        self.signed("election.xml", "election")
        self.election = read_election(
            self.path / "election.xml", data,
            self.notice.readings.get("job-share", {}).get("value", ""), self.notice.keys)
        if self.election.election != self.notice.election:
            raise Untrusted("V4: election.xml is of another election")
        if self.election.notice != self.digests["notice.xml"]:
            raise Untrusted("V4: election.xml rests on another notice")
        if set(self.election.contests) != {one.id for one in self.notice.contests}:
            raise Untrusted("V4: election.xml has other contests than the notice")
        self.say("V4", f"the candidates' file is signed, rests on this notice, and holds its "
                       f"{len(self.election.contests)} contests")

    # ---- V10, and V5 to V7 ----

    def check_rulings(self) -> None:
        """V10: each ruling is signed by who may rule, and follows the one before."""
        for path in rulings.ruling_files(self.path / "rulings"):
            name, data = f"rulings/{path.name}", read_bytes(path)
            if self.notice.signed:
                signers(path, self.keys())  # a bad signature is refused before a line is read
            ruling = rulings.read_ruling(path, data)
            if self.notice.signed:
                needs = rulings.asked(self.notice.needs, ruling.authority)
                meet(path, name, "rulings", self.keys(), needs, self.slips,
                     self.ring.out(len(self.rulings)))
            if ruling.authority == "ruling-body" and not self.notice.body:
                raise Untrusted(f"V10: {name}: the notice names no body that may rule [RUL-1]")
            rulings.bound(ruling, self.rulings, self.notice.election,
                          self.digests["election.xml"])
            rulings.take_keys(ruling, self.ring, self.keys())
            self.rulings.append(ruling)
        if (self.path / "rulings").exists():
            self.check_ink(True)

    def before_close(self) -> int:
        """How many rulings were made before the close: what they revoked, the close rests on."""
        return sum(ruling.close == "none" for ruling in self.rulings)

    def check_upon_close(self) -> None:
        """V10: the rulings after the close are upon this close, and can be applied to it."""
        if not self.rulings:
            return
        for ruling in self.rulings:
            if ruling.close not in ("none", self.digests["close.txt"]):
                raise Untrusted(f"V10: {ruling.name} was made upon another close [RUL-9]")
        book = rulings.book_of(int(self.notice.conference))
        self.states = rulings.Rulings(self.notice, self.election, self.close, book).states(
            self.rulings)
        self.say("V10", f"the rulings ({len(self.rulings)}) are signed by who may rule, each upon "
                        "the one before, and each of their changes changes something")

    def check_close(self) -> None:
        """V5."""
        data = self.load("close.txt")
        self.signed("close.txt", "close", self.before_close())
        self.close = read_close(self.path / "close.txt", data)
        if self.close.election != self.notice.election:
            raise Untrusted("V5: close.txt is of another election")
        if self.close.definition != self.digests["election.xml"]:
            raise Untrusted("V5: close.txt rests on another candidates' file")
        if self.anchors.close and not anchored(self.anchors.close, self.digests["close.txt"]):
            raise Untrusted("V5: close.txt is not the close with the digest given")
        named = [one.contest for one in (*self.close.batches, *self.close.accounts)]
        for contest in (*named, *self.close.doubles):
            if contest not in self.election.contests:
                raise Wrong(f"V5: the close names the contest {contest}, which there is not")
        covered = {(a.contest, a.round, a.channel) for a in self.close.accounts}
        needed = {(b.contest, b.round, b.channel) for b in self.close.batches}
        if not needed <= covered:
            raise Wrong("V5: a batch without an account [CLO-3]")
        for account in self.close.accounts:
            self.check_account(account)
        self.decisions, self.objected = self.close.decisions, self.close.objected
        self.say("V5", "the close is signed, rests on the candidates' file, and its account "
                       "balances")
        self.check_upon_close()

    def check_account(self, account: Account) -> None:
        """The three equations, each exactly or with a coded variance [CLO-6] to [CLO-11]."""
        have = account.figures
        batched = sum(b.papers for b in self.close.batches
                      if (b.contest, b.round, b.channel)
                      == (account.contest, account.round, account.channel))
        sides = ((have["printed"], have["issued"] + have["unused"]),
                 (have["issued"], sum(have[name] for name in ISSUED)),
                 (have["in-box"], batched))
        for number, (left, right) in enumerate(sides, 1):
            said = sum(n if way == "missing" else -n
                       for equation, way, n, _ in account.variances if equation == number)
            if left - right != said:
                raise Wrong(f"V5: equation {number} of {account.contest}, {account.channel}: "
                            f"{left} against {right} [CLO-9]")
        if account.counts != (have["in-box"], have["in-box"]):
            raise Wrong(f"V5: the two counts of {account.contest}, {account.channel} [CLO-10]")
        if sum(account.rejected.values()) > have["in-box"]:
            raise Wrong(f"V5: more rejected than in the box, {account.contest} [CLO-11]")

    def batch_files(self) -> dict[str, list[Path]]:
        """The files of batches by digest."""
        folder = self.path / "batches"
        if folder.is_symlink():
            raise Untrusted("V6: batches is a link [FOL-8]")
        files: dict[str, list[Path]] = {}
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.name.endswith(".ballots"):
                files.setdefault(digest_of(read_bytes(path)), []).append(path)
        return files

    def check_batches(self) -> None:
        """V6."""
        files = self.batch_files()
        self.batches = self.read_batches(self.close.batches, self.before_close(), files)
        self.check_rejected()
        self.place_decisions()
        self.named = self.close.batches
        if self.states:
            self.check_ruled_batches(files)
        for paths in files.values():
            for path in paths:
                if not self.left_aside(path):
                    raise Untrusted(f"V6: {path.name} is not named by close.txt [FOL-4]")
        if self.partial:
            self.say("V6", f"of {len(self.named)} batches, {len(self.batches)} are there, "
                           "signed and unchanged, and no other")
            self.check_left_out()
            return
        self.say("V6", f"all {len(self.batches)} batches that the close names are there, signed "
                       "and unchanged, and no other")

    def read_batches(self, lines: list[BatchLine], fixed: int,
                     files: dict[str, list[Path]]) -> list[Batch]:
        """The batches of these lines, taken out of `files`; those that may be missing are noted."""
        found = []
        for line in lines:
            paths = files.pop(line.digest, [])
            if not paths and self.partial:
                self.left_out.append(line)
                continue
            if len(paths) != 1:
                what = "there twice" if paths else "missing, or changed"
                raise Untrusted(f"V6: the batch {line.contest}/{line.id} is {what} [FOL-4]")
            self.signed(f"batches/{paths[0].name}", "batches", fixed)
            found.append(read_batch(paths[0], read_bytes(paths[0]), line, self.election,
                                    self.digests["election.xml"]))
        return found

    def check_ruled_batches(self, files: dict[str, list[Path]]) -> None:
        """The batches that rulings name; from here on what the last ruling leaves is counted."""
        every = self.batches
        known = list(self.close.batches)
        for number, state in enumerate(self.states[1:], 1):
            new = [line for line in state.named if line not in known]
            every += self.read_batches(new, number, files)
            known += new
        last = self.states[-1]
        for line in self.left_out:
            if line not in last.lines:
                raise Untrusted(f"V6: the batch {line.contest}/{line.id}, which a ruling replaced "
                                "or left out, is missing [PAR-2]")
        self.every, self.named = every, last.lines
        self.unruled = copy.copy(self)
        vars(self).update(vars(self.after(last)))

    def after(self, state: State) -> Folder:
        """This folder as it is to be counted after so many rulings [RUL-17]."""
        given, view = self.unruled, copy.copy(self.unruled)
        view.lots = self.lots  # those drawn hold, whatever is ruled [RUL-16]
        view.counted, view.annulled, view.ruled = [], state.annulled, state.ruled
        view.decisions, view.objected = state.decisions, state.objected
        view.notice = replace(given.notice, readings=state.readings, contests=[
            replace(contest, settings={name: value for name, value in contest.settings.items()
                                       if name not in state.ruled})
            for contest in given.notice.contests])
        view.election = replace(given.election, contests=state.contests)
        there = {batch.line: batch for batch in given.every}
        view.batches = [
            replace(there[line], papers=[
                replace(paper, decision=state.decisions.get((line.contest, line.id, at)))
                for at, paper in enumerate(there[line].papers, 1)])
            for line in state.lines if line in there]
        return view

    def check_left_out(self) -> None:
        """V11: something is missing, and no batch that [PAR-3] protects."""
        if not self.left_out:
            raise Misused("V11: no batch is missing [PAR-2]")
        for line in self.left_out:
            papers = [one.papers for one in self.named
                      if (one.contest, one.round) == (line.contest, line.round)]
            most = max(hidden_batches(papers, self.notice.smallest_batch),
                       self.notice.smallest_contest - 1)
            if line.papers <= most:
                raise Wrong(f"V11: the batch {line.contest}/{line.id} is too small to be left out "
                            "[PAR-3]")
            rules = next(c.rule_set for c in self.notice.contests if c.id == line.contest)
            if rules == "eliminating":
                raise Wrong(f"V11: the contest {line.contest} is not counted in part [PAR-5]")
        self.say("V11", f"PARTIAL: {len(self.left_out)} batches are left out, none too small for "
                        "that; this is not the result")

    def left_aside(self, path: Path) -> bool:
        """Whether a file is an earlier revision of a batch of the close."""
        head = dict(row.split(" ", 1) for row in
                    path.read_bytes().decode("ascii", "replace").split("\n")[1:12] if " " in row)
        return any(line.contest == head.get("contest") and line.id == head.get("batch")
                   and head.get("revision", "x").isdigit()
                   and int(head["revision"]) < line.revision for line in self.named)

    def check_rejected(self) -> None:
        """The papers rejected in the hall agree with the account by code."""
        for account in self.close.accounts:
            found: Counter[str] = Counter()
            for batch in self.batches:
                line = batch.line
                if (line.contest, line.round, line.channel) == (
                        account.contest, account.round, account.channel):
                    found.update(paper.code for paper in batch.papers if paper.code)
            partly = any((line.contest, line.round, line.channel)
                         == (account.contest, account.round, account.channel)
                         for line in self.left_out)
            said = Counter(account.rejected)
            if found - said or (not partly and dict(found) != account.rejected):
                raise Wrong(f"V6: rejected in the hall, {account.contest}, {account.channel}: the "
                            "account and the batches disagree [ACC-3]")

    def place_decisions(self) -> None:
        """Puts each decision of the close on its paper."""
        there = {(b.line.contest, b.line.id): b for b in self.batches}
        for (contest, id_, number), decision in self.close.decisions.items():
            if any((line.contest, line.id) == (contest, id_) for line in self.left_out):
                continue
            batch = there.get((contest, id_))
            if batch is None or number > len(batch.papers):
                raise Wrong(f"V6: a decision on {contest}/{id_}/{number}, which there is not")
            marks = len(self.election.contests[contest])
            if decision[0] == "marks" and len(decision) - 1 != marks:
                raise Wrong(f"V6: the decision on {contest}/{id_}/{number} has other columns")
            batch.papers[number - 1].decision = decision

    def check_lots(self) -> None:
        """V7."""
        if not (self.path / "lots.txt").exists():
            return
        data = self.load("lots.txt")
        self.signed("lots.txt", "lots", len(self.rulings))
        self.lots = read_lots(self.path / "lots.txt", data, self.notice, self.election,
                              self.close_digest(), self.close_history())
        if "close.txt" in self.digests:
            self.say("V7", "the lots are signed and were drawn after this close "
                           f"({len(self.lots.settled)} recorded)")

    def close_digest(self) -> str:
        """The digest of close.txt, as lots.txt must carry it."""
        return self.digests["close.txt"]

    def close_history(self) -> set[str] | None:
        """The digests of close.txt and of those it replaced, as far as they are here [LOT-9]."""
        close, history = self.close, {self.close_digest()}
        while close.replaces != "none":
            history.add(close.replaces)
            path = self.path / f"close.{close.revision - 1}.txt"
            if not path.exists() or digest_of(read_bytes(path)) != close.replaces:
                break
            close = read_close(path, read_bytes(path))
        return history

    # ---- V8 ----

    def check_count(self) -> None:
        """V8: every contest counted, in the fill order."""
        by_id = {contest.id: contest for contest in self.notice.contests}
        gone: set[str] = set()
        for id_ in self.notice.fill_order:
            try:
                done = self.count_contest(by_id[id_], gone)
            except NotDone as why:
                done = Counted(by_id[id_], {}, not_done=str(why))
                gone.add("")
            self.counted.append(done)
            if done.not_done:
                self.say("V8", f"not done: contest {id_}: {done.not_done}")
                continue
            if self.notice.one_place:
                gone.update(done.elected())
            stages = done.count.stage if done.count else 0
            self.say("V8", f"contest {id_}: counted here in {stages} stages: elected "
                           f"{', '.join(done.elected()) or 'nobody'}")

    def count_contest(self, contest: ContestNotice, gone: set[str]) -> Counted:
        """Counts one contest; `gone` are those elected to an earlier place."""
        if "" in gone and self.notice.one_place:
            raise NotDone("it follows a contest that was not counted")
        if contest.id in self.annulled:
            return Counted(contest, {}, gone=set(gone), annulled=True)
        for name in rulings.OF_ENTITLEMENT:
            if name in self.ruled:
                raise NotDone(f"a ruling on the reading {name}, which may change the bounds")
        if contest.rule_set not in rule_sets.RULE_SETS:
            raise NotDone(f"the rule set {contest.rule_set}")
        settings = rule_sets.resolve(self.notice, contest)
        for name, known in (("constraints", "apply"), ("minimum-order", "guard")):
            if settings.get(name, known) != known:
                raise NotDone(f"{name}={settings[name]}")
        if settings.get("repeated-number") == "share":
            raise NotDone("repeated-number=share")
        people = self.election.contests[contest.id]
        standing = [at for at, one in enumerate(people)
                    if one.standing != "withdrawn" and one.id not in gone]
        reopen = next((at for at in standing if people[at].standing == "re-open-nominations"),
                      None)
        names = {group.name for group in contest.groups}
        restricted = self.restrictions(contest, gone)
        groups = [self.raised(group, restricted) for group in contest.groups]
        bounds = Bounds(groups, {at: one.groups & names for at, one in enumerate(people)})
        batches = [b for b in self.batches if b.line.contest == contest.id]
        done = Counted(contest, settings, sum(len(b.papers) for b in batches), gone=set(gone),
                       restricted=restricted)
        given = Contest(contest.id, contest.places, settings, [one.id for one in people], standing,
                        reopen, bounds, self.lots)
        if not batches:
            done.unopposed = self.unopposed(given)
            return done
        if any(b.line.round != 1 for b in batches):
            raise Wrong(f"V8: papers of another round in the contest {contest.id} [RND-3]")
        done.count = self.run(given, batches)
        if done.count.state == "refused":
            raise Wrong(f"V8: the bounds of {contest.id} cannot be met, and nothing is counted "
                        "then [CON-4]")
        if given.bounded():
            free = Bounds([group.free() for group in bounds.groups], bounds.groups_of)
            with suppress(LotNeeded):
                done.unbounded = self.run(
                    Contest(given.id, given.places, settings, given.names, standing, reopen, free,
                            self.lots), batches, bounds)
        return done

    def offices(self, rule: Across) -> dict[str, Office]:
        """The contests of a minimum over several: who of the group stands, who was elected."""
        offices = {}
        for contest in self.notice.contests:
            if contest.id not in rule.contests:
                continue
            own = [group.maximum for group in contest.groups if group.name == rule.group]
            members = [one.id for one in self.election.contests[contest.id]
                       if one.standing == "standing" and rule.group in one.groups
                       and contest.id not in self.annulled]
            done = next((c for c in self.counted if c.notice.id == contest.id), None)
            offices[contest.id] = Office(
                min([contest.places, *(most for most in own if most is not None)]), members,
                None if done is None else len(set(done.elected()) & set(members)))
        return offices

    def restrictions(self, contest: ContestNotice, gone: set[str]) -> dict[str, int]:
        """What minimums over several contests ask of this one [ACR-3]."""
        asked = {}
        for rule in self.notice.across:
            if rule.treatment == "in-order" and contest.id in rule.contests:
                asked[rule.name] = required(rule, self.notice.fill_order, self.offices(rule), gone,
                                            self.notice.one_place)
        return {name: number for name, number in asked.items() if number > 0}

    def raised(self, group: Group, restricted: dict[str, int]) -> Group:
        """A group of the contest with the minimum that it has from there; its own may be higher."""
        asked = [restricted[rule.name] for rule in self.notice.across
                 if rule.group == group.name and rule.name in restricted]
        return replace(group, minimum=max([group.minimum, *asked]))

    def unopposed(self, contest: Contest) -> list[str]:
        """Who is elected without papers (spec/rules/unopposed.md)."""
        standing, empty = contest.standing, contest.places - len(contest.standing)
        if empty < 0 or contest.reopen is not None or not contest.bounds.completion(
                [], standing, len(standing), empty):
            raise Wrong(f"V8: the contest {contest.id} needs papers, and there are none [UNO-3]")
        return [contest.names[one] for one in standing]

    def run(self, contest: Contest, batches: list[Batch], marked: Bounds | None = None) -> Count:
        """One count of the papers of these batches; `marked`: the groups for [MRK-13]."""
        settings, standing = contest.settings, set(contest.standing)
        papers = [paper for batch in batches for paper in batch.papers]
        groups = marked or contest.bounds
        if settings["method"] == "plurality":
            votes = settings["votes"]
            most = contest.places if votes == "places" else int(votes)
            reads = [read_crosses(paper, settings, standing, most, groups.groups,
                                  groups.groups_of) for paper in papers]
        else:
            reads = [read_preferences(paper, settings, standing) for paper in papers]
        before: list[Event] = summary(reads)
        orders = [read.order for read in reads if not read.reason]
        if settings["method"] == "plurality":
            valid = sum(len(order) for order in orders)
            return Plurality(contest, orders, before, "plurality/PLU-2", valid).run()
        if settings["method"] == "av" and contest.places != 1:
            raise Wrong(f"V8: contest {contest.id}: av fills one place [AV-11]")
        kind = Av if settings["method"] == "av" else Ers97
        return kind(contest, orders, before, "marks/MRK-9", len(orders)).run()

    def officer_signed(self, name: str) -> bool:
        """Whether a file is signed by a returning officer or a deputy."""
        return officer_signed(self.path / name, self.keys(), roles=RANK)
