"""What result.xml says of the rulings: their changes, and who is elected before and after each.

spec/formats/result.md, part 13, and ruling.md [RUL-17, RUL-18].
"""

from __future__ import annotations

from xml.etree import ElementTree

from folder import Counted, Folder
from result import compare
from rulings import Change, Ruling, State
from words import LotNeeded, Untrusted, Wrong

# What the result shows of a change, by its place among the words [RES-11].
SHOWN = {
    "appoint-key": {"role": 1}, "withdraw-candidate": {"contest": 0, "candidate": 1},
    "candidate-status": {"contest": 0, "candidate": 1, "decision": 2, "clause": 3},
    "reading": {"reading": 0, "value": 1}, "adjudication": {"contest": 0},
    "replace-batch": {"contest": 0, "batch": 1}, "add-batch": {"contest": 0, "batch": 2},
    "exclude-batch": {"contest": 0, "batch": 1}, "annul": {"contest": 0},
}


def shown(change: Change, role: str) -> dict[str, str]:
    """The attributes of a `change`; `role` is that of a key that is revoked."""
    if change.kind == "revoke-key":
        return {"kind": change.kind, "role": role}
    return {"kind": change.kind,
            **{name: change.words[at] for name, at in SHOWN[change.kind].items()}}


def changes_of(folder: Folder, ruling: Ruling) -> list[dict[str, str]]:
    """The changes as the result says them: decisions on papers of one contest once [RES-11]."""
    roles = {key.name: key.role for key in folder.keys()}
    rows: list[dict[str, str]] = []
    for change in ruling.changes:
        row = shown(change, roles.get(change.words[0], ""))
        if change.kind != "adjudication" or row not in rows:
            rows.append(row)
    return rows


def counted_after(folder: Folder, state: State) -> dict[str, Counted]:
    """The contests as counted in this state, without those where the count stopped [RES-12]."""
    view = folder.after(state)
    view.say = lambda number, what: None
    try:
        view.check_count()
    except (LotNeeded, Untrusted, Wrong):
        pass
    return {done.notice.id: done for done in view.counted}


def side(name: str, done: Counted | None) -> list[tuple[str, dict[str, str]]]:
    """Who is elected on one side of a ruling."""
    return [(name, {"candidate": one}) for one in (done.elected() if done else [])]


def check_rulings(folder: Folder, root: ElementTree.Element) -> list[str]:
    """Compares all that the result says of rulings; returns what could not be compared."""
    theirs = root.findall("rulings/ruling")
    compare("the rulings", [dict(one.attrib) for one in theirs],
            [{"number": str(one.number), "authority": one.authority, "minute": one.minute,
              "decided": one.decided} for one in folder.rulings])
    named = [one.supersedes for one in folder.rulings if one.supersedes != "none"]
    compare("what it supersedes", [one.get("digest") for one in root.findall("supersedes")],
            [] if folder.partial else named[-1:])
    counts = [counted_after(folder, state) for state in folder.states[:-1]]
    counts.append({done.notice.id: done for done in folder.counted})
    yes = {True: "yes", False: "no"}
    undone = []
    for element, ruling, before, after in zip(theirs, folder.rulings, counts, counts[1:]):
        compare(f"the changes of ruling {ruling.number}",
                [dict(one.attrib) for one in element.findall("change")],
                changes_of(folder, ruling))
        effects = element.findall("effect")
        compare(f"the contests under ruling {ruling.number}",
                [one.get("contest") for one in effects], folder.notice.fill_order)
        for effect, id_ in zip(effects, folder.notice.fill_order):
            sides = (before.get(id_), after.get(id_))
            if any(done and done.not_done for done in sides):
                undone.append(f"the effect of ruling {ruling.number} on {id_}")
                continue
            what = f"the effect of ruling {ruling.number} on {id_}"
            compare(what, dict(effect.attrib), {
                "contest": id_, "before-known": yes[sides[0] is not None],
                "after-known": yes[sides[1] is not None]})
            compare(what, [(one.tag, dict(one.attrib)) for one in effect],
                    side("before", sides[0]) + side("after", sides[1]))
    return undone
