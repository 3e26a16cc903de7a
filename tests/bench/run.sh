#!/bin/sh
# run.sh [PART]...: measures everything that tests/bench/RESULTS.md tells, and writes it as one page
# of tables to $BUILD/bench/measured.md: large, growth, small, wards, building (all unless said).
#
#     make bench [PARTS="large small"] [RUNS=7] [DATA=folder with real wards] [CHECK=no]
#
# Nothing is asserted: what a time should be depends on the machine. A part that fails, fails.
# shellcheck disable=SC2154 # here and bench come from it
. "$(dirname "$0")/common.sh"

machine() {
    # shellcheck disable=SC2086
    compiler=$(${CC:-cc} --version | head -n 1) # CC may be two words
    echo "Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)," \
        "$(getconf _NPROCESSORS_ONLN) cores, $(uname -s) $(uname -r); $compiler;" \
        "$RUNS runs of each command, in turn; medians."
}

part() { # NAME
    sh "tests/bench/$1.sh"
}

[ $# -gt 0 ] || set -- large growth small wards building
page=$bench/measured.md
machine >"$page"
cat "$page"
for name in "$@"; do
    [ -f "tests/bench/$name.sh" ] || {
        echo "run.sh: there is no part '$name'; there are large, growth, small, wards, building" >&2
        exit 2
    }
    part "$name" >"$page.part" || {
        cat "$page.part"
        exit 1
    }
    cat "$page.part"
    cat "$page.part" >>"$page"
done
rm -f "$page.part"
echo
echo "bench: written to $page"
