#!/bin/sh
# embed.sh FILE...: writes C source that holds the bytes of the files, in the order given, for
# lib/rules/embedded.h. The names are those of the files without their folders.
set -eu
cat <<'TOP'
/* Made by tests/tools/embed.sh from spec/rulebook/. Do not edit. */
#include "rules/embedded.h"

TOP
n=0
for file in "$@"; do
    printf 'static const unsigned char bytes_%d[] = {' "$n"
    od -An -v -tu1 "$file" | awk '{ for (i = 1; i <= NF; i++) {
        printf "%s%s,", (at % 16 == 0 ? "\n    " : " "), $i; at++ } }'
    printf '\n    0};\n\n'
    n=$((n + 1))
done
echo 'const struct tlri_embedded_file tlri_rulebook_files[] = {'
n=0
for file in "$@"; do
    printf '    {"%s", bytes_%d, sizeof bytes_%d - 1},\n' "$(basename "$file")" "$n" "$n"
    n=$((n + 1))
done
echo '    {0, 0, 0},'
echo '};'
printf 'const size_t tlri_rulebook_files_count = %d;\n' "$n"
