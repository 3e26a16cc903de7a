"""A minimum over several contests (spec/rules/across.md): what each must elect, and what was met."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Across:
    """An `across` of the notice."""

    name: str
    group: str
    minimum: int
    treatment: str
    contests: tuple[str, ...]


@dataclass
class Office:
    """A contest as this minimum sees it."""

    room: int  # the most of the group that it takes: its places, or its own maximum
    members: list[str]  # who of the group stands there
    filled: int | None = None  # places that the group has; None: not counted yet


def reach(offices: list[Office], elected: set[str], one_place: bool) -> int:
    """The most places that the group can fill at once in these contests [ACR-2]."""
    if not one_place:
        return sum(min(office.room, len(office.members)) for office in offices)
    seats = [at for at, office in enumerate(offices) for _ in range(office.room)]
    holder: dict[int, str] = {}

    def place(one: str, tried: set[int]) -> bool:
        """Finds a place for one, moving others on if need be."""
        for seat, at in enumerate(seats):
            if seat in tried or one not in offices[at].members:
                continue
            tried.add(seat)
            if seat not in holder or place(holder[seat], tried):
                holder[seat] = one
                return True
        return False

    people = sorted({one for office in offices for one in office.members} - elected)
    return sum(place(one, set()) for one in people)


def required(rule: Across, order: list[str], offices: dict[str, Office], elected: set[str],
             one_place: bool) -> int:
    """How many of the group the first contest not counted yet must elect [ACR-3]."""
    have = sum(office.filled or 0 for office in offices.values())
    left = [offices[one] for one in order if one in rule.contests and offices[one].filled is None]
    now, later = reach(left, elected, one_place), reach(left[1:], elected, one_place)
    return max(0, min(rule.minimum, have + now) - have - later)
