#!/bin/sh
# tamper.sh (`make tamper-full`): one bit turned in every single byte of the demo election, every
# line dropped, repeated, exchanged, cut off, and all other changes of
# tests/fault/test_case_tamper.c; prints how many there were. `make check` does a few hundred of
# them; this takes about half an hour. Set BUILD to use another folder of objects.
set -eu
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
make -s BUILD="$build" MODE=release "$build/release/tests/fault/test_case_tamper"
TAMPER=all "$build/release/tests/fault/test_case_tamper"
