"""secrecy.py BUNDLE CONTEST FOLDER: which ballot sets fit what a public bundle says?

For an alternative vote among three candidates. There are fifteen ways to fill in a paper (one, two or
three preferences). A set of papers fits when its count gives what the bundle publishes. For each of
the fifteen, the fewest and the most papers filled in so among all sets that fit: where the fewest is
not 0 the bundle proves that somebody filled in a paper so, and a vote that was bought can be shown.

Sets that come to a tie are passed over, which leaves fewer that fit: what is found undetermined
without them is so with them. FOLDER is the sealed folder; of it nothing may be known but digests that
are salted.
"""
import hashlib
import itertools
import math
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

NS = "{urn:teller:result:1}"
# What may stand in a contest that is shown as its result only. Anything new must be thought about.
RESULT_ONLY = {"title", "on-paper", "outcome", "place", "place-empty"}


def digests_known(bundle, folder):
    """Every digest in the bundle that is of a file which is not there: only salted ones may be."""
    text = b"".join(path.read_bytes() for path in sorted(bundle.rglob("*")) if path.is_file())
    told = set(re.findall(rb"[0-9a-f]{64}", text))
    open_to_all = {path.name for path in bundle.rglob("*")}
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        if path.is_dir() or path.name in open_to_all:
            continue
        if hashlib.sha256(data).hexdigest().encode() in told:
            salted = re.search(rb"^salt [0-9a-f]{32}$", data, re.M) is not None
            print(f"digest known of {path.relative_to(folder)}: {'salted' if salted else 'NOT SALTED'}")


def count(first, second):
    """AV among three: first[c] papers begin with c; second[c] = (next is the one, the other, nobody)
    of candidate c. The stages as published, or None where there is a tie."""
    stages = [tuple(first)]
    for c in range(3):
        if 2 * first[c] > sum(first):
            return c, tuple(stages)
    out = min(range(3), key=lambda c: first[c])
    if sorted(first)[0] == sorted(first)[1]:
        return None
    one, other = [c for c in range(3) if c != out]
    last = {one: first[one] + second[out][0], other: first[other] + second[out][1]}
    if last[one] == last[other]:
        return None
    stages.append((out, last[one], last[other], second[out][2]))
    return max(last, key=lambda c: last[c]), tuple(stages)


def states(papers):
    """All (first, out, split): first preferences, and how the papers of whoever goes out go on."""
    for a in range(papers + 1):
        for b in range(papers + 1 - a):
            first = (a, b, papers - a - b)
            out = min(range(3), key=lambda c: first[c])
            if 2 * max(first) > papers:
                yield first, None, None
                continue
            for to_one in range(first[out] + 1):
                for to_other in range(first[out] + 1 - to_one):
                    yield first, out, (to_one, to_other, first[out] - to_one - to_other)


def multisets(kinds, papers):
    return math.comb(papers + kinds - 1, kinds - 1)


def ways(name, first, out, split):
    """How many sets have these figures; and of each way to fill in a paper the fewest and most."""
    total, bounds = 1, {}
    for c in range(3):
        rest = [d for d in range(3) if d != c]
        kinds = [(c,), *((c, d) for d in rest), *((c, *p) for p in itertools.permutations(rest))]
        if c != out:
            total *= multisets(5, first[c])
            bounds.update({kind: (0, first[c]) for kind in kinds})
            continue
        for to, number in zip((*rest, None), split):
            these = [kind for kind in kinds if (kind[1] if len(kind) > 1 else None) == to]
            total *= multisets(len(these), number)
            bounds.update({kind: (number if len(these) == 1 else 0, number) for kind in these})
    return total, {">".join(name[c] for c in kind): b for kind, b in bounds.items()}


def enumerate_sets(name, papers, fits):
    total, low, high = 0, {}, {}
    for first, out, split in states(papers):
        second = {out: split} if out is not None else {}
        found = count(first, second)
        if found is None or not fits(*found):
            continue
        number, bounds = ways(name, first, out, split)
        total += number
        for kind, (fewest, most) in bounds.items():
            low[kind] = min(low.get(kind, papers), fewest)
            high[kind] = max(high.get(kind, 0), most)
    return total, low, high


def check_by_brute_force():
    """The same numbers from every set of four papers, each counted by itself."""
    kinds = [p for n in (1, 2, 3) for p in itertools.permutations(range(3), n)]
    for winner in range(3):
        total = 0
        for papers in itertools.combinations_with_replacement(kinds, 4):
            first = [sum(p[0] == c for p in papers) for c in range(3)]
            second = {c: tuple(sum(p[0] == c and (p[1] if len(p) > 1 else None) == to
                                   for p in papers)
                               for to in (*[d for d in range(3) if d != c], None))
                      for c in range(3)}
            found = count(first, second)
            total += found is not None and found[0] == winner
        assert total == enumerate_sets("012", 4, lambda w, _: w == winner)[0], winner


def main():
    bundle, contest_id, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    check_by_brute_force()
    digests_known(bundle, folder)
    root = ElementTree.parse(bundle / "result.xml").getroot()
    contest = next(c for c in root.iter(NS + "contest") if c.get("id") == contest_id)
    people = [c.get("id") for c in contest.iter(NS + "on-paper")]
    papers = sum(int(t.get("papers")) for a in root.iter(NS + "papers-of")
                 if a.get("contest") == contest_id for t in a.iter(NS + "term")
                 if t.get("name") == "in-box")
    winner = people.index(next(contest.iter(NS + "place")).get("candidate"))
    stages = []
    for stage in contest.iter(NS + "stage"):
        stages.append({t.get("id"): int(t.get("papers")) for t in stage.iter(NS + "tally")})
    extra = {child.tag.removeprefix(NS) for child in contest} - RESULT_ONLY
    print(f"{papers} papers, shown at {contest.get('level')}"
          + (f", with {' '.join(sorted(extra))}" if extra else ""))

    def fits(elected, counted):
        if elected != winner or len(stages) not in (0, len(counted)):
            return False
        if stages and tuple(stages[0][p] for p in people) != counted[0]:
            return False
        if len(stages) > 1:
            out = counted[1][0]
            left = [p for c, p in enumerate(people) if c != out]
            return tuple(stages[1][p] for p in left) == counted[1][1:3]
        return True

    total, low, high = enumerate_sets(people, papers, fits)
    print(f"{total} sets of papers fit")
    for kind in sorted(low):
        if low[kind] > 0:
            print(f"  determined: {low[kind]} papers are {kind}")
        if high[kind] == 0:
            print(f"  determined: no paper is {kind}")
    if all(low[k] == 0 and high[k] > 0 for k in low) and len(low) == 15:
        print("  no paper is determined: each of 15 ways may have been used, and none must have been")


main()
