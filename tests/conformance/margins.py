#!/usr/bin/env python3
"""Published margins of instant run-off elections, held against `teller margin`.

    margins.py TELLER DATA [WORD]     only elections whose name holds WORD

DATA is a copy of the data of Blom, Stuckey, Teague and Tidhar, "Efficient Computation of Exact IRV
Margins" (ECAI 2016), as published with their program (margin-irv): the folders USIRV and NSW2015 with
the papers, NSW2015_results with the margins of New South Wales, 2015. The margins of the American
elections are those of the paper's Table 2 (papers changed) and Table 3 (papers added).

A margin there is the fewest papers that have to be marked otherwise for somebody else to win, where
ties fall as an adversary likes: what `misread` asks here, and `wrongly-excluded` for papers added.
Says of each election whether both numbers of teller's are the published one; exit 1 when a published
margin is not within them.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

PUBLISHED = {  # papers changed, papers added
    "Aspen_2009_CityCouncil": (35, 70),
    "Aspen_2009_Mayor": (89, 177),
    "Berkeley_2010_D1CityCouncil": (1174, 2348),
    "Berkeley_2010_D4CityCouncil": (517, 1033),
    "Berkeley_2010_D7CityCouncil": (364, 728),
    "Berkeley_2010_D8CityCouncil": (878, 1756),
    "Oakland_2010_D4CityCouncil": (2329, 4657),
    "Oakland_2010_D6CityCouncil": (2603, 5205),
    "Oakland_2010_Mayor": (1013, 2025),
    "Pierce_2008_CityCouncil": (2007, 4014),
    "Pierce_2008_CountyAssessor": (1111, 2221),
    "Pierce_2008_CountyAuditor": (8396, 16792),
    "Pierce_2008_CountyExecutive": (2027, 4054),
    "SanFran_2007_Mayor": (50837, 101674),
}
RULES = ["--rules", "av", "--set", "tie-lookback=none", "--set", "tie-exclusion=lot",
         "--set", "tie-final=lot"]


def read_papers(path):
    """The candidates, and the papers as (how many, ranking by number)."""
    with open(path, encoding="ascii") as file:
        lines = file.read().splitlines()
    candidates = [name.strip() for name in lines[0].split(",")]
    start = next(i for i, line in enumerate(lines) if line.startswith("-+"))
    papers = []
    for line in lines[start + 1:]:
        if line.strip():
            ranking, number = line.rsplit(":", 1)
            names = [name.strip() for name in ranking.strip()[1:-1].split(",") if name.strip()]
            papers.append((int(number), [candidates.index(name) + 1 for name in names]))
    return candidates, papers


def write_blt(candidates, papers, path):
    with open(path, "w", encoding="ascii") as file:
        file.write(f"{len(candidates)} 1\n")
        for number, ranking in papers:
            if number and ranking:
                file.write(f"{number} {' '.join(map(str, ranking))} 0\n")
        file.write("0\n")
        file.writelines(f'"Candidate {name}"\n' for name in candidates)
        file.write('"From published papers"\n')


def margin(teller, path, fault):
    """Below which number nobody else can win, and from which on there is an example."""
    run = subprocess.run([teller, "margin", "--unsigned", "--json", *RULES, "--" + fault, path],
                         capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(run.stderr)
    person = json.loads(run.stdout)["answers"][0]["elected"][0]
    return person["cannot-below"], person["can-from"]


def elections(data):
    for name, (changed, added) in PUBLISHED.items():
        yield name, os.path.join(data, "USIRV", name + ".txt"), {
            "misread": changed, "wrongly-excluded": added}
    folder = os.path.join(data, "NSW2015")
    for file in sorted(name for name in os.listdir(folder) if name.endswith("_ballots.txt")):
        with open(os.path.join(data, "NSW2015_results", "tgt_margin_" + file),
                  encoding="ascii") as result:
            found = re.search(r"^Margin:\s+(\d+)", result.read(), re.MULTILINE)
        name = re.sub(r"^Data_NA_|\.txt.*$", "", file)
        yield "NSW 2015 " + name, os.path.join(folder, file), {"misread": int(found[1])}


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    teller, data = sys.argv[1:3]
    word = sys.argv[3] if len(sys.argv) == 4 else ""
    counts = {"exact": 0, "within": 0, "contradicted": 0}
    with tempfile.TemporaryDirectory() as scratch:
        blt = os.path.join(scratch, "papers.blt")
        for name, path, published in elections(data):
            if word not in name:
                continue
            write_blt(*read_papers(path), blt)
            for fault, number in published.items():
                below, top = margin(teller, blt, fault)
                within = below <= number and (top is None or number <= top)
                verdict = "exact" if below == number == top else \
                    "within" if within else "contradicted"
                counts[verdict] += 1
                print(f"{verdict}: {name}, {fault}: published {number}; cannot below {below}, "
                      f"can from {top}", flush=True)
    print(", ".join(f"{number} {verdict}" for verdict, number in counts.items()))
    return 1 if counts["contradicted"] or not counts["exact"] else 0


if __name__ == "__main__":
    sys.exit(main())
