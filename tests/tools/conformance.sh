#!/bin/sh
# conformance.sh FOLDER: counts the ballots of a conformance folder and compares with the results in
# it. The folder holds manifest.csv and one folder a source; tests/conformance/README.md says what
# is compared. ONLY=word takes the cases whose id, source or rule holds the word. Where the folder
# has wycheproof/ed25519_test.json, its signatures are judged first (ONLY=wycheproof: those alone).
set -eu
if [ ! -f "$1/manifest.csv" ]; then
    echo "conformance: $1 holds no manifest.csv; say make conformance DATA=folder" >&2
    exit 2
fi
if [ -f "$1/wycheproof/ed25519_test.json" ]; then
    # shellcheck disable=SC2194
    case wycheproof in *"${ONLY-}"*)
        TLR_WYCHEPROOF="$1/wycheproof" "${OBJ:-build/release}/tests/unit/test_trust_points"
        ;;
    esac
    [ "${ONLY-}" != wycheproof ] || exit 0
fi
exec "${OBJ:-build/release}/tests/conformance/runner" "$1" "${ONLY-}"
