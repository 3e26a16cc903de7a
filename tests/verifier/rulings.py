"""Rulings (spec/formats/ruling.md): read, chained, signed, and applied to what was counted before.

`check` is V10 of spec/verification.md and needs no paper; `states` says what each ruling leaves of
candidates, readings, batches and decisions, and refuses a change that changes nothing [RUL-15].
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from election import MARK, ROLES, BatchLine, Candidate, Close, Election, Notice
from marks import REJECTED
from trust import Key, Need, signature_files
from words import REFERENCE, Lines, Untrusted, Wrong, digest_of, read_bytes

RULEBOOKS = Path(__file__).resolve().parents[2] / "spec" / "rulebook"
SPACE = "{urn:teller:rulebook:1}"
BY_OFFICER = ("appoint-key", "withdraw-candidate", "replace-batch")
OF_PAPERS = ("adjudication", "replace-batch", "add-batch", "exclude-batch", "annul")
DECISIONS = ("eligible", "not-eligible", "referred")
# The words of a change after its kind, each with how it is read; `adjudication` goes on.
WORDS = {
    "appoint-key": ("id", "role", "kind"), "revoke-key": ("id",),
    "withdraw-candidate": ("id", "id"), "candidate-status": ("id", "id", "decision", "tag"),
    "reading": ("id", "id"), "adjudication": ("id", "id", "number"),
    "replace-batch": ("id", "id", "revision", "papers", "digest"),
    "add-batch": ("id", "round", "id", "revision", "id", "papers", "digest"),
    "exclude-batch": ("id", "id"), "annul": ("id",),
}
TAG = re.compile(r"[A-Za-z0-9]([A-Za-z0-9./-]*[A-Za-z0-9])?\Z")
RANGES = {"number": (1, 10_000_000), "revision": (1, 1000), "papers": (0, 10_000_000),
          "round": (1, 250)}
# Readings that say how many women the ordinary places ask for [ENT-2] to [ENT-8], or which contests
# there are: what a ruling on one of them does to the bounds is not worked out here.
OF_ENTITLEMENT = ("part-thereof", "base-count", "cap-scope", "women-rounding", "women-base",
                  "women-scope", "quota-mechanism", "alternate-year-gap", "single-delegate-test",
                  "additional-threshold-date")

PaperId = tuple[str, str, int]  # contest, batch, number


@dataclass(frozen=True)
class Change:
    """One line of a ruling: its kind and its words."""

    kind: str
    words: tuple[str, ...]


@dataclass
class Ruling:
    """rulings/N.txt"""

    name: str
    digest: str
    election: str
    definition: str
    number: int
    previous: str
    close: str
    supersedes: str
    authority: str
    minute: str
    decided: str
    changes: list[Change]


@dataclass
class KeyRing:
    """The keys that rulings appointed, and by which ruling a key counts no longer [RUL-8]."""

    appointed: list[Key] = field(default_factory=list)
    revoked: dict[str, int] = field(default_factory=dict)

    def out(self, fixed: int) -> frozenset[str]:
        """The names of keys that count no longer for what so many rulings went before."""
        return frozenset(name for name, by in self.revoked.items() if by <= fixed)


# ---- reading ----


def read_words(lines: Lines, kind: str, row: list[str]) -> None:
    """Refuses words that are not those of this change (section 2)."""
    for how, text in zip(WORDS[kind], row):
        if how == "id":
            lines.id(text)
        elif how == "digest":
            lines.digest(text)
        elif how in RANGES:
            lines.number(text, *RANGES[how])
        elif how == "tag" and (len(text) > 64 or not TAG.match(text)):
            raise lines.wrong("no clause, as XML has them")
        elif how in ("role", "kind", "decision"):
            lines.one_of(text, {"role": ROLES, "kind": ("minisign", "ssh"),
                                "decision": DECISIONS}[how])


def read_change(lines: Lines) -> Change:
    """One change."""
    kind, *row = lines.take()
    if kind not in WORDS:
        raise lines.wrong(f"'{kind}' is no change")
    more = len(row) - len(WORDS[kind])
    if more < 0 or (more and kind not in ("appoint-key", "adjudication")):
        raise lines.wrong(f"another number of words than {kind} has")
    read_words(lines, kind, row)
    if kind == "appoint-key":
        key = Key(row[0], row[1], row[2], " ".join(row[3:]))
        if not key.usable():
            raise lines.wrong("no key of its kind, or one that must not be used [SIG-9]")
        row[3:] = [key.text]
    if kind == "adjudication":
        way, *rest = row[3:] or [""]
        if way == "reject" and (len(rest) != 1 or rest[0] not in REJECTED):
            raise lines.wrong("no code of a rejection")
        if way == "marks" and (not rest or any(m == "?" or not MARK.match(m) for m in rest)):
            raise lines.wrong("no mark, or a doubtful one [CLO-12]")
        lines.one_of(way, ("reject", "marks"))
    return Change(kind, tuple(row))


def none_or_digest(lines: Lines, word: str) -> str:
    """A digest, or the word none."""
    text = lines.field(word)
    return text if text == "none" else lines.digest(text)


def read_ruling(path: Path, data: bytes) -> Ruling:
    """One ruling (section 1), with the checks that need no other file."""
    lines = Lines(str(path), data, "teller/ruling@1")
    ruling = Ruling(
        f"rulings/{path.name}", digest_of(data), lines.id(lines.field("election")),
        lines.digest(lines.field("definition")), lines.number(lines.field("number"), 1, 1000),
        none_or_digest(lines, "previous"), none_or_digest(lines, "close"),
        none_or_digest(lines, "supersedes"),
        lines.one_of(lines.field("authority"), ("returning-officer", "ruling-body")),
        lines.field("minute"), lines.field("decided"), [])
    if not REFERENCE.match(ruling.minute):
        raise lines.wrong("no reference to a minute [TXT-8]")
    try:
        day = date.fromisoformat(ruling.decided)
        if day.isoformat() != ruling.decided or not 1900 <= day.year <= 2999:
            raise ValueError
    except ValueError:
        raise lines.wrong("no day of the calendar, as 2026-07-02") from None
    for _ in range(lines.number(lines.field("changes"), 1, 10_000)):
        ruling.changes.append(read_change(lines))
    kinds = {change.kind for change in ruling.changes}
    if "adjudication" in kinds and not re.fullmatch("[0-9a-f]{32}", lines.field("salt")):
        raise lines.wrong("no salt, which stands where there is an adjudication [RUL-24]")
    lines.end()
    if (ruling.previous == "none") != (ruling.number == 1):
        raise Wrong(f"{path}: previous is none exactly in ruling 1 [RUL-5]")
    if ruling.authority == "returning-officer" and not kinds <= set(BY_OFFICER):
        raise Wrong(f"{path}: a returning officer cannot rule this [RUL-2]")
    if kinds & set(OF_PAPERS) and ruling.close == "none":
        raise Wrong(f"{path}: papers and counts are ruled on once the close is signed [RUL-9]")
    for change in ruling.changes:
        if (ruling.authority == "returning-officer" and change.kind == "appoint-key"
                and change.words[1] in ("returning-officer", "ruling-body")):
            raise Wrong(f"{path}: an officer's ruling makes no officer and no body [RUL-7]")
    return ruling


def ruling_files(folder: Path) -> list[Path]:
    """The rulings in their order, none missing and no signature alone [RUL-5, RUL-25]."""
    if folder.is_symlink():
        raise Untrusted("V10: rulings is a link [FOL-8]")
    every = {path.name for path in folder.iterdir()} if folder.exists() else set()
    names = {name for name in every if not name.startswith(".")}
    found = {name for name in names if name.endswith(".txt")}
    ordered = [f"{number}.txt" for number in range(1, len(found) + 1)]
    if found != set(ordered):
        raise Untrusted("V10: the rulings are not numbered 1, 2, 3 without a gap [RUL-5]")
    signatures = {name for name in names if name.endswith((".minisig", ".sig"))}
    signed = {signature.name for name in names - signatures
              for signature in signature_files(folder / name)}
    for name in sorted(signatures - signed):
        raise Untrusted(f"V10: {name} signs a ruling that is not here [RUL-25]")
    return [folder / name for name in ordered]


def asked(needs: list[Need], authority: str) -> list[Need]:
    """Who must have signed a ruling of this authority [RUL-6]."""
    lines = [need for need in needs if need.file == "rulings"]
    if authority == "ruling-body":
        own, others = ["ruling-body"], []
    else:
        own = ["returning-officer", "scrutineer"]
        others = [need for need in lines if need.role not in (*own, "ruling-body")]
    for role in own:
        said = next((need for need in lines if need.role == role), None)
        others.append(said or Need("rulings", role, 1, False))
    return others


def bound(ruling: Ruling, before: list[Ruling], election: str, definition: str) -> None:
    """That a ruling is of this election and candidates, and follows the one before [RUL-5]."""
    previous = before[-1].digest if before else "none"
    if ruling.election != election:
        raise Untrusted(f"V10: {ruling.name} is of another election")
    if ruling.definition != definition:
        raise Untrusted(f"V10: {ruling.name} rests on another candidates' file")
    if ruling.number != len(before) + 1:
        raise Untrusted(f"V10: {ruling.name} has another number [RUL-5]")
    if ruling.previous != previous:
        raise Untrusted(f"V10: {ruling.name} follows another ruling than the one here [RUL-5]")
    if ruling.close == "none" and any(one.close != "none" for one in before):
        raise Untrusted(f"V10: {ruling.name} says close none, and one before it does not [RUL-9]")


def take_keys(ruling: Ruling, ring: KeyRing, listed: list[Key]) -> None:
    """The keys that a ruling appoints and revokes, in the order of its lines [RUL-3, RUL-8]."""
    every = list(listed)
    for change in ruling.changes:
        if change.kind == "appoint-key":
            key = Key(*change.words)
            if any(key.name == one.name or key.material() == one.material() for one in every):
                raise Wrong(f"V10: {ruling.name}: a name or key is listed twice [SIG-21]")
            ring.appointed.append(key)
            every.append(key)
        elif change.kind == "revoke-key":
            name = change.words[0]
            if name in ring.revoked or all(one.name != name for one in every):
                raise Wrong(f"V10: {ruling.name}: {name} is no key that counts [RUL-15]")
            ring.revoked[name] = ruling.number


# ---- what they change ----


@dataclass
class State:
    """What is to be counted after so many rulings."""

    contests: dict[str, list[Candidate]]
    withdrawn: set[tuple[str, str]]
    readings: dict[str, dict[str, str]]
    lines: list[BatchLine]
    decisions: dict[PaperId, list[str]]
    objected: dict[PaperId, bool]
    annulled: set[str] = field(default_factory=set)
    ruled: set[str] = field(default_factory=set)  # names of readings
    named: list[BatchLine] = field(default_factory=list)  # by this ruling, each replaced or not

    def copy(self) -> State:
        """Another that may be changed."""
        return State({id_: list(these) for id_, these in self.contests.items()},
                     set(self.withdrawn), dict(self.readings), list(self.lines),
                     dict(self.decisions), dict(self.objected), set(self.annulled),
                     set(self.ruled), list(self.named))


def book_of(year: int) -> ElementTree.Element:
    """The edition of the rule book that governs this conference (spec/formats/rulebook.md)."""
    books = [ElementTree.parse(path).getroot() for path in sorted(RULEBOOKS.glob("*.xml"))]
    able = [book for book in books if int(book.get("from-year", "0")) <= year]
    return max(able, key=lambda one: int(one.get("from-year", "0")))


class Rulings:
    """Applies rulings one after another."""

    def __init__(self, notice: Notice, election: Election, close: Close,
                 book: ElementTree.Element) -> None:
        self.known = {one.get("name", ""): one for one in book.findall(SPACE + "reading")}
        self.body, self.where, self.declared = notice.body, "", set(notice.readings)
        self.ruling: Ruling
        self.state = State(
            {id_: list(these) for id_, these in election.contests.items()},
            {(id_, one.id) for id_, these in election.contests.items() for one in these
             if one.standing == "withdrawn" and one.decision == "eligible"},
            dict(notice.readings), list(close.batches), dict(close.decisions),
            dict(close.objected))

    def states(self, rulings: list[Ruling]) -> list[State]:
        """The state without rulings and after each of them [RUL-17]."""
        found = [self.state.copy()]
        for ruling in rulings:
            self.ruling, self.state.named = ruling, []
            for at, change in enumerate(ruling.changes, 1):
                self.where = f"V10: {ruling.name}, change {at}"
                if change.kind not in ("appoint-key", "revoke-key"):
                    getattr(self, change.kind.replace("-", "_"))(*change.words)
            self.state.lines.sort(key=lambda one: (one.contest, one.round, one.id))
            found.append(self.state.copy())
        return found

    def wrong(self, what: str) -> Wrong:
        """A change that cannot be made, or changes nothing [RUL-15]."""
        return Wrong(f"{self.where}: {what} [RUL-15]")

    def people(self, contest: str) -> list[Candidate]:
        """The candidates of a contest, which must exist."""
        if contest not in self.state.contests:
            raise self.wrong(f"there is no contest {contest}")
        return self.state.contests[contest]

    def find(self, contest: str, candidate: str) -> int:
        """Where a candidate stands on the paper."""
        people = self.people(contest)
        at = next((at for at, one in enumerate(people) if one.id == candidate
                   and one.standing != "re-open-nominations"), None)
        if at is None:  # re-open nominations is nobody, and can neither withdraw nor be eligible
            raise self.wrong(f"there is no candidate {candidate} in {contest}")
        return at

    def stand(self, contest: str, at: int, decision: str) -> None:
        """A candidate's standing after what was decided [RUL-10]."""
        one = self.state.contests[contest][at]
        out = (contest, one.id) in self.state.withdrawn or decision != "eligible"
        self.state.contests[contest][at] = replace(
            one, standing="withdrawn" if out else "standing", decision=decision)

    def withdraw_candidate(self, contest: str, candidate: str) -> None:
        """On the paper, passed over in the count [RUL-10]."""
        at = self.find(contest, candidate)
        if (contest, candidate) in self.state.withdrawn:
            raise self.wrong(f"{candidate} is withdrawn already")
        self.state.withdrawn.add((contest, candidate))
        self.stand(contest, at, self.state.contests[contest][at].decision)

    def candidate_status(self, contest: str, candidate: str, decision: str, clause: str) -> None:
        """Another decision on whether somebody may stand [RUL-10]."""
        at = self.find(contest, candidate)
        one = self.state.contests[contest][at]
        if one.decision == decision:
            raise self.wrong(f"{candidate} is {decision} already")
        self.state.contests[contest][at] = replace(one, clause=clause,
                                                   ruling=str(self.ruling.number))
        self.stand(contest, at, decision)

    def reading(self, name: str, value: str) -> None:
        """Another value of a declared reading [RUL-11, REA-2]."""
        known = self.known.get(name)
        if known is None:
            raise self.wrong(f"the edition knows no reading {name}")
        values = [one.get("name") for one in known.findall(SPACE + "value")]
        if value not in values if values else not re.fullmatch("0|[1-9][0-9]{0,2}", value):
            raise self.wrong(f"'{value}' is no value of {name}")
        said = self.state.readings.get(name)
        if value == (said["value"] if said else known.get("default")):
            raise self.wrong(f"{name} is {value} already")
        self.state.readings[name] = {
            "name": name, "value": value, "decided-by": self.body,
            "decided-on": self.ruling.decided, "minute": self.ruling.minute,
            "ruling": str(self.ruling.number)}
        if name not in self.declared and known.get("default") is None:
            self.state.readings[name]["late"] = "yes"  # in force by a ruling alone: listed last
        self.state.ruled.add(name)
        if name == "job-share":
            self.share(value == "when-one-does")

    def share(self, one_does: bool) -> None:
        """Who shares an office counts toward a group when one does, or only when all do [ACR-9]."""
        for id_, people in self.state.contests.items():
            self.state.contests[id_] = [
                replace(one, groups=one.groups | one.shared if one_does
                        else one.groups - one.shared) for one in people]

    def batch(self, contest: str, id_: str) -> BatchLine:
        """A batch that is counted."""
        self.people(contest)
        for line in self.state.lines:
            if (line.contest, line.id) == (contest, id_):
                return line
        raise self.wrong(f"the batch {contest}/{id_} is not counted")

    def adjudication(self, contest: str, id_: str, number: str, *decision: str) -> None:
        """A decision on a paper; it replaces an earlier one [RUL-4]."""
        line = self.batch(contest, id_)
        if int(number) > line.papers or (
                decision[0] == "marks" and len(decision) - 1 != len(self.people(contest))):
            raise self.wrong(f"{contest}/{id_}/{number} is not there, or has other columns")
        self.state.decisions[contest, id_, int(number)] = list(decision)
        self.state.objected[contest, id_, int(number)] = False

    def forget(self, line: BatchLine) -> None:
        """A batch is counted no longer, and decisions on its papers hold no longer [RUL-12]."""
        self.state.lines.remove(line)
        for decisions in (self.state.decisions, self.state.objected):
            for paper in [one for one in decisions if one[:2] == (line.contest, line.id)]:
                del decisions[paper]

    def replace_batch(self, contest: str, id_: str, revision: str, papers: str,
                      digest: str) -> None:
        """A revised batch in the place of the earlier one [RUL-12]."""
        line = self.batch(contest, id_)
        if int(revision) <= line.revision:
            raise self.wrong(f"revision {revision} is not later than {line.revision}")
        self.forget(line)
        self.take(replace(line, revision=int(revision), papers=int(papers), digest=digest))

    def add_batch(self, contest: str, round_: str, id_: str, revision: str, channel: str,
                  papers: str, digest: str) -> None:
        """A batch that the close does not know."""
        self.people(contest)
        if any((line.contest, line.id) == (contest, id_) for line in self.state.lines):
            raise self.wrong(f"the batch {contest}/{id_} is there already")
        self.take(BatchLine(contest, int(round_), id_, int(revision), channel, int(papers),
                            digest))

    def take(self, line: BatchLine) -> None:
        """A batch is counted from now on."""
        self.state.lines.append(line)
        self.state.named.append(line)

    def exclude_batch(self, contest: str, id_: str) -> None:
        """A batch is not counted."""
        self.forget(self.batch(contest, id_))

    def annul(self, contest: str) -> None:
        """The count of the contest is void [RUL-14]."""
        self.people(contest)
        if contest in self.state.annulled:
            raise self.wrong(f"{contest} was annulled before")
        self.state.annulled.add(contest)
