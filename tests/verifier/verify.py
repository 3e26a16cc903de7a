#!/usr/bin/env -S python3 -B
"""verify.py DIR: checks an election's folder or bundle by the pages of spec/ alone.

An independent verifier: it was written from spec/, shares no line with teller, and uses the stock
tools minisign, ssh-keygen and xmllint. It prints the numbers of spec/verification.md. Exit codes as
teller's: 0 yes, 1 the result does not follow, 2 usage, 3 a file is wrong, 4 a lot is needed, 5 cannot
read, 6 not to be trusted.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import bundle
from folder import Anchors, Folder
from result import NOT_COMPARED, Result
from ruled import check_rulings
from words import Differs, LotNeeded, Misused, NotDone, Untrusted, Wrong


def say(number: str, what: str) -> None:
    """One line of the report."""
    word = "--" if what.startswith("not done") else "ok"
    print(f"{number:<4} {word}  {what}")


def verify_folder(folder: Folder) -> bool:
    """V1 to V9; whether everything was done."""
    folder.check_notice()
    folder.check_election()
    folder.check_rulings()
    folder.check_close()
    folder.check_batches()
    folder.check_lots()
    if folder.manifest:
        bundle.check_sealed(folder, folder.manifest)
    folder.check_count()
    name = "partial.xml" if folder.partial else "result.xml"
    result = Result(folder, folder.load(name))
    result.check()
    effects = check_rulings(folder, result.root)
    undone = [done for done in folder.counted if done.not_done]
    say("V9", f"{name}: every figure, event and place of what was counted here agrees")
    for line in effects:
        say("V9", f"not done: {line}")
    say("V9", f"not done: {NOT_COMPARED}")
    return not undone and not effects


def verify(path: Path, anchors: Anchors, partial: bool) -> None:
    """A folder, a sealed or a public bundle."""
    if not path.is_dir():
        raise OSError(f"{path}: there is no such folder")
    given = [name for name, value in (("the officer's key", anchors.officer_key),
                                      ("the digest of the notice", anchors.notice),
                                      ("the digest of the close", anchors.close)) if value]
    manifest = None
    print(f"Anchors given: {', '.join(given) or 'none: consistent with itself only'}")
    if (path / "MANIFEST").exists():
        manifest = bundle.check_whole(path)
        if partial:
            raise Misused("there is no partial count of a bundle [PAR-8]")
        if manifest.kind == "public":
            bundle.Public(path, anchors, say, manifest).check()
            return
        print(f"A sealed bundle, whole: its {len(manifest.files)} files are those of MANIFEST.")
    folder = Folder(path, anchors, say)
    folder.partial = partial
    folder.manifest = manifest
    if partial:
        print("PARTIAL: batches are missing. Not the result.")
    done = verify_folder(folder)
    if partial and done:
        print("The partial result follows from the files that are here; it is not the result.")
        return
    print("The result follows from these files." if done else
          "Not everything was counted here: see the lines 'not done'.")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="verify an election by spec/ alone")
    parser.add_argument("dir", metavar="DIR", type=Path)
    parser.add_argument("--officer-key", default="", metavar="FILE")
    parser.add_argument("--notice", default="", metavar="DIGEST")
    parser.add_argument("--close", default="", metavar="DIGEST")
    parser.add_argument("--partial", action="store_true")
    given = parser.parse_args()
    try:
        verify(given.dir, Anchors(given.officer_key, given.notice, given.close), given.partial)
    except (Differs, Misused, Wrong, LotNeeded, Untrusted, NotDone, OSError) as error:
        code = {Differs: 1, Misused: 2, Wrong: 3, LotNeeded: 4, Untrusted: 6, NotDone: 1}.get(type(error), 5)
        print(f"NO   {error}")
        return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
