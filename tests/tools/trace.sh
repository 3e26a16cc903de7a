#!/bin/sh
# trace.sh: is every clause of spec/rules/ that says MUST cited by both engines and by a test, and
# every clause of spec/arithmetic.md that says MUST by lib/num/ and a test? And does every clause
# that code cites exist? Clauses are list items: - [STV-6] text.
set -u
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-trace.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
bad=0

cited() { # folder...: everything there that looks like the id of a clause
    find "$@" -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.xml' -o -name '*.md' \
        -o -name '*.stdout' -o -name '*.stderr' -o -name '*.awk' \) -exec cat {} + 2>/dev/null |
        grep -oE '[A-Z][A-Z0-9]*-([A-Z]\.)?[0-9]+(\.[0-9]+)*[a-z]?' | LC_ALL=C sort -u
}

require() { # list where-text folder...
    list=$1
    where=$2
    shift 2
    cited "$@" >"$work/cited"
    lacking=$(LC_ALL=C comm -23 "$list" "$work/cited" | tr '\n' ' ')
    if [ -n "$lacking" ]; then
        echo "not cited in $where: $lacking"
        bad=1
    fi
}

tools=$(dirname "$0")
list_clauses() { # word file...: ids of the clauses that hold the word (any when it is empty)
    word=$1
    shift
    for file in "$@"; do
        [ -f "$file" ] && awk -v word="$word" -f "$tools/clauses.awk" "$file"
    done | LC_ALL=C sort -u
}

# Pages that no engine carries out: rules/, custody and audit do, once.
others="spec/rules/eligibility.md spec/rules/entitlement.md spec/rules/readings.md
    spec/rules/across.md spec/rules/rounds.md spec/rules/unopposed.md spec/rules/vacancy.md spec/rules/effect.md"
engines=
for page in spec/rules/*.md; do
    case " $(echo $others) " in *" $page "*) ;; *) engines="$engines $page" ;; esac
done
# shellcheck disable=SC2086
list_clauses MUST $engines >"$work/must"
require "$work/must" lib/count lib/count
require "$work/must" lib/recount lib/recount
require "$work/must" tests tests/unit tests/law tests/diff tests/fault tests/cli fixtures/elections
# shellcheck disable=SC2086
list_clauses MUST $others >"$work/must_others"
require "$work/must_others" lib lib
require "$work/must_others" tests tests/unit tests/law tests/fault tests/cli
list_clauses MUST spec/arithmetic.md >"$work/must_num"
require "$work/must_num" lib/num lib/num
require "$work/must_num" tests tests/unit tests/law

# The other way round: a citation of a clause that no page has.
# shellcheck disable=SC2046
list_clauses "" $(find spec -name '*.md' | LC_ALL=C sort) >"$work/all"
sed 's/-.*//' "$work/all" | LC_ALL=C sort -u >"$work/families"
cited lib/count lib/recount lib/num | while read -r id; do
    grep -qx "${id%%-*}" "$work/families" && echo "$id"
done | LC_ALL=C sort -u >"$work/used"
unknown=$(LC_ALL=C comm -13 "$work/all" "$work/used" | tr '\n' ' ')
if [ -n "$unknown" ]; then
    echo "cited in lib/, but in no page of spec/: $unknown"
    bad=1
fi
n=$(cat "$work/must" "$work/must_num" "$work/must_others" | wc -l)
if [ "$n" -eq 0 ]; then
    echo "trace: no clause of spec/rules/ says MUST"
    bad=1
fi
[ "$bad" -eq 0 ] && echo "trace: $n clauses that say MUST, each cited by code and by a test"
exit "$bad"
