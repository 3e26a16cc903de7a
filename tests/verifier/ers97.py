"""The single transferable vote of the Electoral Reform Society, 1997 (spec/rules/ers97.md, stv.md).

Amounts are whole hundredths of a vote. A paper lies with one candidate, at one value, since one
stage; that is all the page asks to be known of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from count import Count

ONE = 100


@dataclass
class Held:
    """A paper in the hands of a candidate."""

    paper: list[int]
    value: int
    since: int


class Ers97(Count):
    """A count under way."""

    decimals = 2
    page_end = "ers97/ERS-5.1"
    reopen_clause = "stv/STV-9"

    def stages(self) -> None:
        """Stage 1, then whatever [STV-8] says comes next, until the places are full."""
        self.piles: dict[int, list[Held]] = {one: [] for one in self.contest.standing}
        self.surplus: dict[int, int] = {}
        self.divisor = self.left + self.want_empty + 1
        for paper in self.papers:
            self.piles[paper[0]].append(Held(paper, ONE, 1))
            self.votes[paper[0]] += ONE
        self.open_stage("first-preferences", "stv/STV-1")
        self.set_quota("set", "ers97/ERS-1.6")
        self.close_stage()
        if not self.papers and len(self.alive()) > self.left:
            self.leave_empty("no-votes", "stv/STV-7")
            return
        self.elections()
        while not self.ended():
            doomed = [one for one in self.continuing() if self.flag(one) == "doomed"]
            if doomed:
                self.exclude_parts(self.one_lowest(doomed), "doomed")
            elif not self.transfer_surplus():
                self.exclude_lowest()

    def ended(self) -> bool:
        """The end [STV-3]: the places are full, or those left are just as many."""
        return self.left <= 0 or self.elect_remaining() or self.left <= 0

    def set_quota(self, why: str, clause: str) -> None:
        """The quota [ERS-1.6], or the lowered one [ERS-4.8]."""
        base = self.valid - self.lost
        quota = -(-base // self.divisor)
        if self.quota is not None and quota >= self.quota:
            return
        self.quota = quota
        exact = {"exact": f"{base // ONE}/{self.divisor}"}
        self.say("quota", votes=self.amount(quota), **exact, why=why, clause=clause)

    def active(self) -> int:
        """The total active vote [ERS-6.20]."""
        kept = sum(min(self.quota or 0, self.votes[one])
                   for one, status in self.status.items() if status == "elected")
        return self.valid - self.lost - self.rounding - kept

    def close_stage(self) -> None:
        """Tallies, and the vote required for election at this point [ERS-1.7]."""
        for one, pile in self.piles.items():
            self.held[one] = len(pile)
        self.tally()
        share = -(-self.active() // (self.left + 1))
        self.say("required", votes=self.amount(min(self.quota or 0, share)),
                 clause="ers97/ERS-1.7")

    def passes(self, one: int) -> str:
        """How a candidate is deemed elected, if so [ERS-1.7]."""
        votes = self.votes[one]
        if votes <= 0:
            return ""
        if votes >= (self.quota or 0):
            return "quota"
        return "required-vote" if votes * (self.left + 1) >= self.active() else ""

    def elections(self) -> None:
        """The elections of a stage, the highest first [ERS-1.7, STV-2]."""
        while self.left > 0:
            able = [one for one in self.alive() if self.passes(one)]
            if not able:
                return
            top = max(self.votes[one] for one in able)
            level = [one for one in able if self.votes[one] == top]
            if len(level) > 1 and not self.together(level):
                one, _ = self.look_back("elect", level, "forwards")
                if one is None:
                    self.say_tie("elect", level, "none-elected", "ers97/ERS-6.2")
                    return
                level = [one]
            for one in level:
                if self.left > 0:
                    self.deem(one)

    def deem(self, one: int) -> None:
        """Deems one candidate elected; what is above the quota is a surplus."""
        if self.votes[one] > (self.quota or 0):
            self.surplus[one] = self.stage
        self.elect(one, self.passes(one) or "required-vote", "ers97/ERS-1.7")

    def over(self, one: int) -> int:
        """The surplus of a candidate."""
        return self.votes[one] - (self.quota or 0)

    # ---- surpluses ----

    def defers(self) -> bool:
        """Whether surpluses wait [ERS-2.2, CON-10]."""
        total = sum(self.over(one) for one in self.surplus)
        free = self.excludable()
        if len(free) < 2:
            self.say_deferred(total, 0)
            return True
        difference = self.votes[free[1]] - self.votes[free[0]]
        if total <= difference:
            self.say_deferred(total, difference)
            return True
        these, above = self.safe_set(total)
        if these:
            self.say_deferred(total, above - sum(self.votes[one] for one in these))
            return True
        return False

    def say_deferred(self, total: int, difference: int) -> None:
        """The event."""
        self.say("deferred", surpluses=self.amount(total), difference=self.amount(difference),
                 clause="ers97/ERS-2.2")

    def safe_set(self, surpluses: int) -> tuple[list[int], int]:
        """The largest set that can safely go out together [ERS-2.5]."""
        return self.lowest_set(len(self.continuing()) - self.left, surpluses, equal_too=True)

    def transfer_surplus(self) -> bool:
        """Transfers the largest surplus, if there is one that need not wait."""
        if not self.surplus or self.defers():
            return False
        most = max(self.over(one) for one in self.surplus)
        level = sorted(one for one in self.surplus if self.over(one) == most)
        source = level[0]
        if len(level) > 1:
            source = self.settle("transfer", level, "forwards", "lot", self.stage + 1)
        batch = self.last_batch(source, self.surplus.pop(source))
        self.open_stage("surplus", "ers97/ERS-2.2", [source], votes=self.amount(most))
        self.move_surplus(source, batch, most)
        self.close_stage()
        self.elections()
        return True

    def last_batch(self, source: int, reached: int) -> list[Held]:
        """The papers that are looked at for a surplus [ERS-3.1, ERS-3.2]."""
        pile = self.piles[source]
        latest = max(held.since for held in pile)
        if any(held.since == reached for held in pile):
            latest = reached
        return [held for held in pile if held.since == latest]

    def move_surplus(self, source: int, batch: list[Held], surplus: int) -> None:
        """Moves the papers of a surplus [ERS-3.7, ERS-3.9]."""
        old = batch[0].value
        going: dict[int | None, list[Held]] = defaultdict(list)
        for held in batch:
            going[self.next_of(held.paper, source)].append(held)
        lost = going.pop(None, [])
        number = sum(len(these) for these in going.values())
        reduced = number * old > surplus
        new = surplus // number if reduced else old
        moved = {id(held) for held in batch}
        self.piles[source] = [held for held in self.piles[source] if id(held) not in moved]
        for to in self.contest.standing:
            these = going.get(to, [])
            self.give(source, to, these, new)
            self.say_transfer(source, to, new, len(these), new * len(these), "ers97/ERS-3.7")
        rest = surplus - new * number
        self.lost_papers += len(lost)
        if reduced:
            self.rounding += rest
            self.say_transfer(source, None, 0, len(lost), 0, "ers97/ERS-3.7")
        else:
            self.lost += rest
            self.say_transfer(source, None, old, len(lost), rest, "ers97/ERS-3.7")
        self.votes[source] -= surplus

    def give(self, source: int, to: int, these: list[Held], value: int) -> None:
        """Gives papers to a candidate."""
        for held in these:
            self.piles[to].append(Held(held.paper, value, self.stage))
        self.votes[to] += value * len(these)

    def say_transfer(self, source: int, to: int | None, value: int, papers: int, votes: int,
                     clause: str) -> None:
        """The event, if there are papers."""
        if papers:
            where = {} if to is None else {"to": self.name(to)}
            self.say("transfer", **{"from": self.name(source)}, **where, value=self.amount(value),
                     papers=str(papers), votes=self.amount(votes), clause=clause)

    # ---- exclusions ----

    def one_lowest(self, pool: list[int]) -> list[int]:
        """The lowest of these, ties looking forwards and then by lot [ERS-2.5]."""
        least = min(self.votes[one] for one in pool)
        level = sorted(one for one in pool if self.votes[one] == least)
        if len(level) == 1:
            return level
        return [self.settle("exclude", level, "forwards", self.contest.settings["tie-exclusion"],
                            self.stage + 1)]

    def exclude_lowest(self) -> None:
        """The lowest, or as many of them as can safely go out together [ERS-2.5, ERS-5.1]."""
        these, _ = self.safe_set(sum(self.over(one) for one in self.surplus))
        why = "together" if these else "lowest"
        these = these or self.one_lowest(self.excludable())
        if len(self.alive()) - len(these) > self.left:
            self.exclude_parts(these, why)
            return
        clause = "constraints/CON-12" if self.bounded() else self.page_end
        rest = [one for one in self.alive() if one not in these]
        for one in sorted(rest, key=lambda c: (-self.votes[c], c)):
            if self.left > 0:
                self.elect(one, "remaining", clause, pass_after=False)

    def exclude_parts(self, these: list[int], why: str) -> None:
        """An exclusion, value by value from the highest down [ERS-4.1]."""
        of = sorted(these)
        values = sorted({held.value for one in of for held in self.piles[one]}, reverse=True) or [0]
        for part, value in enumerate(values, 1):
            clause = "ers97/ERS-4.1"
            if part == 1:
                clause = "constraints/CON-7" if why == "doomed" else "ers97/ERS-2.5"
            papers = sum(held.value == value for one in of for held in self.piles[one])
            self.open_stage("exclusion", clause, of, part=str(part), papers=str(papers),
                            votes=self.amount(papers * value))
            over = False
            if part == 1:
                self.exclude(these, why, clause)
                over = len(self.alive()) == self.left
            if not over:
                self.move_batch(of, value)
            self.close_stage()
            if over:
                return
            self.elections()
            if self.left <= 0 or len(self.alive()) == self.left:
                return

    def move_batch(self, of: list[int], value: int) -> None:
        """Moves all papers of one value held by those excluded [ERS-4.1, ERS-4.8]."""
        before = self.lost
        for source in of:
            batch = [held for held in self.piles[source] if held.value == value]
            self.piles[source] = [held for held in self.piles[source] if held.value != value]
            going: dict[int | None, list[Held]] = defaultdict(list)
            for held in batch:
                going[self.next_of(held.paper, source)].append(held)
            for to in self.contest.standing:
                these = going.get(to, [])
                self.give(source, to, these, value)
                self.say_transfer(source, to, value, len(these), value * len(these),
                                  "ers97/ERS-4.1")
            lost = going.get(None, [])
            self.lost += value * len(lost)
            self.lost_papers += len(lost)
            self.say_transfer(source, None, value, len(lost), value * len(lost), "ers97/ERS-4.1")
            self.votes[source] -= value * len(batch)
        if self.lost > before and not self.order:
            self.set_quota("lowered", "ers97/ERS-4.8")
