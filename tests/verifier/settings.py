"""Which settings a contest is counted by (spec/rules/readings.md [REA-6], [REA-7]).

The tables are those of `fixtures/good/ruleset-*.txt`, in their order; a rule set that is not here is
not recounted, and the verifier says so.
"""

from __future__ import annotations

from election import ContestNotice, Notice
from words import Wrong, digest_of

CROSSES = {
    "numbers-on-cross-paper": "as-crosses", "overvote": "invalid", "undervote": "valid",
    "group-ballot": "off", "votes": "places", "tie-final": "lot", "constraints": "apply",
    "insufficient": "leave-empty", "minimum-order": "guard", "reopen": "this-place",
}
NUMBERS = {
    "single-cross": "first", "repeated-number": "stop", "skipped-number": "stop",
    "skipped-allowed": "0",
}
RULE_SETS = {
    "block": {"rules": "block", "method": "plurality", **CROSSES},
    "limited": {"rules": "limited", "method": "plurality", **CROSSES, "votes": "undeclared"},
    "av": {
        "rules": "av", "method": "av", **NUMBERS, "bulk-exclusion": "less",
        "tie-lookback": "higher-preferences", "tie-three": "narrow", "tie-exclusion": "lot",
        "tie-final": "refer", "majority-base": "live", "stop": "majority",
        "constraints": "apply", "insufficient": "leave-empty",
    },
    "ers97": {
        "rules": "ers97", "method": "ers97", **NUMBERS, "quota": "round-up",
        "quota-test": "reach", "arithmetic": "fixed", "decimals": "2", "surplus": "last-batch",
        "surplus-papers": "transferable", "surplus-order": "largest", "exclusion": "by-value",
        "defer": "not-greater", "bulk-exclusion": "not-greater", "tie-lookback": "forwards",
        "tie-three": "narrow", "tie-exclusion": "lot", "constraints": "apply",
        "insufficient": "leave-empty", "reopen": "this-place",
    },
}
FIXED = {
    "block": {"rules", "method", "votes"},
    "limited": {"rules", "method"},
    "av": {"rules", "method"},
    "ers97": {"rules", "method", "quota", "quota-test", "arithmetic", "decimals", "surplus",
              "surplus-papers", "surplus-order", "exclusion", "defer", "bulk-exclusion",
              "tie-lookback", "tie-three", "tie-exclusion"},
}


def resolve(notice: Notice, contest: ContestNotice) -> dict[str, str]:
    """The settings of a contest: rule set, then readings, then its own."""
    settings = dict(RULE_SETS[contest.rule_set])
    fixed = FIXED[contest.rule_set]
    for name, reading in notice.readings.items():
        if name in settings and name not in fixed:
            settings[name] = reading["value"]
    for name, value in contest.settings.items():
        if name not in settings or (name in fixed and settings[name] != value):
            raise Wrong(f"contest {contest.id}: {name}={value} is not open in its rule set [REA-7]")
        settings[name] = value
    return settings


def settings_digest(settings: dict[str, str]) -> str:
    """The digest that result.xml gives of them [RES-2]."""
    text = "teller/settings@1\n" + "".join(f"{n}={v}\n" for n, v in settings.items())
    return digest_of(text.encode("ascii"))
