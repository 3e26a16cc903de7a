#!/bin/sh
# headers.sh: does each public header compile alone, in strict C11 and in C++, does teller.h include
# them all, and is every function documented, with what it gives? Says so when there is no C++
# compiler here.
set -u
CC=${CC:-cc}
CXX=${CXX:-}
bad=0
n=0
if [ -z "$CXX" ]; then
    for try in c++ g++ clang++; do
        command -v "$try" >/dev/null 2>&1 && { CXX=$try; break; }
    done
fi
for header in lib/include/teller.h lib/include/teller/*.h; do
    name=${header#lib/include/}
    n=$((n + 1))
    printf '#include "%s"\n#include "%s"\nint here;\n' "$name" "$name" |
        $CC -std=c11 -Wall -Wextra -Wpedantic -Wstrict-prototypes -Werror -Ilib/include -x c \
            -fsyntax-only - || { echo "$header: not by itself in C11"; bad=1; }
    if [ -n "$CXX" ]; then
        printf '#include "%s"\n#include "%s"\nint here;\n' "$name" "$name" |
            $CXX -std=c++11 -Wall -Wextra -Wpedantic -Werror -Ilib/include -x c++ -fsyntax-only - ||
            { echo "$header: not by itself in C++11"; bad=1; }
    fi
    if [ "$name" != teller.h ] && ! grep -q "#include \"$name\"" lib/include/teller.h; then
        echo "$header: teller.h does not include it"
        bad=1
    fi
done
[ -n "$CXX" ] || echo "headers: there is no C++ compiler here; checked as C only"
awk -f "$(dirname "$0")/documented.awk" lib/include/teller.h lib/include/teller/*.h || bad=1
[ "$bad" -eq 0 ] && echo "headers: $n compile alone"
exit "$bad"
