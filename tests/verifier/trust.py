"""Who signed a file, judged by the stock tools, and whether that meets the notice's policy.

spec/formats/signatures.md [SIG-4] to [SIG-24], folder.md [FOL-3], ink.md. No cryptography here:
`minisign -V` and `ssh-keygen -Y verify` say whether a signature holds.
"""

from __future__ import annotations

import base64
import binascii
import re
import subprocess
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from points import is_valid_point
from words import Lines, Untrusted, digest_of, read_bytes

LABEL = re.compile(r"[a-z0-9-]{1,64}\Z")


@dataclass(frozen=True)
class Key:
    """A key as the notice, the candidates' file or a ruling lists it."""

    name: str
    role: str
    kind: str
    text: str

    def material(self) -> bytes:
        """The bytes by which two entries are the same key [SIG-21]."""
        field = self.text.split(" ")[1] if self.kind == "ssh" else self.text
        raw = base64.b64decode(field, validate=True)
        return raw[-32:]

    def usable(self) -> bool:
        """A key of its kind [SIG-11, SIG-12], and a point of the prime-order group [SIG-9]."""
        try:
            words = self.text.split(" ")
            raw = base64.b64decode(words[-1], validate=True)
        except (binascii.Error, ValueError):
            return False
        if base64.b64encode(raw).decode() != words[-1]:
            return False
        if self.kind == "ssh":
            head = b"\0\0\0\x0bssh-ed25519\0\0\0\x20"
            good = words[:-1] == ["ssh-ed25519"] and raw[:-32] == head and len(raw) == 51
        else:
            good = len(words) == 1 and raw[:2] == b"Ed" and len(raw) == 42
        return good and is_valid_point(raw[-32:])

    def key_id(self) -> bytes:
        """The 8 bytes of a minisign key's id [SIG-11]."""
        return base64.b64decode(self.text, validate=True)[2:10]


@dataclass(frozen=True)
class Need:
    """One line of the policy: so many keys of a role on a kind of file."""

    file: str
    role: str
    count: int
    in_ink: bool


@dataclass(frozen=True)
class Slip:
    """One line of ink.txt."""

    file: str
    digest: str
    role: str
    kind: str
    key: str | None


def signature_files(path: Path) -> list[Path]:
    """The files beside `path` that are signatures of it [SIG-4, SIG-5]."""
    found = []
    for beside in sorted(path.parent.iterdir()):
        name = beside.name
        if name in (path.name + ".minisig", path.name + ".sig"):
            found.append(beside)
        elif name.startswith(path.name + ".") and name.endswith(".minisig"):
            label = name[len(path.name) + 1 : -len(".minisig")]
            if LABEL.match(label) and not (path.parent / f"{path.name}.{label}").exists():
                found.append(beside)
    if len(found) > 128:
        raise Untrusted(f"{path}: more than 128 signatures beside it [SIG-6]")
    return found


def strict_base64(text: str, where: str) -> bytes:
    """Base64 in its one spelling [SIG-7]."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Untrusted(f"{where}: malformed base64 [SIG-7]") from None
    if base64.b64encode(raw).decode() != text:
        raise Untrusted(f"{where}: base64 in another spelling [SIG-7]")
    return raw


def run(words: list[str], data: bytes | None = None) -> bool:
    """Whether a tool says yes."""
    return subprocess.run(words, input=data, capture_output=True, check=False).returncode == 0


def judge_minisign(path: Path, signature: Path, keys: list[Key]) -> list[Key]:
    """The listed keys under which a .minisig holds; none when its key is not listed."""
    lines = read_bytes(signature).decode("utf-8", "surrogateescape").split("\n")
    if len(lines) != 5 or lines[4] or not lines[0].startswith("untrusted comment: "):
        raise Untrusted(f"{signature}: not the four lines of a signature [SIG-14]")
    raw = strict_base64(lines[1], str(signature))
    if len(raw) != 74 or raw[:2] not in (b"ED", b"Ed"):
        raise Untrusted(f"{signature}: malformed [SIG-14]")
    named = [key for key in keys if key.kind == "minisign" and key.key_id() == raw[2:10]]
    if not named:
        return []
    if not is_valid_point(raw[10:42]):
        raise Untrusted(f"{signature}: its R is no point that may be used [SIG-9]")
    tool = ["minisign", "-V", "-H", "-q", "-m", str(path), "-x", str(signature), "-P"]
    holds = [key for key in named if run([*tool, key.text])]
    if not holds:
        raise Untrusted(f"{signature}: bad signature of {named[0].name} [SIG-20]")
    return holds


def ssh_fields(raw: bytes, where: str) -> list[bytes]:
    """The strings inside an SSH signature, after the magic and the version [SIG-17]."""
    if raw[:10] != b"SSHSIG\x00\x00\x00\x01":
        raise Untrusted(f"{where}: no SSH signature [SIG-17]")
    fields, at = [], 10
    while at + 4 <= len(raw):
        length = int.from_bytes(raw[at : at + 4], "big")
        fields.append(raw[at + 4 : at + 4 + length])
        at += 4 + length
    if at != len(raw) or len(fields) != 5:
        raise Untrusted(f"{where}: malformed [SIG-17]")
    return fields


def judge_ssh(path: Path, signature: Path, keys: list[Key]) -> list[Key]:
    """The listed keys under which a .sig holds; none when its key is not listed."""
    lines = read_bytes(signature).decode("ascii", "replace").split("\n")
    marks = ("-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----")
    if len(lines) < 4 or lines[0] != marks[0] or lines[-2:] != [marks[1], ""]:
        raise Untrusted(f"{signature}: malformed [SIG-17]")
    fields = ssh_fields(strict_base64("".join(lines[1:-2]), str(signature)), str(signature))
    named = [k for k in keys if k.kind == "ssh" and k.material() == fields[0][-32:]]
    if not named:
        return []
    if fields[1] != b"teller" or fields[2] != b"" or fields[3] != b"sha512":
        raise Untrusted(f"{signature}: another namespace or hash [SIG-18]")
    if not is_valid_point(fields[4][-64:-32]):
        raise Untrusted(f"{signature}: its R is no point that may be used [SIG-9]")
    with tempfile.NamedTemporaryFile("w", suffix=".allowed") as allowed:
        allowed.write("signer " + " ".join(named[0].text.split(" ")[:2]) + "\n")
        allowed.flush()
        tool = ["ssh-keygen", "-Y", "verify", "-n", "teller", "-I", "signer", "-f", allowed.name]
        if not run([*tool, "-s", str(signature)], read_bytes(path)):
            raise Untrusted(f"{signature}: bad signature of {named[0].name} [SIG-20]")
    return named


def signers(path: Path, keys: list[Key]) -> list[Key]:
    """Every listed key that signed this file. One bad or malformed signature refuses it."""
    found: list[Key] = []
    for signature in signature_files(path):
        judge = judge_ssh if signature.name.endswith(".sig") else judge_minisign
        found += judge(path, signature, keys)
    return found


def by_hand(slips: list[Slip], role: str, signed: list[Key], keys: list[Key]) -> int:
    """How many slips for these bytes are one more person's each [INK-3, INK-8]."""
    slips = [slip for slip in slips if slip.role == role]
    named = {slip.key for slip in slips if slip.key is not None}
    listed = {key.name for key in keys if key.role == role}
    used = {key.name for key in signed}
    return sum(slip.key is None for slip in slips) + len(named & listed - used)


def meet(path: Path, shown: str, kind: str, keys: list[Key], needs: list[Need],
         slips: list[Slip], revoked: frozenset[str] = frozenset()) -> None:
    """Refuses the file unless every line of the policy on its kind is met [FOL-3, INK-3]. Keys of
    the names `revoked` are still listed, so a bad signature of one refuses it, but do not count."""
    signed = [key for key in signers(path, keys) if key.name not in revoked]
    keys = [key for key in keys if key.name not in revoked]
    present = digest_of(read_bytes(path))
    for need in needs:
        if need.file != kind:
            continue
        count = len({key.material() for key in signed if key.role == need.role})
        if need.in_ink:
            here = [slip for slip in slips if slip.kind in ("signed", "under-protest")
                    and slip.file == shown and slip.digest == present]
            count += by_hand(here, need.role, signed, keys)
        if count < need.count:
            raise Untrusted(f"{path}: {count} of {need.count} signatures of the role {need.role}")


def officer_signed(path: Path, keys: list[Key], revoked: frozenset[str] = frozenset(),
                   roles: Collection[str] = ("returning-officer",)) -> bool:
    """Whether an officer of these roles whose key counts has signed this file [INK-2, BUN-3]."""
    return any(key.role in roles and key.name not in revoked for key in signers(path, keys))


def read_ink(path: Path, election: str) -> list[Slip]:
    """ink.txt, whose signature is looked at before."""
    lines = Lines(str(path), read_bytes(path), "teller/ink@1")
    if lines.field("election") != election:
        raise Untrusted(f"{path}: of another election")
    slips = []
    for _ in range(lines.number(lines.field("lines"), 0, 1000)):
        row = lines.fields("ink", 5, 8)
        key = lines.id(row.pop()) if len(row) > 6 else None
        if key is not None and row.pop() != "key":
            raise lines.wrong("a line of ink.txt ends with key NAME or with its kind [INK-8]")
        lines.one_of(row[4], ("signed",) if len(row) == 5 else ("under-protest", "refused"))
        slips.append(Slip(row[0], lines.digest(row[1]), row[2], row[4], key))
    lines.end()
    return slips
