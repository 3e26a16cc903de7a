#!/bin/sh
# hygiene.sh: is the tree as it should be? No notes to ourselves in the code, nothing at the top
# level but the agreed names, no paths of one machine, no tabs or trailing blanks in C, no compiled
# files or temporary files under version control.
set -u
bad=0

offence() { # what list
    [ -z "$2" ] && return
    echo "$1:"
    echo "$2"
    bad=1
}

if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    files=$(git ls-files --cached --others --exclude-standard | LC_ALL=C sort -u)
    top=$(echo "$files" | sed 's|/.*||' | LC_ALL=C sort -u)
else
    files=$(find . -type f -not -path './build/*' | sed 's|^\./||' | LC_ALL=C sort)
    top=$(find . -mindepth 1 -maxdepth 1 | sed 's|^\./||' | grep -vx build)
fi
here=$(echo "$files" | while read -r f; do [ -f "$f" ] && echo "$f"; done)
code=$(echo "$here" | grep -E '^(lib|cli)/.*\.(c|h|def|map|in)$')
all_c=$(echo "$here" | grep -E '^(lib|cli|tests)/.*\.[ch]$')
# The words are put together here so that this file does not find itself.
notes='TO''DO|FIX''ME|XX''X|HA''CK'
machine='(^|[^A-Za-z0-9_}.])/(wo''rk|ro''ot|ho''me/[a-z]+|Us''ers/[a-z]+)/|\.\./sha''red'

# shellcheck disable=SC2086
{
    offence "notes to ourselves" "$(grep -nE "\\b($notes)\\b" $code /dev/null)"
    offence "paths of one machine" "$(echo "$here" | grep -vE '^fixtures/corpus/' | tr '\n' '\0' |
        xargs -0 grep -InE "$machine" /dev/null)"
    offence "a temporary folder that does not honour TMPDIR" "$(echo "$here" |
        grep -E '\.(c|h|sh|awk)$|^Makefile$|^\.ci/' | tr '\n' '\0' |
        xargs -0 grep -nE '/tm''p' /dev/null | grep -vE 'TMPDIR:-/tm''p|TMPDIR"')"
    offence "tabs or trailing blanks" "$(grep -nE "$(printf '\t')|[ ]+\$" $all_c /dev/null)"
}
offence "unexpected at the top level" "$(echo "$top" |
    grep -vxE 'Makefile|README\.md|lib|cli|tests|fixtures|spec|\.[a-z].*')"
offence "files that do not belong into version control" "$(echo "$files" |
    grep -E '\.(o|a|so|d|gcda|gcno|orig|rej|bak|swp|tmp|pyc)$|~$|(^|/)core$')"
for file in $(echo "$here" | grep -E '^(lib|cli)/.*\.c$'); do
    head -n 1 "$file" | grep -q '^/\*' || offence "no opening comment" "$file"
done
[ "$bad" -eq 0 ] && echo "hygiene: $(echo "$here" | wc -l) files in order"
exit "$bad"
