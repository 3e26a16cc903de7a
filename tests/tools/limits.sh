#!/bin/sh
# limits.sh: does every row of spec/limits.md say what the constant named in it is? Fails on a row
# whose constant is gone or has another value, and when there are no rows.
set -u
rows=0
bad=0

value_of() { # NAME FILE: the constant's value in digits
    expression=$(sed -n -E \
        -e "s/^#define +$1 +(.*)$/\1/p" \
        -e "s/^(.*[ {])?$1 *= *([^,}]*).*$/\2/p" "$2" | head -n 1 |
        sed -e 's|/\*.*||' -e 's/(size_t)//g' -e 's/(\(TLR[A-Z_]*\))/\1/g' -e 's/\([0-9]\)u/\1/g' \
            -e 's/[()]//g')
    case $expression in
    '' | *[!0-9\ \<\*-]*) echo "unknown" ;;
    *) echo $(($expression)) ;;
    esac
}

said_of() { # "64 MiB": in digits
    number=$(printf '%s' "$1" | tr -d ', ' | sed 's/bytes$//')
    case $number in
    *GiB) echo $((${number%GiB} << 30)) ;;
    *MiB) echo $((${number%MiB} << 20)) ;;
    *) echo "$number" ;;
    esac
}

while IFS='|' read -r _ what said constant _; do
    case $constant in
    *' in '*) ;;
    *) continue ;;
    esac
    rows=$((rows + 1))
    name=$(printf '%s' "$constant" | cut -d'`' -f2)
    file=$(printf '%s' "$constant" | cut -d'`' -f4)
    actual=unknown
    [ -f "$file" ] && actual=$(value_of "$name" "$file")
    if [ "$(said_of "$said")" != "$actual" ]; then
        echo "spec/limits.md:$what: says$said, $name in $file is $actual"
        bad=1
    fi
done <spec/limits.md
if [ "$rows" -lt 20 ]; then
    echo "limits: only $rows rows found in spec/limits.md"
    bad=1
fi
[ "$bad" -eq 0 ] && echo "limits: $rows limits are what the code says"
exit "$bad"
