"""What all counts share: who is continuing, the events, the pass over bounds, ties and lots.

The events are kept in the shape in which result.xml shows them (spec/formats/result.md, section 4),
so that two lists can be compared one by one. spec/formats/transcript.md gives their order,
spec/rules/README.md the clause that each cites.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bounds import Bounds, Group
from words import LotNeeded

Event = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Lot:
    """A lot once settled: for which tie, and who was selected."""

    contest: str
    purpose: str
    tied: frozenset[str]
    selected: str


@dataclass
class Lots:
    """The lots of lots.txt, and the digits thrown for ties still to come."""

    settled: list[Lot] = field(default_factory=list)
    digits: str = ""
    close: str = ""

    @staticmethod
    def ticket(close: str, digits: str, lot: str, one: str) -> str:
        """The ticket of one of the tied (spec/formats/lots.md, section 2)."""
        text = f"teller/lot@1\n{close}\n{digits}\n{lot}\n{one}\n"
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def select(self, contest: str, stage: int, purpose: str, tied: Iterable[str]) -> str | None:
        """Who is selected for this purpose from exactly these, if a lot says so [TIE-6]."""
        names = frozenset(tied)
        for lot in self.settled:
            if (lot.contest, lot.purpose, lot.tied) == (contest, purpose, names):
                return lot.selected
        if not self.digits:
            return None
        id_ = f"{contest}:{stage}:{purpose}"
        return min(names, key=lambda one: self.ticket(self.close, self.digits, id_, one))


@dataclass
class Contest:
    """What a count is given."""

    id: str
    places: int
    settings: dict[str, str]
    names: list[str]
    standing: list[int]
    reopen: int | None
    bounds: Bounds
    lots: Lots

    def bounded(self) -> bool:
        """Whether any bound applies."""
        return self.bounds.any()


class Ended(Exception):
    """A tie is referred, or the ballot is to be run again: no further stage is opened."""


class Count:
    """One count under way. The rule sets derive from it."""

    decimals = 0
    page_end = ""

    def __init__(self, contest: Contest, papers: list[list[int]], before: list[Event],
                 valid_clause: str, valid: int) -> None:
        self.contest = contest
        self.papers = papers
        self.valid = valid * 10**self.decimals
        self.status = {one: "continuing" for one in contest.standing}
        self.votes = dict.fromkeys(contest.standing, 0)
        self.held = dict.fromkeys(contest.standing, 0)
        self.lost, self.lost_papers, self.rounding = 0, 0, 0
        self.elected: list[int] = []
        self.order: list[tuple[int, str, str]] = []
        self.empty: list[tuple[int, str, str, int | None]] = []
        self.flags: dict[int, tuple[str, Group | None]] = {}
        self.history: list[dict[int, int]] = []
        self.events: list[Event] = [
            *before,
            ("valid", {"papers": str(len(papers)), "votes": self.amount(self.valid),
                       "clause": valid_clause}),
        ]
        self.stage = 0
        self.quota: int | None = None
        self.state = "done"
        self.left = contest.places
        self.clash_empty = 0
        self.want_empty = 0

    # ---- events ----

    def amount(self, units: int) -> str:
        """An amount with the decimals of the rule set [ARITH-6]."""
        sign, units = ("-" if units < 0 else ""), abs(units)
        if not self.decimals:
            return f"{sign}{units}"
        one = 10**self.decimals
        return f"{sign}{units // one}.{units % one:0{self.decimals}d}"

    def say(self, tag: str, **attributes: str) -> None:
        """One event."""
        self.events.append((tag, {name.replace("_", "-"): v for name, v in attributes.items()}))

    def name(self, one: int) -> str:
        """The id of a candidate."""
        return self.contest.names[one]

    def say_tie(self, purpose: str, tied: Iterable[int], how: str, clause: str,
                at: int | None = None, selected: int | None = None) -> None:
        """A tie and how it was settled."""
        words = {"purpose": purpose, "how": how}
        if at is not None:
            words["at"] = str(at)
        if selected is not None:
            words["selected"] = self.name(selected)
        self.say("tie", **words, clause=clause)
        for one in sorted(tied):
            self.say("tied", candidate=self.name(one))

    def open_stage(self, action: str, clause: str, of: Iterable[int] = (), **more: str) -> None:
        """A stage opens."""
        self.stage += 1
        self.say("stage", number=str(self.stage), action=action, **more, clause=clause)
        for one in sorted(of):
            self.say("of", candidate=self.name(one))

    def tally(self) -> None:
        """The tallies of a stage, and the check that nothing appeared or disappeared [TRA-5]."""
        last = self.history[-1] if self.history else dict.fromkeys(self.votes, 0)
        for one in self.contest.standing:
            votes = self.votes[one]
            self.say("tally", id=self.name(one), before=self.amount(last[one]),
                     change=self.amount(votes - last[one]), votes=self.amount(votes),
                     papers=str(self.held[one]), status=self.status[one])
        self.say("non-transferable", votes=self.amount(self.lost), papers=str(self.lost_papers))
        self.say("rounding", votes=self.amount(self.rounding))
        self.history.append(dict(self.votes))
        assert sum(self.votes.values()) + self.lost + self.rounding == self.valid

    # ---- who is where ----

    def continuing(self) -> list[int]:
        """Those neither elected nor excluded, in ballot order."""
        return [one for one in self.contest.standing if self.status[one] == "continuing"]

    def flag(self, one: int) -> str:
        """`guarded`, `doomed` or nothing."""
        return self.flags[one][0] if one in self.flags else ""

    def alive(self) -> list[int]:
        """The continuing who are not doomed."""
        return [one for one in self.continuing() if self.flag(one) != "doomed"]

    def bounded(self) -> bool:
        """Whether any bound applies in this count."""
        return self.contest.bounded()

    def state_of(self) -> tuple[list[int], list[int], int, int]:
        """The state that completions are looked for in [CON-1]."""
        return self.elected, self.continuing(), self.left, self.want_empty + self.clash_empty

    def pass_over(self) -> None:
        """The constraint pass [CON-5]."""
        if not self.bounded() or self.left <= 0 or len(self.continuing()) <= self.left:
            return
        state = self.state_of()
        bounds = self.contest.bounds
        for test, word in (("guards", "guarded"), ("dooms", "doomed")):
            for one in state[1]:
                if one in self.flags or not getattr(bounds, test)(one, *state):
                    continue
                group = bounds.named(test, one, *state)
                self.flags[one] = (word, group)
                where = {"category": group.category, "group": group.name} if group else {}
                self.say(word, candidate=self.name(one), **where, clause="constraints/CON-5")

    def start(self) -> bool:
        """What the bounds say before the first stage [CON-4]; whether there is one."""
        standing, places = self.contest.standing, self.contest.places
        bounds = self.contest.bounds
        wanting = max(0, places - len(standing))
        empty = wanting
        while empty <= places and not bounds.completion([], standing, places - empty, empty):
            empty += 1
        clash: list[Group] = []
        if empty > wanting:
            clash = bounds.clash(standing, places - wanting, wanting)
            possible = places - empty if empty <= places else 0
            self.say("infeasible", places=str(possible), clause="constraints/CON-4")
            self.say_bounds(clash)
            if empty > places or self.contest.settings["insufficient"] == "refuse":
                self.state = "refused"
                return False
        self.want_empty, self.clash_empty = wanting, empty - wanting
        if wanting:
            self.say("places-empty", places=str(wanting), why="too-few-candidates",
                     clause="constraints/CON-4")
        if clash:
            self.say("places-empty", places=str(self.clash_empty), why=self.clash_word(),
                     clause="constraints/CON-4")
            self.say_bounds(clash)
        self.left = places - empty
        self.pass_over()
        return self.left > 0

    def say_bounds(self, groups: list[Group]) -> None:
        """The groups of an event."""
        for group in groups:
            self.say("bound", category=group.category, group=group.name)

    def clash_word(self) -> str:
        """Why places stay empty when bounds clash."""
        return "referred" if self.contest.settings["insufficient"] == "refer" else "constraint"

    # ---- deciding ----

    def elect(self, one: int, why: str, clause: str, pass_after: bool = True) -> None:
        """Elects one candidate; re-open nominations leaves its place empty [STV-9, PLU-6]."""
        number = len(self.order) + 1
        self.left -= 1
        self.status[one] = "elected"
        if one == self.contest.reopen:
            self.order.append((one, "reopen", clause))
            self.empty.append((number, "re-open-nominations", self.reopen_clause, one))
            if self.contest.settings.get("reopen") == "all-after":
                self.leave_empty("re-open-nominations", self.reopen_clause)
                return
        else:
            self.elected.append(one)
            self.order.append((one, why, clause))
            self.say("elected", candidate=self.name(one), votes=self.amount(self.votes[one]),
                     order=str(number), why=why, clause=clause)
        if pass_after:
            self.pass_over()

    reopen_clause = ""

    def leave_empty(self, why: str, clause: str) -> None:
        """All places left stay empty."""
        for _ in range(self.left):
            self.empty.append((0, why, clause, None))
        self.left = 0

    def elect_remaining(self) -> bool:
        """Elects all who are left when they are just as many as the places [CON-12]."""
        alive = self.alive()
        if self.left <= 0 or len(alive) != self.left:
            return False
        clause = "constraints/CON-12" if self.bounded() else self.page_end
        for one in sorted(alive, key=lambda c: (-self.votes[c], c)):
            if self.left > 0:
                self.elect(one, "remaining", clause, pass_after=False)
        return True

    def together(self, level: list[int]) -> bool:
        """Whether level candidates can all be elected [CON-11]."""
        if len(level) > self.left:
            return False
        elected, others, left, empty = self.state_of()
        taken = [one for one in level if one != self.contest.reopen]
        rest = [one for one in others if one not in level]
        return not self.bounded() or self.contest.bounds.completion(
            [*elected, *taken], rest, left - len(level), empty)

    def look_back(self, purpose: str, tied: list[int], way: str) -> tuple[int | None, list[int]]:
        """Settles a tie by earlier stages [TIE-2 to TIE-4]: the one selected, or who is still tied.
        """
        best: Callable[[Iterable[int]], int] = min if purpose == "exclude" else max
        stages = list(range(1, len(self.history)))
        if way == "backwards":
            stages.reverse()
        pool, last = tied, 0
        how = self.contest.settings.get("tie-three", "narrow")
        for number in stages:
            votes = self.history[number - 1]
            extreme = best(votes[one] for one in pool)
            at_extreme = [one for one in pool if votes[one] == extreme]
            if how == "narrow":
                if len(at_extreme) < len(pool):
                    pool, last = at_extreme, number
            elif how == "single":
                pool = at_extreme if len(at_extreme) == 1 else tied
                last = number
            elif len({votes[one] for one in tied}) == len(tied):
                pool, last = at_extreme, number
            if len(pool) == 1:
                self.say_tie(purpose, tied, "earlier-stage", "ties/TIE-4", last, pool[0])
                return pool[0], pool
        if how == "narrow" and last:
            self.say_tie(purpose, tied, "earlier-stage", "ties/TIE-4", last)
        return None, pool

    def preferences(self, purpose: str, tied: list[int]) -> tuple[int | None, list[int]]:
        """Settles a tie by higher preferences [TIE-5]."""
        best: Callable[[Iterable[int]], int] = min if purpose == "exclude" else max
        pool, last = tied, 0
        for at in range(len(self.contest.standing)):
            count = Counter(paper[at] for paper in self.papers if at < len(paper))
            extreme = best(count[one] for one in pool)
            kept = [one for one in pool if count[one] == extreme]
            if len(kept) < len(pool):
                pool, last = kept, at + 1
            if len(pool) == 1:
                self.say_tie(purpose, tied, "preferences", "ties/TIE-5", last, pool[0])
                return pool[0], pool
        if last:
            self.say_tie(purpose, tied, "preferences", "ties/TIE-5", last)
        return None, pool

    def settle(self, purpose: str, tied: list[int], lookback: str, resort: str,
               stage: int) -> int:
        """Settles a tie; `stage` is the one that the decision belongs to."""
        selected: int | None = None
        if lookback == "higher-preferences":
            selected, tied = self.preferences(purpose, tied)
        elif lookback in ("forwards", "backwards"):
            selected, tied = self.look_back(purpose, tied, lookback)
        if selected is not None:
            return selected
        if resort == "first-stage":
            best = min if purpose == "exclude" else max
            votes = self.history[0]
            extreme = best(votes[one] for one in tied)
            pool = [one for one in tied if votes[one] == extreme]
            if len(pool) < len(tied):
                self.say_tie(purpose, tied, "earlier-stage", "ties/TIE-4", 1,
                             pool[0] if len(pool) == 1 else None)
            if len(pool) == 1:
                return pool[0]
            tied, resort = pool, "lot"
        if resort == "lot":
            name = self.contest.lots.select(self.contest.id, stage, purpose,
                                            [self.name(one) for one in tied])
            if name is None:
                self.say_tie(purpose, tied, "lot-needed", "ties/TIE-6")
                raise LotNeeded(f"contest {self.contest.id}, stage {stage}: a lot to {purpose}")
            selected = self.contest.names.index(name)
            self.say_tie(purpose, tied, "lot", "ties/TIE-6", selected=selected)
            return selected
        if resort == "order":
            selected = min(tied)
            self.say_tie(purpose, tied, "predetermined-order", "ties/TIE-6", selected=selected)
            return selected
        word = "referred" if resort == "refer" else "re-run"
        self.say_tie(purpose, tied, word, "ties/TIE-6")
        raise Ended(word)

    def excludable(self) -> list[int]:
        """The continuing who are not guarded, the lowest first."""
        free = [one for one in self.continuing() if self.flag(one) != "guarded"]
        return sorted(free, key=lambda one: (self.votes[one], one))

    def lowest_set(self, spare: int, more: int, equal_too: bool) -> tuple[list[int], int]:
        """The largest set of two or more who go out together, and the vote of the next above.

        `spare`: how many may go out at most; `more`: what is added to their total [AV-6, ERS-2.5,
        CON-9].
        """
        free = self.excludable()
        for size in range(min(spare, len(free)), 1, -1):
            these, top = free[:size], self.votes[free[size - 1]]
            if size < len(free) and self.votes[free[size]] == top:
                continue
            above = [self.votes[one] for one in self.continuing()
                     if one not in these and self.votes[one] >= top]
            if not above:
                continue
            total = sum(self.votes[one] for one in these) + more
            if total < min(above) or (equal_too and total == min(above)):
                elected, others, left, empty = self.state_of()
                rest = [one for one in others if one not in these]
                if self.bounded() and not self.contest.bounds.completion(
                        elected, rest, left, empty):
                    continue
                return these, min(above)
        return [], 0

    def exclude(self, these: list[int], why: str, clause: str) -> None:
        """Says who is excluded, ascending by vote, then the pass."""
        for one in sorted(these, key=lambda c: (self.votes[c], c)):
            self.status[one] = "excluded"
            group = self.flags[one][1] if why == "doomed" else None
            where = {"category": group.category, "group": group.name} if group else {}
            self.say("excluded", candidate=self.name(one), votes=self.amount(self.votes[one]),
                     why=why, **where, clause=clause)
        self.pass_over()

    def next_of(self, paper: list[int], after: int) -> int | None:
        """Whom a paper goes to when it leaves a candidate [STV-4]."""
        at = paper.index(after)
        return next((one for one in paper[at + 1 :] if self.status[one] == "continuing"), None)

    # ---- the whole count ----

    def stages(self) -> None:
        """The stages of the rule set."""
        raise NotImplementedError

    def run(self) -> Count:
        """Counts, and ends with the empty places and the outcome."""
        if self.start():
            try:
                self.stages()
            except Ended as ended:
                self.leave_empty(str(ended), "ties/TIE-6")
        if self.state == "refused":
            self.say("outcome", state="refused", clause="constraints/CON-4")
            return self
        self.empty += [(0, "too-few-candidates", "constraints/CON-4", None)] * self.want_empty
        self.empty += [(0, self.clash_word(), "constraints/CON-4", None)] * self.clash_empty
        self.say("outcome", state="done", elected=str(len(self.elected)),
                 not_filled=str(len(self.empty)), clause="transcript/TRA-5")
        number = len(self.order)
        for place, why, its_clause, one in self.empty:
            if not place:
                number += 1
                place = number
            who = {"candidate": self.name(one)} if one is not None else {}
            self.say("place-empty", place=str(place), why=why, **who, clause=its_clause)
        return self

    def places(self) -> list[tuple[int, str | None]]:
        """Each place with the id of whoever fills it."""
        filled: list[str | None] = [
            None if why == "reopen" else self.name(one) for one, why, _ in self.order]
        filled += [None] * (self.contest.places - len(filled))
        return list(enumerate(filled, 1))


class Plurality(Count):
    """Block vote, limited vote, single mark (spec/rules/plurality.md)."""

    page_end = "plurality/PLU-5"
    reopen_clause = "plurality/PLU-6"

    def stages(self) -> None:
        """The one stage [PLU-2] and its elections [PLU-3]."""
        for paper in self.papers:
            for one in paper:
                self.votes[one] += 1
        self.held = dict(self.votes)
        self.open_stage("votes", "plurality/PLU-2")
        self.tally()
        while self.left > 0 and not self.elect_remaining():
            able = [one for one in self.alive()
                    if self.votes[one] or self.flag(one) == "guarded"]
            if not able:
                self.leave_empty("no-votes", "plurality/PLU-5")
                return
            top = max(self.votes[one] for one in able)
            level = [one for one in able if self.votes[one] == top]
            if len(level) > 1 and not self.together(level):
                level = [self.settle("elect", level, "none", self.contest.settings["tie-final"],
                                     self.stage)]
            for one in level:
                if self.left > 0:
                    self.elect(one, "most-votes", "plurality/PLU-3")


class Av(Count):
    """One place by preferences (spec/rules/av.md)."""

    page_end = "av/AV-4"
    reopen_clause = "av/AV-10"

    def stages(self) -> None:
        """From the first preferences, one exclusion after another."""
        piles: dict[int, list[list[int]]] = {one: [] for one in self.contest.standing}
        for paper in self.papers:
            piles[paper[0]].append(paper)
        self.open_stage("first-preferences", "av/AV-1")
        self.close_stage(piles)
        if not self.papers and len(self.alive()) > 1:
            self.leave_empty("no-votes", "av/AV-12")
            return
        while not self.elections():
            self.exclusion(piles)

    def close_stage(self, piles: dict[int, list[list[int]]]) -> None:
        """Tallies and the majority needed."""
        for one, pile in piles.items():
            self.votes[one] = self.held[one] = len(pile)
        self.tally()
        live = sum(self.votes.values())
        self.base = live if self.contest.settings["majority-base"] == "live" else self.valid
        self.say("required", votes=self.amount(self.base // 2 + 1), clause="av/AV-2")

    def elections(self) -> bool:
        """Whether somebody is elected at this stage [AV-2 to AV-4, AV-8]."""
        settings = self.contest.settings
        going = self.continuing()
        if settings["stop"] == "majority" or len(going) <= 2:
            for one in self.alive():
                if 2 * self.votes[one] > self.base:
                    self.elect(one, "majority", "av/AV-2")
                    return True
        if self.elect_remaining():
            return True
        if len(going) != 2 or len(self.alive()) != 2:
            return False
        first, second = going
        if self.votes[first] != self.votes[second]:
            ahead = max(going, key=lambda one: self.votes[one])
            self.elect(ahead, "most-votes", "av/AV-4")
            return True
        one = self.settle("elect", going, settings["tie-lookback"], settings["tie-final"],
                          self.stage)
        self.elect(one, "most-votes", "av/AV-7")
        return True

    def choose(self) -> tuple[list[int], str, str]:
        """Who goes out next, why, and by which clause [AV-5, AV-6, CON-7]."""
        settings = self.contest.settings
        doomed = [one for one in self.continuing() if self.flag(one) == "doomed"]
        if doomed:
            pool, why, clause = doomed, "doomed", "constraints/CON-7"
        else:
            keep = 2 if settings["stop"] == "two-left" else 1
            if settings["bulk-exclusion"] != "off":
                these, _ = self.lowest_set(len(self.continuing()) - keep, 0,
                                           settings["bulk-exclusion"] == "not-greater")
                if these:
                    return these, "together", "av/AV-6"
            pool, why, clause = self.excludable(), "lowest", "av/AV-5"
        least = min(self.votes[one] for one in pool)
        level = sorted(one for one in pool if self.votes[one] == least)
        if len(level) > 1:
            level = [self.settle("exclude", level, settings["tie-lookback"],
                                 settings["tie-exclusion"], self.stage + 1)]
        return level, why, clause

    def exclusion(self, piles: dict[int, list[list[int]]]) -> None:
        """One exclusion stage."""
        these, why, clause = self.choose()
        self.open_stage("exclusion", clause, these)
        self.exclude(these, why, clause)
        for source in sorted(these):
            moved: Counter[int | None] = Counter()
            for paper in piles[source]:
                to = self.next_of(paper, source)
                moved[to] += 1
                if to is None:
                    self.lost += 1
                    self.lost_papers += 1
                else:
                    piles[to].append(paper)
            piles[source] = []
            for to in [*self.contest.standing, None]:
                if moved[to]:
                    where = {} if to is None else {"to": self.name(to)}
                    self.say("transfer", **{"from": self.name(source)}, **where, value="1",
                             papers=str(moved[to]), votes=str(moved[to]),
                             clause="av/AV-6" if why == "together" else "av/AV-5")
        self.close_stage(piles)
