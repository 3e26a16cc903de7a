"""V9: result.xml against what was counted here (spec/formats/result.md).

This verifier does not write the whole record, so it cannot compare it byte for byte. It takes it
apart: its bytes must be those of [XML-10], and every part that follows from the files by the pages
must say what they say. Parts in words are named as not compared.
"""

from __future__ import annotations

from itertools import zip_longest
from xml.etree import ElementTree

from count import Event
from election import Account
from folder import ISSUED, Counted, Folder, hidden_batches
from rulings import SPACE, book_of
from settings import settings_digest
from words import Differs

NOT_COMPARED = ("the words of the sentences, the entitlement's steps, the grounds of a "
                "displacement, and the list of checks")
NAMESPACE = "{urn:teller:result:1}"


def escape(text: str, quoted: bool) -> str:
    """[XML-11]"""
    for char, code in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        text = text.replace(char, code)
    if quoted:
        for char, code in (('"', "&quot;"), ("\t", "&#9;"), ("\n", "&#10;")):
            text = text.replace(char, code)
    return text


def written(element: ElementTree.Element, level: int = 0) -> str:
    """The one way in which an element is written [XML-10]."""
    blanks = "  " * level
    name = element.tag.removeprefix(NAMESPACE)
    head = name + (' xmlns="urn:teller:result:1"' if not level else "")
    head += "".join(f' {n}="{escape(v, True)}"' for n, v in element.attrib.items())
    if len(element):
        inside = "".join(written(child, level + 1) for child in element)
        return f"{blanks}<{head}>\n{inside}{blanks}</{name}>\n"
    if element.text:
        return f"{blanks}<{head}>{escape(element.text, False)}</{name}>\n"
    return f"{blanks}<{head}/>\n"


def parse_result(data: bytes) -> ElementTree.Element:
    """The root of result.xml, whose bytes must be the one way of writing it."""
    if b"<!DOCTYPE" in data:
        raise Differs("V9: result.xml has a DOCTYPE")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError) as error:
        raise Differs(f"V9: result.xml is no XML: {error}") from None
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + written(root)
    if text.encode("utf-8") != data:
        raise Differs("V9: result.xml is not written as [XML-10] says")
    for element in root.iter():
        if not element.tag.startswith(NAMESPACE):
            raise Differs("V9: result.xml has an element of another namespace")
        element.tag = element.tag.removeprefix(NAMESPACE)
    return root


def events_of(contest: ElementTree.Element) -> list[Event]:
    """The events of a contest of result.xml, in their order; decisions stand before their stage."""
    found: list[Event] = []

    def put(element: ElementTree.Element) -> None:
        found.append((element.tag, dict(element.attrib)))
        for child in element:
            put(child)

    for part in contest:
        if part.tag in ("papers", "start"):
            for child in part:
                put(child)
        elif part.tag == "stage":
            children = [child for child in part if child.tag != "check"]
            while children and children[0].tag in ("deferred", "tie"):
                put(children.pop(0))
            if part.get("action"):
                found.append(("stage", dict(part.attrib)))
            for child in children:
                put(child)
        elif part.tag == "outcome":
            put(part)
    return found


def compare(what: str, theirs: object, ours: object) -> None:
    """Refuses a difference."""
    if theirs != ours:
        raise Differs(f"V9: {what}: result.xml says {theirs}, these files say {ours}")


class Result:
    """result.xml of a folder, compared part by part."""

    def __init__(self, folder: Folder, data: bytes) -> None:
        self.folder = folder
        self.root = parse_result(data)

    def check(self) -> None:
        """Every part that follows from the files."""
        self.check_head()
        self.check_rule_sets()
        self.check_files()
        self.check_readings()
        self.check_eligibility()
        self.check_account()
        self.check_decisions()
        self.check_across()
        contests = self.root.findall("contest")
        if not any(done.not_done for done in self.folder.counted):
            compare("the contests", [one.get("id") for one in contests],
                    [done.notice.id for done in self.folder.counted])
        for done in self.folder.counted:
            for element in contests:
                if element.get("id") == done.notice.id and not done.not_done:
                    self.check_contest(element, done)

    def check_head(self) -> None:
        """What the result is, and the policy."""
        notice = self.folder.notice
        yes = {True: "yes", False: "no"}
        partial = {"partial": "yes"} if self.folder.partial else {}
        compare("its head", dict(self.root.attrib), {
            "version": "1", **partial, "election": notice.election, "signed": yes[notice.signed],
            "trial": yes[notice.trial], "level": notice.level,
            "smallest-batch": str(notice.smallest_batch),
            "smallest-contest": str(notice.smallest_contest)})
        self.check_parts()
        annulled = bool(self.folder.annulled)
        compare("the number of its sentences", len(self.root.findall("statement")),
                1 + self.folder.partial + notice.trial + notice.again + annulled)
        compare("the CLP", self.root.findtext("clp", ""), notice.clp)
        compare("the title", self.root.findtext("title", ""), notice.title)
        compare("the policy", [dict(one.attrib) for one in self.root.findall("policy/sign")],
                [{"file": need.file, "role": need.role, "count": str(need.count),
                  "in-ink": yes[need.in_ink]} for need in notice.needs])

    def check_parts(self) -> None:
        """What a partial count left out, and that it says so [RES-13]."""
        ours: list[Event] = []
        order = [contest.id for contest in self.folder.notice.contests]
        missing = self.folder.left_out
        for contest, round_ in sorted({(line.contest, line.round) for line in missing},
                                      key=lambda one: (order.index(one[0]), one[1])):
            here = [batch.line.papers for batch in self.folder.batches
                    if (batch.line.contest, batch.line.round) == (contest, round_)]
            gone = sorted((line for line in missing
                           if (line.contest, line.round) == (contest, round_)),
                          key=lambda line: line.id)
            ours.append(("part", {"contest": contest, "round": str(round_),
                                  "counted": str(sum(here)),
                                  "papers": str(sum(here) + sum(one.papers for one in gone))}))
            ours += [("left-out", {"id": line.id, "revision": str(line.revision),
                                   "channel": line.channel, "papers": str(line.papers),
                                   "digest": line.digest}) for line in gone]
        compare("what is left out", [(one.tag, dict(one.attrib))
                                     for part in self.root.findall("part")
                                     for one in (part, *part)], ours)
        if missing:
            counted = sum(batch.line.papers for batch in self.folder.batches)
            named = counted + sum(line.papers for line in missing)
            first = self.root.findtext("statement", "")
            if not first.startswith(f"Partial: {counted} of {named} papers "):
                raise Differs("V9: its first sentence does not say that it is partial [RES-13]")

    def check_rule_sets(self) -> None:
        """The settings of every contest that was counted."""
        theirs = {one.get("contest"): one for one in self.root.findall("rule-sets/rule-set")}
        for done in self.folder.counted:
            element = theirs.get(done.notice.id)
            if done.not_done or done.annulled or element is None:
                continue
            listed = {one.get("name"): one.get("value") for one in element}
            compare(f"the settings of {done.notice.id}", listed, done.settings)
            compare(f"their digest, {done.notice.id}", element.get("settings"),
                    settings_digest(done.settings))

    def check_files(self) -> None:
        """The files it rests on, small batches merged [RES-9]."""
        folder = self.folder
        names = {"notice": "notice.xml", "election": "election.xml", "close": "close.txt",
                 "lots": "lots.txt"}
        ruled = [("ruling", str(one.number), one.digest) for one in folder.rulings]
        compare("the files", [(one.get("kind"), one.get("id"), one.get("digest"))
                              for one in self.root.findall("files/file")],
                [(kind, None, folder.digests[name]) for kind, name in names.items()
                 if name in folder.digests] + ruled)
        ours: list[Event] = []
        for contest in folder.notice.contests:
            lines = [b.line for b in folder.batches if b.line.contest == contest.id]
            for round_ in sorted({line.round for line in lines}):
                these = [line for line in lines if line.round == round_]
                hidden = hidden_batches([line.papers for line in these],
                                        folder.notice.smallest_batch)
                for line in these:
                    row = {"contest": contest.id, "round": str(round_), "id": line.id,
                           "revision": str(line.revision), "channel": line.channel}
                    if any(b.totals for b in folder.batches if b.line is line):
                        row["seen"] = "totals"
                    if line.papers > hidden:
                        row["papers"] = str(line.papers)
                    ours.append(("batch", {**row, "digest": line.digest}))
                small = [line.papers for line in these if line.papers <= hidden]
                if small:
                    ours.append(("small-batches", {
                        "contest": contest.id, "round": str(round_), "batches": str(len(small)),
                        "papers": str(sum(small))}))
        compare("the batches", [(one.tag, dict(one.attrib))
                                for one in self.root.find("files") or () if one.tag != "file"],
                ours)

    def check_readings(self) -> None:
        """Every reading in force and every figure, as the edition of the rule book has them."""
        notice = self.folder.notice
        book = book_of(int(notice.conference))
        ours = []
        late = [name for name, said in notice.readings.items() if "late" in said]
        readings = {one.get("name", ""): one for one in book.findall(SPACE + "reading")}
        for name in [*(one for one in readings if one not in late), *late]:
            reading = readings[name]
            said = notice.readings.get(name)
            value = said["value"] if said else reading.get("default")
            if value is None:
                continue
            row = {"name": name, "value": value, "decided-by": "nobody"}
            for key in ("decided-by", "decided-on", "minute", "ruling"):
                if said and key in said:
                    row[key] = said[key]
            for one in reading.findall(SPACE + "value"):
                if one.get("name") == value:
                    row.update({key: one.get(key, "") for key in ("source", "grade")
                                if one.get(key)})
            ours.append(row)
        compare("the readings", [dict(one.attrib) for one in
                                 self.root.findall("readings/reading")], ours)
        figures = [dict(one.attrib) for one in book.findall(SPACE + "figure")]
        for figure in self.root.findall("readings/figure"):
            if dict(figure.attrib) not in figures:
                raise Differs(f"V9: the figure {figure.get('name')} is not that of the rule book")

    def check_eligibility(self) -> None:
        """Every decision on who may stand, as the rulings leave it (part 8)."""
        ours = []
        for contest in self.folder.notice.contests:
            for one in self.folder.election.contests[contest.id]:
                row = {"contest": contest.id, "candidate": one.id, "decision": one.decision,
                       "clause": one.clause, "ruling": one.ruling}
                ours.append({name: value for name, value in row.items() if value})
        compare("the decisions on eligibility", [dict(one.attrib) for one in self.root.findall(
            "eligibility/decision")], ours)

    def check_account(self) -> None:
        """The account, equation by equation."""
        theirs = []
        for block in self.root.findall("account/papers-of"):
            rows: list[Event] = [("papers-of", dict(block.attrib))]
            for equation in block:
                rows.append(("equation", {"number": equation.get("number", "")}))
                rows += [(one.tag, dict(one.attrib)) for one in equation]
            theirs.append(rows)
        order = [contest.id for contest in self.folder.notice.contests]
        accounts = sorted(self.folder.close.accounts,
                          key=lambda a: (order.index(a.contest), a.round, a.channel))
        compare("the account", sorted(theirs, key=str),
                sorted((self.account_rows(account) for account in accounts), key=str))

    def account_rows(self, account: Account) -> list[Event]:
        """One block of it."""
        have = account.figures
        papers = sum(line.papers for line in self.folder.close.batches
                     if (line.contest, line.round, line.channel)
                     == (account.contest, account.round, account.channel))
        rows: list[Event] = [("papers-of", {"contest": account.contest,
                                            "round": str(account.round),
                                            "channel": account.channel})]

        def put(number: int, total: str, terms: list[tuple[str, int]]) -> None:
            rows.append(("equation", {"number": str(number)}))
            rows.append(("total", {"name": total, "papers": str(have[total])}))
            rows.extend(("term", {"name": name, "papers": str(n)}) for name, n in terms)

        put(1, "printed", [("issued", have["issued"]), ("unused", have["unused"])])
        put(2, "issued", [(name, have[name]) for name in ISSUED])
        accepted = papers - sum(account.rejected.values())
        put(3, "in-box", [("accepted", accepted), *account.rejected.items()])
        return rows

    def check_decisions(self) -> None:
        """How many papers were decided so [RES-7]."""
        hidden = {one.get("id") for one in self.root.findall("contest")
                  if one.get("level") == "result-only"}
        ours: dict[tuple[str, str], list[int]] = {}
        gone = {(line.contest, line.id) for line in self.folder.left_out}
        for key, decision in self.folder.decisions.items():
            if key[0] in hidden or key[:2] in gone:
                continue
            code = "accepted" if decision[0] == "marks" else decision[1]
            row = ours.setdefault((key[0], code), [0, 0])
            row[0] += 1
            row[1] += self.folder.objected[key]
        theirs = {(one.get("contest"), one.get("code")):
                  [int(one.get("papers", "0")), int(one.get("objected", "0"))]
                  for one in self.root.findall("adjudications/decided")}
        compare("the decisions on papers", theirs, ours)

    def check_contest(self, element: ElementTree.Element, done: Counted) -> None:
        """One contest: its head, every event, every place, who was displaced."""
        notice, folder = done.notice, self.folder
        level = folder.notice.level
        if done.annulled:
            level = "result-only"
        elif done.count is None or done.papers < folder.notice.smallest_contest:
            level = element.get("level", "") if done.count is None else "result-only"
        compare(f"the head of {notice.id}", dict(element.attrib), {
            "id": notice.id, "kind": notice.kind, "round": "1", "rule-set": notice.rule_set,
            "places": str(notice.places), "level": level})
        compare(f"the title of {notice.id}", element.findtext("title", ""), notice.title)
        compare(f"the paper of {notice.id}",
                [(one.get("id"), one.get("standing"), one.text)
                 for one in element.findall("on-paper")],
                [(one.id, "withdrawn" if one.id in done.gone else one.standing, one.name)
                 for one in folder.election.contests[notice.id]])
        if done.count is not None:
            self.check_events(element, done, level)
        fills = [one.get("fill") == "annulled" for one in element.findall("place")]
        compare(f"whether {notice.id} is annulled", set(fills), {done.annulled})
        if done.annulled:
            compare(f"what is shown of {notice.id}", events_of(element), [])
        places = [(int(one.get("number", "0")), one.get("candidate"))
                  for one in element.findall("place")]
        if done.count is not None:
            ours = done.count.places()
        else:
            empty = [None] * (notice.places - len(done.unopposed))
            ours = list(enumerate([*done.unopposed, *empty], 1))
        compare(f"the places of {notice.id}", places, ours)
        self.check_displaced(element, done, level)

    def check_events(self, element: ElementTree.Element, done: Counted, level: str) -> None:
        """Every event, and the sum of every stage."""
        assert done.count is not None
        hidden = set() if level == "with-transfers" else {"transfer"}
        ours = [event for event in done.count.events if event[0] not in hidden]
        if level == "result-only":
            ours = [event for event in ours if event[0] in ("outcome", "place-empty")]
        for at, (one, other) in enumerate(zip_longest(events_of(element), ours), 1):
            compare(f"contest {done.notice.id}, event {at}", one, other)
        valid = done.count.amount(done.count.valid)
        for check in element.iter("check"):
            compare(f"the sum of a stage, {done.notice.id}", dict(check.attrib),
                    {"sum": valid, "valid": valid})

    def check_across(self) -> None:
        """The minimums over several contests, and what they asked of each [ACR-7]."""
        if any(done.not_done for done in self.folder.counted):
            return
        ours: list[Event] = []
        for rule in self.folder.notice.across:
            filled = sum(office.filled or 0 for office in self.folder.offices(rule).values())
            row = {"name": rule.name, "group": rule.group, "minimum": str(rule.minimum),
                   "treatment": rule.treatment,
                   "met": "yes" if filled >= rule.minimum else "no"}
            if filled < rule.minimum:
                row["missing"] = str(rule.minimum - filled)
            ours.append(("across", row))
            given = {done.notice.id: done.restricted for done in self.folder.counted}
            for id_ in rule.contests:
                over = {"contest": id_}
                if rule.name in given[id_]:
                    over |= {"restricted-to": str(given[id_][rule.name]), "clause": "across/ACR-3"}
                ours.append(("over", over))
        compare("the minimums over several contests",
                [(one.tag, dict(one.attrib)) for across in self.root.findall("across")
                 for one in (across, *across)], ours)

    def check_displaced(self, element: ElementTree.Element, done: Counted, level: str) -> None:
        """Who would have been elected without the bounds [CON-13]."""
        theirs = [(one.get("candidate"), one.get("votes")) for one in element.findall("displaced")]
        ours: list[tuple[str | None, str | None]] = []
        if done.unbounded is not None and done.count is not None:
            free = done.unbounded
            ours = [(free.name(one),
                     None if level == "result-only" else free.amount(free.votes[one]))
                    for one in free.elected if one not in done.count.elected]
        compare(f"the displaced of {done.notice.id}", sorted(theirs, key=str),
                sorted(ours, key=str))
