"""What the marks on a paper count as, under the declared readings (spec/rules/marks.md)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from bounds import Group

REJECTED = (
    "blank", "no-official-mark", "identifies-voter", "torn", "uncertain", "no-first-preference",
    "first-repeated", "repeated-number", "skipped-number", "too-many-marks", "too-few-marks",
    "too-few-of-group", "wrong-mark", "doubtful", "cancelled", "only-withdrawn",
)
NOTED = ("single-cross", "repeated-number", "skipped-number", "numbers-as-crosses", "undervote",
         "decided", "overvote")
CLAUSES = (4, 3, 2, 1, 5, 6, 7, 9, 10, 11, 12, 13)
NOTE_CLAUSE = {"single-cross": 5, "repeated-number": 7, "skipped-number": 6,
               "numbers-as-crosses": 10, "decided": 1, "overvote": 11}


@dataclass
class Read:
    """How one paper was read: rejected with a reason and clause, or whom it is for, in order."""

    reason: str = ""
    clause: int = 0
    order: list[int] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)


@dataclass
class Paper:
    """A paper as seen: its marks or the code with which the hall rejected it, and the decision."""

    marks: list[str]
    code: str = ""
    decision: list[str] | None = None


def before_the_marks(paper: Paper) -> tuple[Read | None, list[str], bool]:
    """[MRK-1] to [MRK-4]: the rejection if that decides, the marks to be read, decided or not."""
    decided = paper.decision is not None
    marks = paper.marks
    if paper.decision is not None:
        if paper.decision[0] == "reject":
            return Read(paper.decision[1], 1), [], True
        marks = paper.decision[1:]
    elif paper.code:
        return Read(paper.code, 2), [], False
    if "?" in marks:
        return Read("doubtful", 3), [], decided
    if all(mark == "-" for mark in marks):
        return Read("blank", 4), [], decided
    return None, marks, decided


def groups_of_equals(marks: list[str]) -> list[tuple[int, list[int]]]:
    """The numbers of a paper from the lowest up, each with the candidates that bear it."""
    by_number: dict[int, list[int]] = defaultdict(list)
    for candidate, mark in enumerate(marks):
        if mark.isdigit():
            by_number[int(mark)].append(candidate)
    return sorted(by_number.items())


def read_preferences(paper: Paper, settings: dict[str, str], standing: set[int]) -> Read:
    """A preferential paper [MRK-5] to [MRK-9]."""
    early, marks, decided = before_the_marks(paper)
    if early:
        return early
    notes = {"decided"} if decided else set()
    crosses = [candidate for candidate, mark in enumerate(marks) if mark == "X"]
    groups = groups_of_equals(marks)
    if crosses:
        if len(crosses) > 1 or groups:
            return Read("uncertain", 5)
        if settings["single-cross"] == "invalid":
            return Read("wrong-mark", 5)
        notes.add("single-cross")
        groups = [(1, crosses)]
    read: list[int] = []
    expected = 1
    for at, (number, equals) in enumerate(groups):
        gap, expected = number - expected, number + 1
        if gap > 0:
            how = settings["skipped-number"]
            if how == "invalid":
                return Read("skipped-number", 6)
            notes.add("skipped-number")
            if how == "stop" and (gap > int(settings["skipped-allowed"]) or gap > 2):
                if at == 0:
                    return Read("no-first-preference", 9)
                break
        if len(equals) > 1:
            how = settings["repeated-number"]
            if how == "invalid":
                return Read("repeated-number", 7)
            if how == "stop" and at == 0:
                return Read("first-repeated", 7)
            notes.add("repeated-number")
            if how == "stop":
                break
            continue
        read += equals
    order = [candidate for candidate in read if candidate in standing]
    if not order:
        return Read("only-withdrawn" if read else "no-first-preference", 9)
    return Read(order=order, notes=notes)


def read_crosses(paper: Paper, settings: dict[str, str], standing: set[int], most: int,
                 groups: list[Group], groups_of: dict[int, frozenset[str]]) -> Read:
    """A paper of crosses [MRK-10] to [MRK-14]; `most` is how many marks it may bear."""
    early, marks, decided = before_the_marks(paper)
    if early:
        return early
    notes = {"decided"} if decided else set()
    marked = [candidate for candidate, mark in enumerate(marks) if mark == "X"]
    numbered = groups_of_equals(marks)
    if numbered:
        how = settings["numbers-on-cross-paper"]
        if how == "invalid":
            return Read("wrong-mark", 10)
        if how == "as-crosses":
            notes.add("numbers-as-crosses")
        for _, equals in numbered:
            if how == "first-n" and len(marked) + len(equals) > most:
                break
            marked += equals
    if len(marked) > most:
        if settings["overvote"] == "invalid":
            return Read("too-many-marks", 11)
        notes.add("overvote")
    if len(marked) < min(most, len(marks)) and settings["undervote"] == "invalid":
        return Read("too-few-marks", 12)
    if settings["group-ballot"] == "invalid":
        for group in groups:
            inside = sum(group.name in groups_of.get(one, frozenset()) for one in marked)
            if inside < group.minimum:
                return Read("too-few-of-group", 13)
    return Read(order=sorted(one for one in marked if one in standing), notes=notes)


def summary(reads: list[Read]) -> list[tuple[str, dict[str, str]]]:
    """The events `rejected` and `noted` of a count, in their order."""
    events = []
    for reason in REJECTED:
        these = [read for read in reads if read.reason == reason]
        if these:
            clause = next(c for c in CLAUSES if any(read.clause == c for read in these))
            events.append(("rejected", {"reason": reason, "papers": str(len(these)),
                                        "clause": f"marks/MRK-{clause}"}))
    for note in NOTED:
        number = sum(note in read.notes for read in reads if not read.reason)
        if number:
            events.append(("noted", {"what": note, "papers": str(number),
                                     "clause": f"marks/MRK-{NOTE_CLAUSE[note]}"}))
    return events
