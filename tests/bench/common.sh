# common.sh: what the parts of the bench share; read by each of them with `.`, never run.
#
# BUILD, OBJ, TELLER and CC come from the Makefile; RUNS may be given. Inputs are made once, from
# fixed seeds, and kept in $bench.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
: "${BUILD:=build}" "${OBJ:=$BUILD/release}" "${RUNS:=7}"
: "${TELLER:=$here/$OBJ/teller}"
bench=$BUILD/bench
mkdir -p "$bench"

# A folder where syncing costs nothing, for what is measured apart from the disk.
memory=/dev/shm
[ -d "$memory" ] && [ -w "$memory" ] || memory=

title() { # TEXT
    printf '\n### %s\n\n' "$1"
}

table() { # RUNS, then NAME COMMAND pairs for turns: the first is what the others are measured by
    echo "| what | wall s (fastest, slowest) | processor s (fastest, slowest) | x wall | x processor | peak MiB |"
    echo "|---|---|---|---|---|---|"
    "$OBJ/tests/bench/turns" "$@"
}

make_once() { # FILE COMMAND...: the file is what the command prints
    [ -s "$1" ] || {
        printf 'bench: making %s\n' "$1" >&2
        wanted=$1
        shift
        "$@" >"$wanted.new" && mv "$wanted.new" "$wanted"
    }
}

synthetic() { # FILE BALLOTS CANDIDATES SEATS SEED FORMAT: as measured with other programs
    make_once "$1" python3 tests/bench/gen_ballots.py --ballots "$2" --candidates "$3" \
        --seats "$4" --seed "$5" --format "$6"
}

signed_folder() { # FOLDER BLT RULES: its papers as one signed batch
    [ -e "$1/signed" ] || {
        printf 'bench: making %s\n' "$1" >&2
        rm -rf "$1"
        python3 tests/bench/make_folder.py "$2" "$3" "$1"
        sh tests/tools/rebind.sh "$TELLER" "$1"
        : >"$1/signed"
    }
}
