#!/bin/sh
# exports-check.sh SCHEMAS: every golden election in the forms of other programs, held against the
# schemas that their makers publish. SCHEMAS is a folder outside the tree, in which these are looked
# up by name: 510-count-v5-0.xsd and 520-result-v5-0.xsd with what they import (OASIS EML 5.0),
# NIST_V0_cast_vote_records.json (NIST SP 1500-103, version 1), universaltabulator.schema.json
# (rcvformats, which RCVis reads by). Needs xmllint, and python3 with jsonschema. Not in `make check`.
set -eu
: "${TELLER:?}"
schemas=${1:?say which: make exports-check SCHEMAS=folder}
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-exports.XXXXXX")
trap 'rm -rf "$work"' EXIT

schema() { # NAME
    found=$(find "$schemas" -name "$1" | head -n 1)
    [ -n "$found" ] || {
        echo "exports-check: no $1 in $schemas" >&2
        exit 2
    }
    echo "$found"
}

# made FILE COMMAND...: what the command writes. A contest without a vote to show has no such file.
made() {
    into=$1
    shift
    "$@" -o "$into" 2>"$work/said" && return
    rm -f "$into"
    grep -q -e 6804 -e 6987 -e 6989 -e 6992 "$work/said" || {
        cat "$work/said" >&2
        exit 1
    }
}

count=$(schema 510-count-v5-0.xsd)
result=$(schema 520-result-v5-0.xsd)
records=$(schema NIST_V0_cast_vote_records.json)
drawing=$(schema universaltabulator.schema.json)
for folder in fixtures/elections/*/; do
    name=$(basename "$folder")
    made "$work/$name.510.xml" "$TELLER" export --quiet "$folder" --format eml-510
    made "$work/$name.520.xml" "$TELLER" export --quiet "$folder" --format eml-520
    for contest in $(sed -n 's/.*<contest id="\([^"]*\)".*/\1/p' "$folder/notice.xml"); do
        for round in 1 2 3; do
            made "$work/$name.$contest.$round.cvr.json" "$TELLER" export --quiet "$folder" \
                --format cvr --contest "$contest" --round $round --generated 2026-05-14T20:30:00Z
        done
        made "$work/$name.$contest.rcvis.json" "$TELLER" report --quiet "$folder" \
            --format rcvis --contest "$contest"
    done
done
xmllint --nonet --noout --schema "$count" "$work"/*.510.xml 2>"$work/said" || {
    cat "$work/said"
    exit 1
}
xmllint --nonet --noout --schema "$result" "$work"/*.520.xml 2>"$work/said" || {
    cat "$work/said"
    exit 1
}
python3 - "$work" "$records" "$drawing" <<'PYTHON'
import glob, json, sys
from jsonschema import validators

bad = 0
for ending, name in (('cvr', sys.argv[2]), ('rcvis', sys.argv[3])):
    with open(name, encoding='utf-8') as file:
        schema = json.load(file)
    check = validators.validator_for(schema)(schema)
    for path in sorted(glob.glob(f'{sys.argv[1]}/*.{ending}.json')):
        with open(path, encoding='utf-8') as file:
            for error in check.iter_errors(json.load(file)):
                bad += 1
                print(path, list(error.absolute_path), error.message[:200])
sys.exit(bad > 0)
PYTHON
for ending in 510.xml 520.xml cvr.json rcvis.json; do
    set -- "$work"/*."$ending"
    echo "exports-check: $# files *.$ending hold"
done
