#!/bin/sh
# conformance.sh FOLDER: counts the ballots of a conformance folder and compares with the results in
# it. The folder holds manifest.csv and one folder a source; tests/conformance/README.md says what
# is compared. ONLY=word takes the cases whose id, source or rule holds the word.
set -eu
if [ ! -f "$1/manifest.csv" ]; then
    echo "conformance: $1 holds no manifest.csv; say make conformance DATA=folder" >&2
    exit 2
fi
exec "${OBJ:-build/release}/tests/conformance/runner" "$1" "${ONLY-}"
