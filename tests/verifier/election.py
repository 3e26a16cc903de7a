"""The files of an election, read as their pages say: notice, candidates, close, batches, lots."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from across import Across
from bounds import Group
from count import Lot, Lots
from marks import REJECTED, Paper
from trust import Key, Need
from words import Lines, Untrusted, Wrong

SCHEMAS = Path(__file__).resolve().parents[2] / "spec" / "schema"
CODES = ("blank", "no-official-mark", "identifies-voter", "torn", "cancelled")
FIGURES = ("printed", "unused", "issued", "in-box", "spoilt-replaced", "late", "rejected-unopened",
           "tendered", "cancelled", "not-returned")
DOUBLE_KINDS = ("same-channel", "two-channels", "two-records")
TREATMENTS = ("first-counted", "last-counted", "none-counted", "all-counted")
VARIANCES = ("printer", "issue", "taken-away", "misplaced", "miscounted", "unexplained")
ROLES = ("returning-officer", "deputy-returning-officer", "scrutineer", "teller", "ruling-body",
         "observer")
MARK = re.compile(r"(?:-|X|\?|[1-9][0-9]{0,2})\Z")
RANK = ("returning-officer", "deputy-returning-officer")


@dataclass
class ContestNotice:
    """A contest of the notice."""

    id: str
    kind: str
    places: int
    rule_set: str
    title: str
    groups: list[Group]
    settings: dict[str, str]


@dataclass
class Notice:
    """notice.xml"""

    election: str
    signed: bool
    trial: bool
    clp: str
    title: str
    contests: list[ContestNotice]
    fill_order: list[str]
    one_place: bool
    readings: dict[str, dict[str, str]]
    keys: list[Key]
    needs: list[Need]
    level: str
    smallest_batch: int
    smallest_contest: int
    across: list[Across]
    body: str  # the body that may rule, "" where there is none
    conference: str
    again: bool  # whether it is of an election that is held again


@dataclass
class Candidate:
    """A candidate on the paper."""

    id: str
    name: str
    standing: str
    groups: frozenset[str]
    decision: str = "eligible"  # on eligibility, and the clause that it names
    clause: str = ""
    shared: frozenset[str] = frozenset()  # groups that one of those who share declares [ACR-9]
    ruling: str = ""  # the number of the ruling that decided on it last


@dataclass
class Election:
    """election.xml"""

    election: str
    notice: str
    contests: dict[str, list[Candidate]]
    keys: list[Key]


@dataclass(frozen=True)
class BatchLine:
    """A batch as close.txt names it."""

    contest: str
    round: int
    id: str
    revision: int
    channel: str
    papers: int
    digest: str


@dataclass
class Account:
    """The account of one contest, round and channel."""

    contest: str
    round: int
    channel: str
    figures: dict[str, int]
    rejected: dict[str, int] = field(default_factory=dict)
    variances: list[tuple[int, str, int, str]] = field(default_factory=list)
    counts: tuple[int, int] = (0, 0)


@dataclass
class Close:
    """close.txt"""

    election: str
    definition: str
    revision: int
    replaces: str
    batches: list[BatchLine]
    accounts: list[Account]
    decisions: dict[tuple[str, str, int], list[str]]
    objected: dict[tuple[str, str, int], bool]
    doubles: list[str]  # contests of the double votes


@dataclass
class Batch:
    """A batch of papers."""

    line: BatchLine
    papers: list[Paper]
    totals: bool = False  # a provider's totals; the papers only stand in for them


# ---- XML ----


def parse(path: Path, data: bytes, kind: str) -> ElementTree.Element:
    """The root of an XML file of this kind, once the schema accepts it (spec/formats/xml.md)."""
    if b"<!DOCTYPE" in data:
        raise Wrong(f"{path}: a DOCTYPE is refused [XML-2]")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError) as error:
        raise Wrong(f"{path}: {error}") from None
    if root.tag != f"{{urn:teller:{kind}:1}}{kind}":
        raise Wrong(f"{path}: the first element is not {kind} of its namespace [XML-3]")
    tool = ["xmllint", "--nonet", "--noout", "--schema", str(SCHEMAS / f"{kind}.xsd"), "-"]
    check = subprocess.run(tool, input=data, capture_output=True, check=False)
    if check.returncode:
        raise Wrong(f"{path}: {check.stderr.decode(errors='replace').splitlines()[0]}")
    for element in root.iter():
        element.tag = element.tag.partition("}")[2]
    return root


def read_keys(path: Path, root: ElementTree.Element, before: list[Key]) -> list[Key]:
    """The keys that a file lists, after those `before` them: each once [NOT-10, SIG-21]."""
    keys = [Key(key.get("name", ""), key.get("role", ""), key.get("kind", ""), key.text or "")
            for key in root.findall("key")]
    for key in keys:
        if not key.usable():
            raise Wrong(f"{path}: {key.name} has no key of its kind, or one that must not be used "
                        "[SIG-9, SIG-11, SIG-12]")
    every = [*before, *keys]
    if len({key.name for key in every}) != len(every):
        raise Wrong(f"{path}: a name is listed twice [NOT-10]")
    if len({key.material() for key in every}) != len(every):
        raise Wrong(f"{path}: one key is listed twice [NOT-10, SIG-21]")
    return keys


def read_contest(element: ElementTree.Element) -> ContestNotice:
    """A contest of the notice."""
    groups = []
    for category in element.findall("category"):
        for group in category.findall("group"):
            most = group.get("maximum")
            groups.append(Group(category.get("name", ""), group.get("name", ""),
                                int(group.get("minimum", "0")), int(most) if most else None))
    return ContestNotice(
        element.get("id", ""), element.get("kind", ""), int(element.get("places", "0")),
        element.get("rule-set", ""), element.findtext("title", ""), groups,
        {one.get("name", ""): one.get("value", "") for one in element.findall("setting")})


def read_notice(path: Path, data: bytes) -> Notice:
    """notice.xml"""
    root = parse(path, data, "notice")
    fill = root.find("fill-order")
    publication = root.find("publication")
    assert fill is not None and publication is not None
    notice = Notice(
        root.get("election", ""), root.get("status") == "signed", root.get("trial") == "yes",
        root.findtext("clp", ""), root.findtext("title", ""),
        [read_contest(contest) for contest in root.findall("contest")],
        [one.get("contest", "") for one in fill], fill.get("one-person-one-place") == "yes",
        {one.get("name", ""): dict(one.attrib) for one in root.findall("reading")},
        read_keys(path, root, []),
        [Need(one.get("file", ""), one.get("role", ""), int(one.get("count", "0")),
              one.get("in-ink") == "yes") for one in root.findall("policy/sign")],
        publication.get("level", ""), int(publication.get("smallest-batch", "0")),
        int(publication.get("smallest-contest", "0")),
        [Across(one.get("name", ""), one.get("group", ""), int(one.get("minimum", "0")),
                one.get("treatment", ""), tuple(over.get("contest", "") for over in one))
         for one in root.findall("across")],
        root.findtext("ruling-body", ""),
        next(one.get("conference", "0") for one in root.findall("rulebook")),
        root.find("re-run") is not None)
    asked = {need.file for need in notice.needs}
    if notice.signed != bool(asked):
        raise Wrong(f"{path}: a policy exactly where the election is signed [NOT-9]")
    if notice.signed and not asked >= {"notice", "election", "batches", "close", "lots"}:
        raise Wrong(f"{path}: the policy leaves a kind of file open [NOT-9]")
    if sorted(notice.fill_order) != sorted(contest.id for contest in notice.contests):
        raise Wrong(f"{path}: the fill order does not name every contest once [NOT-6]")
    return notice


def read_election(path: Path, data: bytes, job_share: str, listed: list[Key]) -> Election:
    """election.xml; job_share is the value of that reading, "" where it is not declared; listed are
    the keys of the notice"""
    root = parse(path, data, "election")
    contests: dict[str, list[Candidate]] = {}
    for contest in root.findall("contest"):
        these = []
        for one in contest.findall("candidate"):
            toward = [d.get("counts-toward") for d in one.findall("declares")
                      if job_share == "when-one-does" or d.get("of-share") is None]
            decision = one.find("eligibility")
            said = ("eligible", "") if decision is None else (
                decision.get("decision", ""), decision.get("clause", ""))
            these.append(Candidate(one.get("id", ""), one.findtext("name", ""),
                                   one.get("standing", ""), frozenset(t for t in toward if t),
                                   *said, frozenset(
                                       d.get("counts-toward", "") for d in one.findall("declares")
                                       if d.get("of-share") is not None)))
            if not job_share and one.find("declares[@of-share]") is not None:
                raise Wrong(f"{path}: the reading job-share is not declared [ACR-9]")
            if these[-1].standing == "standing" and these[-1].decision != "eligible":
                raise Wrong(f"{path}: {these[-1].id} stands and is not eligible [ELE-2]")
        if len({one.id for one in these}) != len(these) or contest.get("id") in contests:
            raise Wrong(f"{path}: an id stands twice [ELE-1]")
        contests[contest.get("id", "")] = these
    return Election(root.get("election", ""), root.get("notice", ""), contests,
                    read_keys(path, root, listed))


# ---- plain text ----


def read_account(lines: Lines) -> Account:
    """One block of the account (spec/formats/close.md, section 2)."""
    contest, round_, channel = lines.fields("account", 3)
    figures = {name: lines.number(lines.field(name)) for name in FIGURES}
    account = Account(lines.id(contest), lines.number(round_, 1, 250), lines.id(channel), figures)
    while lines.peek() == "rejected":
        code, number = lines.fields("rejected", 2)
        if code not in CODES or code in account.rejected:
            raise lines.wrong(f"'{code}' is no code here, or stands twice")
        account.rejected[code] = lines.number(number, 1)
    ascending([(CODES.index(code),) for code in account.rejected], lines, "codes")
    while lines.peek() == "variance":
        equation, way, number, code = lines.fields("variance", 4)
        account.variances.append((lines.number(equation, 1, 3),
                                  lines.one_of(way, ("missing", "extra")),
                                  lines.number(number, 1), lines.one_of(code, VARIANCES)))
    ascending([(equation, VARIANCES.index(code), way == "extra")
               for equation, way, _, code in account.variances], lines, "variances")
    first, second = lines.fields("counts", 2)
    account.counts = (lines.number(first), lines.number(second))
    return account


def ascending(keys: list[tuple], lines: Lines, what: str) -> None:
    """Lists are sorted, and nothing stands twice."""
    if any(first >= second for first, second in zip(keys, keys[1:])):
        raise lines.wrong(f"the {what} are not sorted, or one stands twice [CLO-2 to CLO-5]")


def read_double_votes(lines: Lines) -> list[str]:
    """The double votes found, sorted (section 4); their contests."""
    rows: list[tuple[str, int, int]] = []
    for _ in range(lines.number(lines.field("double-votes"), 0, 100_000)):
        contest, kind, persons, treatment = lines.fields("double-vote", 4)
        lines.number(persons, 1)
        rows.append((lines.id(contest), DOUBLE_KINDS.index(lines.one_of(kind, DOUBLE_KINDS)),
                     TREATMENTS.index(lines.one_of(treatment, TREATMENTS))))
    ascending(rows, lines, "double votes")
    return [row[0] for row in rows]


def read_close(path: Path, data: bytes) -> Close:
    """close.txt"""
    lines = Lines(str(path), data, "teller/close@1")
    election = lines.id(lines.field("election"))
    definition = lines.digest(lines.field("definition"))
    revision = lines.number(lines.field("revision"), 1, 1000)
    replaces = lines.field("replaces")
    if (replaces == "none") != (revision == 1):
        raise lines.wrong("replaces is none exactly in revision 1 [CLO-1]")
    if replaces != "none":
        lines.digest(replaces)
    batches = []
    for _ in range(lines.number(lines.field("batches"), 0, 10_000)):
        contest, round_, id_, rev, channel, papers, digest = lines.fields("batch", 7)
        batches.append(BatchLine(lines.id(contest), lines.number(round_, 1, 250), lines.id(id_),
                                 lines.number(rev, 1, 1000), lines.id(channel),
                                 lines.number(papers), lines.digest(digest)))
    ascending([(b.contest, b.round, b.id) for b in batches], lines, "batches")
    if len({(b.contest, b.id) for b in batches}) != len(batches):
        raise lines.wrong("a batch stands twice in its contest [CLO-2]")
    accounts = [read_account(lines)
                for _ in range(lines.number(lines.field("accounts"), 0, 1000))]
    ascending([(a.contest, a.round, a.channel) for a in accounts], lines, "accounts")
    decisions: dict[tuple[str, str, int], list[str]] = {}
    objected = {}
    for _ in range(lines.number(lines.field("adjudications"), 0, 100_000)):
        row = lines.fields("adjudication", 7, 1000)
        key = (lines.id(row[0]), lines.id(row[1]), lines.number(row[2], 1))
        lines.one_of(row[3], ROLES)
        lines.one_of(row[4], (*ROLES, "none"))
        lines.one_of(row[5], ("reject", "marks"))
        if row[5] == "reject" and (len(row) != 7 or row[6] not in REJECTED):
            raise lines.wrong("no code of a rejection")
        if row[5] == "marks" and any(m == "?" or not MARK.match(m) for m in row[6:]):
            raise lines.wrong("no mark, or a doubtful one [CLO-12]")
        decisions[key], objected[key] = row[5:], row[4] != "none"
    ascending(list(decisions), lines, "adjudications")
    doubles = read_double_votes(lines)
    if decisions and not re.fullmatch("[0-9a-f]{32}", lines.field("salt")):
        raise lines.wrong("no salt, which stands where there are decisions [CLO-18]")
    lines.end()
    return Close(election, definition, revision, replaces, batches, accounts, decisions, objected,
                 doubles)


def read_batch(path: Path, data: bytes, line: BatchLine, election: Election, definition: str,
               ) -> Batch:
    """A batch, which must be the one that close.txt names (spec/formats/ballots.md)."""
    totals = data.startswith(b"teller/tally@1\n")
    lines = Lines(str(path), data, "teller/tally@1" if totals else "teller/ballots@1")
    number = len(election.contests[line.contest])
    expected = (("election", election.election), ("definition", definition),
                ("contest", line.contest), ("round", str(line.round)), ("batch", line.id),
                ("revision", str(line.revision)), ("channel", line.channel))
    for word, value in expected:
        if lines.field(word) != value:
            raise Untrusted(f"{path}:{lines.at}: not the {word} that close.txt says [FOL-4]")
    entered = "totals" if totals else lines.field("entered")
    if totals:
        if not re.match(r"sha256:[0-9a-f]{64}\Z", lines.field("statement")):
            raise lines.wrong("no digest of the statement [TAL-2]")
    else:
        lines.one_of(entered, ("double", "single", "import"))
    if entered == "import" and lines.peek() == "export":
        for word in ("export", "mapping"):
            if not re.match(r"sha256:[0-9a-f]{64}\Z", lines.field(word)):
                raise lines.wrong(f"no digest of the {word} [BAL-5]")
    if not re.match(r"[0-9a-f]{32}\Z", lines.field("salt")):
        raise lines.wrong("no salt")
    for word, value in (("candidates", number), ("papers", line.papers)):
        if lines.number(lines.field(word)) != value:
            raise Untrusted(f"{path}:{lines.at}: another number of {word} than the close says")
    if totals:
        return read_totals(lines, line, number)
    papers = []
    for at in range(1, line.papers + 1):
        row = lines.take()
        if row[0] != str(at):
            raise lines.wrong(f"paper {at} is expected here [BAL-1]")
        if len(row) == 2 and row[1].startswith("R:"):
            papers.append(Paper([], lines.one_of(row[1][2:], CODES)))
        elif len(row) - 1 != number or not all(MARK.match(mark) for mark in row[1:]):
            raise lines.wrong("not one mark for each candidate")
        else:
            papers.append(Paper(row[1:]))
    if lines.take() != ["end", str(line.papers)]:
        raise lines.wrong("another number at the end [BAL-4]")
    lines.nothing_more()
    return Batch(line, papers)


def read_totals(lines: Lines, line: BatchLine, number: int) -> Batch:
    """The totals of a tally, and papers that have them (spec/formats/tally.md, [TAL-4])."""
    blank = lines.number(lines.field("blank"), 0, line.papers)
    valid = line.papers - blank
    votes = []
    for at in range(1, number + 1):
        row = lines.take()
        if len(row) != 2 or row[0] != str(at):
            raise lines.wrong("not the votes of each candidate in order [TAL-2]")
        votes.append(lines.number(row[1], 0, valid))
    if sum(votes) < valid:
        raise lines.wrong("fewer votes than valid papers [TAL-3]")
    if lines.take() != ["end", str(line.papers)]:
        raise lines.wrong("another number at the end [TAL-2]")
    lines.nothing_more()
    marks = [["-"] * number for _ in range(valid)]
    at = 0
    for candidate, given in enumerate(votes):
        for _ in range(given):
            marks[at % valid][candidate] = "X"
            at += 1
    return Batch(line, [Paper(row) for row in marks] + [Paper([], "blank")] * blank, True)


def read_lots(path: Path, data: bytes, notice: Notice, election: Election, close: str,
              history: set[str] | None) -> Lots:
    """lots.txt; `close` is the digest of close.txt, `history` it and those it replaced, or None
    where they are not here. Tickets are worked out again [LOT-8] to [LOT-10]."""
    lines = Lines(str(path), data, "teller/lots@1")
    if lines.field("election") != notice.election or lines.field("close") != close:
        raise Untrusted(f"{path}: of another election or close [FOL-1]")
    digits = lines.field("seed")
    if digits != "none" and not re.match(r"[0-9]{24}\Z", digits):
        raise lines.wrong("the seed is not 24 digits")
    lots = Lots(digits="" if digits == "none" else digits, close=close.removeprefix("sha256:"))
    thrown = {} if digits == "none" else {close: digits}
    followed = set()
    for _ in range(lines.number(lines.field("lots"), 0, 10_000)):
        id_ = lines.field("lot")
        contest, stage, purpose = (id_.split(":") + ["", ""])[:3]
        lines.number(stage, 1, 1_000_000)
        lines.one_of(purpose, ("elect", "exclude", "transfer"))
        tied = lines.fields("tied", 2, 250)
        selected = lines.field("selected")
        names = {one.id for one in election.contests.get(contest, [])}
        if not set(tied) <= names or len(set(tied)) != len(tied) or selected not in tied:
            raise lines.wrong("somebody who is not tied, or no candidate [LOT-3, LOT-6]")
        if any((lot.contest, lot.purpose, lot.tied) == (contest, purpose, frozenset(tied))
               for lot in lots.settled):
            raise lines.wrong("a tie that was settled already [LOT-4]")
        row = lines.take()
        if row[0] == "ticket" and len(row) == 3:
            if not re.match(r"[0-9]{24}\Z", row[1]):
                raise lines.wrong("a throw is 24 digits")
            close_then = lines.digest(row[2]).removeprefix("sha256:")
            best = min(tied, key=lambda one: Lots.ticket(close_then, row[1], id_, one))
            if best != selected:
                raise lines.wrong(f"by the tickets it is {best} [LOT-8]")
            if thrown.setdefault(row[2], row[1]) != row[1]:
                raise lines.wrong("other digits than were thrown after the same close [LOT-10]")
            followed.add(row[2])
        elif row[0] != "drawn" or len(row) != 2:
            raise lines.wrong("drawn or ticket is expected here [LOT-5]")
        else:
            lines.one_of(row[1], ("slips", "coin", "dice", "cards", "other"))
        for role in lines.fields("witnesses", 1, 64):
            lines.one_of(role, ROLES)
        lots.settled.append(Lot(contest, purpose, frozenset(tied), selected))
    lines.end()
    if history is not None and not followed <= history:
        raise Untrusted(f"{path}: a throw after a close that is not in the history [LOT-9]")
    return lots
