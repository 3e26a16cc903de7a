"""Strict reading of the plain text files `teller/...@1` (spec/formats/ballots.md, section 1).

Every other module takes its lines and values from here. Nothing is guessed: what deviates from the
page is `Wrong`, with file and line.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")
NUMBER = re.compile(r"(?:0|[1-9][0-9]*)\Z")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")
REFERENCE = re.compile(r"[!-~]{1,64}\Z")


class Wrong(Exception):
    """A file breaks its format or its sense: exit code 3."""


class Untrusted(Exception):
    """A signature, a digest or a binding does not hold: exit code 6."""


class Differs(Exception):
    """The files hold, but the result does not follow from them: exit code 1."""


class LotNeeded(Exception):
    """A tie that only a lot can settle: exit code 4."""


class Misused(Exception):
    """Something was asked that is meant for another case: exit code 2."""


class NotDone(Exception):
    """This verifier does not know how; it says so and does not count it as a yes."""


def digest_of(data: bytes) -> str:
    """The digest of bytes as files write it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is neither a link nor anything else."""
    if not path.exists() and not path.is_symlink():
        raise FileNotFoundError(f"{path}: there is no such file")
    if path.is_symlink() or not path.is_file():
        raise OSError(f"{path}: a link, or not a plain file [FOL-2]")
    return path.read_bytes()


class Lines:
    """The lines of one text file, taken one after another."""

    def __init__(self, name: str, data: bytes, kind: str) -> None:
        self.name = name
        self.at = 0
        if not data.endswith(b"\n"):
            raise Wrong(f"{name}: the last line does not end with LF [TXT-2]")
        if any(byte != 0x0A and not 0x20 <= byte <= 0x7E for byte in data):
            raise Wrong(f"{name}: a byte that is not printable ASCII [TXT-1]")
        self.rows = data.decode("ascii").split("\n")[:-1]
        for number, row in enumerate(self.rows, 1):
            if not row or row != row.strip(" ") or "  " in row or len(row) > 4096:
                raise Wrong(f"{name}:{number}: blanks or length of the line [TXT-2, TXT-3]")
        if self.take() != [kind]:
            raise Wrong(f"{name}:1: not a file of the type {kind} [TXT-4]")

    def wrong(self, what: str) -> Wrong:
        """An error at the line taken last."""
        return Wrong(f"{self.name}:{self.at}: {what}")

    def peek(self) -> str:
        """The first word of the next line, or nothing at the end of the file."""
        return self.rows[self.at].split(" ")[0] if self.at < len(self.rows) else ""

    def take(self) -> list[str]:
        """The fields of the next line."""
        if self.at >= len(self.rows):
            raise Wrong(f"{self.name}: ends too early")
        self.at += 1
        return self.rows[self.at - 1].split(" ")

    def field(self, word: str) -> str:
        """The one field of the next line, which must begin with this word."""
        row = self.take()
        if len(row) != 2 or row[0] != word:
            raise self.wrong(f"the line {word} is expected here [TXT-9]")
        return row[1]

    def fields(self, word: str, least: int, most: int | None = None) -> list[str]:
        """The fields after the word, so many at least and at most."""
        row = self.take()
        most = least if most is None else most
        if row[0] != word or not least <= len(row) - 1 <= most:
            raise self.wrong(f"the line {word} is expected here [TXT-9]")
        return row[1:]

    def number(self, text: str, low: int = 0, high: int = 10_000_000) -> int:
        """A number within its range."""
        if not NUMBER.match(text) or not low <= int(text) <= high:
            raise self.wrong(f"'{text}' is no number from {low} to {high} [TXT-5]")
        return int(text)

    def id(self, text: str) -> str:
        """An id."""
        if not ID.match(text):
            raise self.wrong(f"'{text}' is no id [TXT-6]")
        return text

    def digest(self, text: str) -> str:
        """A digest."""
        if not DIGEST.match(text):
            raise self.wrong("no digest [TXT-7]")
        return text

    def one_of(self, text: str, words: tuple[str, ...]) -> str:
        """One of the words that the format lists."""
        if text not in words:
            raise self.wrong(f"'{text}' is not one of {', '.join(words)}")
        return text

    def end(self) -> None:
        """The line `end`, and nothing after it."""
        if self.take() != ["end"]:
            raise self.wrong("the line end is expected here")
        self.nothing_more()

    def nothing_more(self) -> None:
        """Nothing may stand after the last line."""
        if self.at != len(self.rows):
            self.at += 1
            raise self.wrong("something stands after the last line [TXT-9]")
