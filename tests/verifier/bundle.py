"""Bundles (spec/formats/bundle.md): whole or not, and the checks P1 to P6 of a public one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree import ElementTree

from folder import Anchors, Folder, anchored
from result import parse_result
from trust import signature_files, signers
from words import Differs, Lines, Untrusted, Wrong, digest_of, read_bytes

PART = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*\Z")


# Which files a bundle holds (section 2), as patterns; each with its signatures.
BOTH = r"(notice|election|result)\.xml|(lots|ink|declaration|declaration\.[0-9]+)\.txt"
SEALED = (r"(close|close\.[0-9]+|account|adjudications|run)\.txt|workings\.xml"
          r"|batches/[^/]+\.ballots|rulings/[^/]+\.txt|superseded/[^/]+\.xml")
SIGNATURES = r"(\.sig|(\.[a-z0-9-]{1,64})?\.minisig)?"


def held(name: str, kind: str) -> bool:
    """Whether a bundle of this kind holds a file of this name [BUN-9]."""
    words = BOTH if kind == "public" else f"{BOTH}|{SEALED}"
    return re.fullmatch(f"({words}){SIGNATURES}", name) is not None


@dataclass
class Manifest:
    """MANIFEST"""

    election: str
    kind: str
    close: str
    files: dict[str, tuple[int, str]]


def read_manifest(path: Path) -> Manifest:
    """MANIFEST, line by line [BUN-1]."""
    lines = Lines(str(path), read_bytes(path), "teller/bundle@1")
    election = lines.id(lines.field("election"))
    kind = lines.one_of(lines.field("kind"), ("sealed", "public"))
    close = lines.digest(lines.field("close"))
    files: dict[str, tuple[int, str]] = {}
    last = ""
    for _ in range(lines.number(lines.field("files"), 0, 50_000)):
        name, size, digest = lines.fields("file", 3)
        parts = name.split("/")
        if len(parts) > 2 or not all(PART.match(part) for part in parts) or name <= last:
            raise lines.wrong("the name leads away, or is not in its order [BUN-1]")
        files[name] = (lines.number(size, 0, 1 << 40), lines.digest(digest))
        last = name
    lines.end()
    return Manifest(election, kind, close, files)


def check_whole(path: Path) -> Manifest:
    """Whether every listed file is there unchanged, and no other [BUN-2]."""
    manifest = read_manifest(path / "MANIFEST")
    own = {"MANIFEST"} | {one.name for one in signature_files(path / "MANIFEST")}
    folders = set() if manifest.kind == "public" else {"batches", "rulings", "superseded"}
    there = {str(one.relative_to(path)) for one in path.rglob("*")} - folders
    for name in sorted(there - own - set(manifest.files)):
        raise Untrusted(f"{name} is not listed in MANIFEST [BUN-2]")
    for name, (size, digest) in manifest.files.items():
        if not held(name, manifest.kind):
            raise Untrusted(f"{name} is listed, and no {manifest.kind} bundle holds it [BUN-9]")
        if any((path / part).is_symlink() for part in (name, name.split("/")[0])):
            raise Untrusted(f"{name} is a link [BUN-2]")
        if not (path / name).exists():
            raise Untrusted(f"{name} is missing [BUN-2]")
        data = read_bytes(path / name)
        if len(data) != size or digest_of(data) != digest:
            raise Untrusted(f"{name} is not the file that MANIFEST lists [BUN-2]")
    return manifest


def check_sealed(folder: Folder, manifest: Manifest) -> None:
    """That MANIFEST is of this election and close [BUN-10], and no signature of it bad [BUN-3]."""
    if (manifest.election, manifest.close) != (folder.notice.election, folder.close_digest()):
        raise Untrusted("MANIFEST is of another election or close [BUN-10]")
    if folder.notice.signed:
        signers(folder.path / "MANIFEST", folder.keys())


def amount(text: str | None) -> Decimal:
    """An amount of votes in result.xml."""
    try:
        return Decimal(text or "")
    except InvalidOperation:
        raise Wrong(f"P5: '{text}' is no number of votes") from None


class Public(Folder):
    """A public bundle: no papers, so nothing is counted again."""

    def __init__(self, path: Path, anchors: Anchors, say: Callable[[str, str], None],
                 manifest: Manifest) -> None:
        super().__init__(path, anchors, say)
        self.manifest = manifest
        self.root = ElementTree.Element("result")

    def close_digest(self) -> str:
        """The close is not here; MANIFEST names it."""
        return self.manifest.close

    def close_history(self) -> None:
        """Which closes it replaced is not here either."""
        return

    def check(self) -> None:
        """P1 to P6. P2 (V1 to V4, by their own numbers) comes first: P1 needs their keys."""
        self.check_notice()
        self.check_election()
        if self.manifest.election != self.notice.election:
            raise Untrusted("P1: MANIFEST is of another election")
        if self.notice.signed and not self.officer_signed("MANIFEST"):
            raise Untrusted("P1: no returning officer has signed MANIFEST [BUN-3]")
        self.say("P1", f"the bundle is whole: {len(self.manifest.files)} files, and signed")
        self.check_rests()
        self.say("P3", "result.xml names the files that are here, and the close of MANIFEST")
        for block in self.root.findall("account/papers-of"):
            self.check_account_of(block)
        self.say("P4", "the account adds up, or says why not")
        for contest in self.root.findall("contest"):
            self.check_conserved(contest)
        self.say("P5", "no vote appears or disappears at any stage")
        self.check_places()
        self.say("P6", "every place stands once, for a candidate of its contest")
        print("Not recounted: the papers are not in a public bundle.")

    def check_rests(self) -> None:
        """P3"""
        try:
            self.root = parse_result(self.load("result.xml"))
        except Differs as error:
            raise Wrong(str(error)) from None
        if self.root.get("partial") is not None:
            raise Wrong("P3: result.xml declares itself a partial count [PAR-8]")
        if self.anchors.close and not anchored(self.anchors.close, self.manifest.close):
            raise Untrusted("P3: the bundle is of another close than the one given")
        self.check_lots()
        named = {one.get("kind"): one.get("digest") for one in self.root.findall("files/file")}
        for kind, digest in (("notice", self.digests["notice.xml"]),
                             ("election", self.digests["election.xml"]),
                             ("close", self.manifest.close),
                             ("lots", self.digests.get("lots.txt"))):
            if named.get(kind) != digest:
                raise Untrusted(f"P3: result.xml rests on another file: {kind}")
        if self.root.get("election") != self.notice.election:
            raise Untrusted("P3: result.xml is of another election")

    def check_account_of(self, block: ElementTree.Element) -> None:
        """P4: one contest, round and channel."""
        where = f"{block.get('contest')}, {block.get('channel')}"
        first_terms: dict[str, int] = {}
        for equation in block.findall("equation"):
            total = equation.find("total")
            assert total is not None
            terms = [(one.get("name", ""), int(one.get("papers", "0")))
                     for one in equation.findall("term")]
            said = int(total.get("papers", "0"))
            if sum(n for _, n in terms) != said and not equation.get("variance"):
                raise Wrong(f"P4: equation {equation.get('number')} of {where} does not add up")
            name = total.get("name", "")
            if name in first_terms and first_terms[name] != said:
                raise Wrong(f"P4: {name} of {where} stands twice with two figures")
            first_terms = dict(terms[:1])

    def check_conserved(self, contest: ElementTree.Element) -> None:
        """P5: every stage of a contest."""
        last: dict[str | None, Decimal] = {}
        shown = contest.find("papers/valid")
        valid = amount(shown.get("votes")) if shown is not None else None
        where = contest.get("id")
        for stage in contest.findall("stage"):
            tallies = stage.findall("tally")
            if not tallies:
                continue
            now: dict[str | None, Decimal] = {}
            for one in tallies:
                id_, votes = one.get("id"), amount(one.get("votes"))
                if id_ in now:
                    raise Wrong(f"P5: {id_} stands twice in a stage of {where}")
                before = last.get(id_, Decimal(0))
                if amount(one.get("before")) != before or amount(one.get("change")) != votes - before:
                    raise Wrong(f"P5: {id_} in stage {stage.get('number')} of {where}")
                now[id_] = votes
            if last and set(last) != set(now):
                raise Wrong(f"P5: other candidates in stage {stage.get('number')} of {where}")
            total = sum(now.values()) + sum(
                amount(one.get("votes")) for word in ("non-transferable", "rounding")
                for one in stage.findall(word))
            check = stage.find("check")
            said = (amount(check.get("sum")), amount(check.get("valid"))) if check is not None \
                else (Decimal(-1), Decimal(-1))
            if said != (total, total) or (valid is not None and total != valid):
                raise Wrong(f"P5: stage {stage.get('number')} of {where} does not add up")
            valid, last = total, now

    def check_places(self) -> None:
        """P6"""
        last_round = {}
        for contest in self.root.findall("contest"):
            last_round[contest.get("id")] = contest
        if set(last_round) != {one.id for one in self.notice.contests}:
            raise Wrong("P6: result.xml has other contests than the notice")
        for notice in self.notice.contests:
            element = last_round[notice.id]
            places = element.findall("place")
            numbers = [place.get("number") for place in places]
            if numbers != [str(n) for n in range(1, notice.places + 1)]:
                raise Wrong(f"P6: the places of {notice.id} do not stand once each")
            elected = [place.get("candidate") for place in places if place.get("candidate")]
            names = {one.id for one in self.election.contests[notice.id]}
            if len(set(elected)) != len(elected) or not set(elected) <= names:
                raise Wrong(f"P6: {notice.id}: somebody twice, or no candidate")
            rounds = [one for one in self.root.findall("contest") if one.get("id") == notice.id]
            at_stage = {e.get("candidate") for one in rounds for e in one.iter("elected")}
            if any(one.find("stage") is not None for one in rounds) and not set(elected) <= at_stage:
                raise Wrong(f"P6: {notice.id}: somebody is elected at no stage")
