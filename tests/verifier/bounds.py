"""Bounds on groups: completions, guarded, doomed, clashes (spec/rules/constraints.md).

Candidates with the same groups are interchangeable, so every choice is tried by trying how many are
taken of each kind: exhaustive, and quick at the size of a delegation [CON-2].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """A group with its bounds, as the notice declares it."""

    category: str
    name: str
    minimum: int
    maximum: int | None

    def free(self) -> Group:
        """The same group without its bounds."""
        return Group(self.category, self.name, 0, None)

    def bound(self) -> bool:
        """Whether it bounds anything."""
        return self.minimum > 0 or self.maximum is not None


class Bounds:
    """The bounds of one contest; `groups_of` says which groups a candidate counts toward."""

    def __init__(self, groups: list[Group], groups_of: dict[int, frozenset[str]]) -> None:
        self.groups = groups
        self.groups_of = groups_of

    def any(self) -> bool:
        """Whether there is any bound."""
        return any(group.bound() for group in self.groups)

    def without(self, name: str) -> Bounds:
        """The same without the two bounds of one group [CON-6]."""
        groups = [g.free() if g.name == name else g for g in self.groups]
        return Bounds(groups, self.groups_of)

    def holds(self, members: Counter[str], empty: int) -> bool:
        """Whether a whole choice keeps maximums and, but for empty places, minimums [CON-1]."""
        lacking: Counter[str] = Counter()
        for group in self.groups:
            if group.maximum is not None and members[group.name] > group.maximum:
                return False
            lacking[group.category] += max(0, group.minimum - members[group.name])
        return all(number <= empty for number in lacking.values())

    def completion(self, elected: Iterable[int], others: Iterable[int], places: int,
                   empty: int) -> bool:
        """Whether the places can be filled from the others so that the bounds are kept."""
        members: Counter[str] = Counter()
        for one in elected:
            members.update(self.groups_of.get(one, frozenset()))
        kinds = sorted(Counter(self.groups_of.get(one, frozenset()) for one in others).items(),
                       key=lambda kind: sorted(kind[0]))

        def take(at: int, left: int, so_far: Counter[str]) -> bool:
            if at == len(kinds):
                return left == 0 and self.holds(so_far, empty)
            names, there = kinds[at]
            for number in range(min(there, left) + 1):
                trial = so_far.copy()
                for name in names:
                    trial[name] += number
                if take(at + 1, left - number, trial):
                    return True
            return False

        return places >= 0 and take(0, places, members)

    def guards(self, one: int, elected: list[int], others: list[int], places: int,
               empty: int) -> bool:
        """Whether no completion leaves this candidate out [CON-5]."""
        rest = [other for other in others if other != one]
        return not self.completion(elected, rest, places, empty)

    def dooms(self, one: int, elected: list[int], others: list[int], places: int,
              empty: int) -> bool:
        """Whether no completion takes this candidate in [CON-5]."""
        rest = [other for other in others if other != one]
        return not self.completion([*elected, one], rest, places - 1, empty)

    def named(self, test: str, one: int, elected: list[int], others: list[int], places: int,
              empty: int) -> Group | None:
        """The bound that guards or dooms: the first without which it would not be so [CON-6]."""
        for group in self.groups:
            if not getattr(self.without(group.name), test)(one, elected, others, places, empty):
                return group
        return None

    def clash(self, others: list[int], places: int, empty: int) -> list[Group]:
        """The groups whose bounds clash, found as [CON-4] says."""
        kept = self
        for group in self.groups:
            trial = kept.without(group.name)
            if not trial.completion([], others, places, empty):
                kept = trial
        return [group for group in kept.groups if group.bound()]
