#!/usr/bin/env python3
"""mcdc.py EXPORT GAPS: branches and conditions that no test reached, in the rooms that count.

EXPORT is what `llvm-cov export` wrote after a run in MODE=mcdc, GAPS is spec/coverage.md. Prints
for each room its lines, its branches (each condition true once and false once) and its conditions
(each has once decided alone what an `&&` or `||` came to: MC/DC). Fails when there is a gap that
the page does not list with a reason, and when the page lists one that is none any more: so what
was reached once stays reached. A gap is named by file, function and the text of the condition,
not by its line, so that it stays the same gap while the file moves around it; with #2, #3 where
the same text stands in one function more than once.
"""
import json
import re
import sys

ROOMS = ("lib/num", "lib/count", "lib/recount", "lib/rules")
BRANCH, DECISION, MCDC_BRANCH, EXPANSION = 4, 5, 6, 1
HEADING = re.compile(r"^### (lib/\S+)$")
LISTED = re.compile(r"^- (`\w+`: `.*?` (?:never true|never false|never fails|never succeeds|"
                    r"never decides)(?: #\d+)?)[.:,]? ?(.*)$")


def normal(text):
    return " ".join(text.split())


class Source:
    """The text between two places of a file."""

    def __init__(self):
        self.lines = {}

    def between(self, path, start, end):
        if path not in self.lines:
            with open(path, encoding="utf-8") as file:
                self.lines[path] = file.read().split("\n")
        (line, column), (last, stop) = start, end
        lines = self.lines[path][line - 1:last]
        if len(lines) == 1:
            return normal(lines[0][column - 1:stop - 1])
        return normal(" ".join([lines[0][column - 1:], *lines[1:-1], lines[-1][:stop - 1]]))


    def call(self, path, start, end):
        """The use of a macro whose name stands there, with its arguments."""
        name = self.between(path, start, end)
        text = " ".join([self.lines[path][end[0] - 1][end[1] - 1:], *self.lines[path][end[0]:end[0] + 20]])
        if not text.startswith("("):
            return name
        depth = 0
        for at, letter in enumerate(text):
            depth += (letter == "(") - (letter == ")")
            if depth == 0:
                return normal(name + text[:at + 1])
        return name


def in_macro(function, file_id):
    """Where the macro stands, in the function's own file, that a region of this id came out of."""
    calls = {r[6]: r for r in function["regions"] if r[7] == EXPANSION}
    call = None
    while file_id != 0 and file_id in calls:
        call = calls[file_id]
        file_id = call[5]
    return call


def macro_branch(text, true_side):
    if text.startswith("TLR_TRY"):
        return "never fails" if true_side else "never succeeds"
    return "never true" if true_side else "never false"


def branches_of(function, path, source):
    """(place, text, what is missing if it is not reached, reached) for both sides of each."""
    for b in function["branches"]:
        here = b
        if b[6] != 0:
            here = in_macro(function, b[6])
            if here is None:
                continue
        start, end = tuple(here[0:2]), tuple(here[2:4])
        text = (source.between if here is b else source.call)(path, start, end)
        for count, side in ((b[4], True), (b[5], False)):
            word = macro_branch(text, side)
            yield (start, tuple(b[0:2])), text, word, count > 0


def conditions_of(function, path, source):
    for record in function.get("mcdc_records", []):
        start, end = tuple(record[0:2]), tuple(record[2:4])
        places = sorted((tuple(b[0:2]), tuple(b[2:4])) for b in function["branches"]
                        if b[8] == MCDC_BRANCH and b[6] == 0
                        and start <= tuple(b[0:2]) and tuple(b[2:4]) <= end)
        if len(places) != len(record[6]):
            sys.exit(f"mcdc: {path}: the decision at line {start[0]} has conditions of a macro: "
                     "give the macro's answer a name first")
        for (first, last), decided in zip(places, record[6]):
            yield (first, first), source.between(path, first, last), "never decides", decided


def gather(export):
    """{file: {(function, place, text, word): reached}}; a function of a header is found in every
    file that includes it, and reached when one of them reached it."""
    source = Source()
    found = {}
    for function in export["functions"]:
        path = function["filenames"][0]
        path = path[2:] if path.startswith("./") else path
        if not path.startswith(ROOMS):
            continue
        name = function["name"].split(":")[-1]
        for kind in (branches_of, conditions_of):
            for place, text, word, reached in kind(function, path, source):
                key = (kind is conditions_of, name, place, text, word)
                points = found.setdefault(path, {})
                points[key] = points.get(key, False) or reached
    return found


def gaps_of(points):
    """The lines that the page would have for what is not reached."""
    seen = {}
    for key in sorted(points, key=lambda k: (k[2], k[0], k[4])):
        _, name, place, text, word = key
        line = f"`{name}`: `{text}` {word}"
        seen[line] = seen.get(line, 0) + 1
        if not points[key]:
            number = f" #{seen[line]}" if seen[line] > 1 else ""
            yield line + number, place[0][0]


def listed_in(page):
    listed, path, wrong = {}, None, []
    with open(page, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            heading = HEADING.match(line.rstrip("\n"))
            if heading:
                path = heading.group(1)
                continue
            if path is None or not line.startswith("- "):
                continue
            entry = LISTED.match(line.rstrip("\n"))
            if entry is None or len(entry.group(2).split()) < 3:
                wrong.append(f"{page}:{number}: not a gap with its reason")
                continue
            listed[(path, entry.group(1))] = number
    return listed, wrong


def share(points, conditions):
    of_kind = [reached for key, reached in points if key[0] == conditions]
    return sum(of_kind), len(of_kind)


def per_cent(reached, of):
    return f"{100 * reached / of if of else 100:6.2f}% of {of:5d}"


def print_rooms(export, found):
    for room in ROOMS:
        lines = [f["summary"]["lines"] for f in export["files"]
                 if f["filename"].removeprefix("./").startswith(room + "/")]
        points = [p for path, of in found.items() if path.startswith(room + "/")
                  for p in of.items()]
        print(f"mcdc {room:12s} lines {per_cent(sum(n['covered'] for n in lines), sum(n['count'] for n in lines))}"
              f"   branches {per_cent(*share(points, False))}"
              f"   conditions {per_cent(*share(points, True))}")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        export = json.load(file)["data"][0]
    found = gather(export)
    if not found:
        sys.exit("mcdc: no data")
    print_rooms(export, found)
    listed, wrong = listed_in(sys.argv[2])
    for path in sorted(found):
        for line, at in gaps_of(found[path]):
            if listed.pop((path, line), None) is None:
                wrong.append(f"{path}:{at}: no test reaches: {line}")
    wrong += [f"{sys.argv[2]}:{number}: reached now, or gone: {path}: {line}"
              for (path, line), number in listed.items()]
    print("\n".join(wrong) if wrong else f"mcdc: every gap is one that {sys.argv[2]} explains")
    if wrong:
        print(f"mcdc: {len(wrong)} to close, or to explain in {sys.argv[2]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
