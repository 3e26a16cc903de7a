#!/bin/sh
# gates-fail.sh: does each gate fail when it should? A small sound tree passes; then, one at a time,
# it is broken in the way that the gate is there to notice. Also checks that the test runners count
# crashes, silence and wrong output as failures.
set -u
tools=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$tools/../.." && pwd)
CC=${CC:-cc}
export CC
work=$(mktemp -d "${TMPDIR:-/tmp}/teller-gates.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
bad=0
n=0

# The sound tree: two rooms of the library, one public function, one clause, one code.
sound() {
    rm -rf "$work/tree"
    mkdir -p "$work/tree" && cd "$work/tree" || exit 2
    mkdir -p lib/base lib/num lib/count lib/recount lib/include/teller cli tests/unit tests/tools \
        tests/cli/area spec/rules
    cp "$tools"/*.sh "$tools"/*.awk tests/tools/
    cp "$root/tests/cli/run.sh" tests/cli/
    printf 'base: public\nnum: base public\ncount: base num public\nrecount: base num public\ncli: public\n' >lib/LAYERS
    printf '/* All. */\n#include "teller/one.h"\n' >lib/include/teller.h
    printf '/* One. */\nint tlr_one(int n);\n' >lib/include/teller/one.h
    printf '/* One. */\n#include "teller/one.h"\nint tlr_one(int n)\n{\n    return n + 1;\n}\n' >lib/base/one.c
    printf '/* STV-1 */\n' >lib/count/count.c
    printf '/* STV-1 */\n' >lib/recount/recount.c
    printf '/* STV-1 */\n' >tests/unit/test_one.c
    printf -- '- [STV-1] It MUST be counted.\n- [STV-2] It may be shown.\n' >spec/rules/stv.md
    printf 'echo hello\n' >tests/cli/area/case.sh
    printf 'hello\n' >tests/cli/area/case.stdout
}

try() { # pass|fail what command...
    wanted=$1
    what=$2
    shift 2
    n=$((n + 1))
    if "$@" >"$work/out" 2>&1; then got=pass; else got=fail; fi
    if [ "$got" != "$wanted" ]; then
        echo "$what: should $wanted"
        sed 's/^/    /' "$work/out"
        bad=1
    fi
}

gate() { # pass|fail what script args...
    wanted=$1
    what=$2
    script=$3
    shift 3
    try "$wanted" "$script: $what" sh "tests/tools/$script" "$@"
}

library() { # an .so of lib/base
    $CC -shared -fPIC -Ilib/include -o "$work/lib.so" lib/base/*.c || exit 2
}

sound
gate pass "a sound tree" layers.sh
echo '#include "num/other.h"' >>lib/base/one.c
gate fail "an include that points up" layers.sh
sound
echo '#include <gmp.h>' >>lib/num/other.c
gate fail "GMP outside exact.c" layers.sh
sound
echo 'void f(void) { printf("x"); }' >>lib/base/one.c
gate fail "printing in the library" layers.sh
sound
echo '/* printf("x") */ const char *s = "exit(1)";' >>lib/base/one.c
gate pass "words in comments and strings" layers.sh
mkdir lib/cellar
gate fail "a room that LAYERS does not know" layers.sh
sound
echo '#include "base/one.h"' >cli/main.c
gate fail "the program looking inside" layers.sh

sound
gate pass "a sound tree" nofloat.sh
echo 'static double d;' >>lib/base/one.c
gate fail "a double" nofloat.sh
sound
echo 'static long d = 1.5 * 2;' >>lib/base/one.c
gate fail "a floating constant" nofloat.sh

sound
library
gate pass "a sound library" symbols.sh "$work/lib.so"
echo 'int tlr_two(void) { return 2; }' >>lib/base/one.c
library
gate fail "a function in no header" symbols.sh "$work/lib.so"
sound
echo 'int tlr_two(void);' >>lib/include/teller/one.h
library
gate fail "a function that is not there" symbols.sh "$work/lib.so"
sound
echo 'int tlri_secret(void) { return 2; }' >>lib/base/one.c
library
gate fail "an internal name" symbols.sh "$work/lib.so"

sound
gate pass "sound headers" headers.sh
echo 'size_t tlr_size(void);' >>lib/include/teller/one.h
gate fail "a header that needs another" headers.sh
sound
echo '/* Two. */' >lib/include/teller/two.h
gate fail "a header that teller.h leaves out" headers.sh

sound
gate pass "a sound tree" trace.sh
echo '/* STV-2 */' >lib/count/count.c
gate fail "a clause that one engine does not cite" trace.sh
sound
echo '/* STV-2 */' >tests/unit/test_one.c
gate fail "a clause that no test cites" trace.sh
sound
echo '/* STV-9 */' >>lib/count/count.c
gate fail "a citation of no clause" trace.sh

sound
gate pass "a sound tree" hygiene.sh
echo "/* TO""DO later */" >>lib/base/one.c
gate fail "a note to ourselves" hygiene.sh
sound
echo hello >notes.txt
gate fail "a stranger at the top level" hygiene.sh
sound
printf 'int one;\t\n' >>lib/base/one.c
gate fail "a tab" hygiene.sh

sound
seq 1 20 | sed 's/.*/| n | 7 MiB | `N_MAX` in `lib\/base\/n.h` |/' >spec/limits.md
echo '#define N_MAX ((size_t)7 << 20) /* bytes */' >lib/base/n.h
gate pass 'limits as they are' limits.sh
echo '#define N_MAX ((size_t)8 << 20)' >lib/base/n.h
gate fail 'a limit that was changed' limits.sh
rm lib/base/n.h
gate fail 'a limit whose constant is gone' limits.sh
: >spec/limits.md
gate fail 'no limits' limits.sh

# The runners.
sound
export TELLER=/bin/true
try pass "run.sh: a case that holds" sh tests/cli/run.sh
echo 'bye' >tests/cli/area/case.stdout
try fail "run.sh: other output" sh tests/cli/run.sh
sound
echo 'exit 3' >>tests/cli/area/case.sh
try fail "run.sh: another exit code" sh tests/cli/run.sh
echo 3 >tests/cli/area/case.exit
try pass "run.sh: the exit code expected" sh tests/cli/run.sh
rm -r tests/cli/area
try fail "run.sh: no cases at all" sh tests/cli/run.sh

program() { # text of a shell script that stands for a test program
    printf '#!/bin/sh\n%s\n' "$1" >"$work/program"
    chmod +x "$work/program"
}
program 'echo "[  PASSED  ] 3 test(s)."'
try pass "run-tests.sh: three tests" sh tests/tools/run-tests.sh "$work/program"
grep -qx '3 passed, 0 failed' "$work/out" || { echo "run-tests.sh: counts wrongly"; bad=1; }
program 'echo "[  PASSED  ] 2 test(s)."; echo "[  FAILED  ] 1 test(s), listed below:"; exit 1'
try fail "run-tests.sh: a failed test" sh tests/tools/run-tests.sh "$work/program"
grep -qx '2 passed, 1 failed' "$work/out" || { echo "run-tests.sh: counts wrongly"; bad=1; }
program 'echo "[  PASSED  ] 2 test(s)."; kill -SEGV $$'
try fail "run-tests.sh: a crash" sh tests/tools/run-tests.sh "$work/program"
program 'exit 0'
try fail "run-tests.sh: silence" sh tests/tools/run-tests.sh "$work/program"

[ "$bad" -eq 0 ] && echo "gates-fail: $n trials, each as it should be"
exit "$bad"
