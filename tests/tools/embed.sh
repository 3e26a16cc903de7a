#!/bin/sh
# embed.sh FILE...: writes C source that holds the bytes of the files, in the order given, for
# lib/rules/embedded.h. The names are those of the files without their folders, the years those of
# the element <rulebook>.
set -eu
# year FILE ATTRIBUTE: its value, or 0 where there is none.
year() {
    awk -v name="$2" '
        /<rulebook / { in_head = 1 }
        in_head { head = head " " $0 }
        in_head && />/ { exit }
        END {
            if (match(head, " " name "=\"[0-9]+\""))
                print substr(head, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
            else
                print 0
        }' "$1"
}
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
    from=$(year "$file" from-year)
    [ "$from" -gt 0 ] || { echo "$file: <rulebook> has no from-year" >&2; exit 1; }
    printf '    {"%s", bytes_%d, sizeof bytes_%d - 1, %d, %d},\n' "$(basename "$file")" "$n" "$n" \
        "$from" "$(year "$file" to-year)"
    n=$((n + 1))
done
echo '    {0, 0, 0, 0, 0},'
echo '};'
printf 'const size_t tlri_rulebook_files_count = %d;\n' "$n"
