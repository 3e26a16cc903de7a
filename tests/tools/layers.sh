#!/bin/sh
# layers.sh: does every file include only what its layer may (lib/LAYERS), and do the libraries and
# the words of libc stay in their rooms? Prints each offence as file:line and exits 1.
set -u
bad=0
tools=$(dirname "$0")

includes() { # FILE...: "file:line <name>" or "file:line "name"" for each #include
    awk '/^[ \t]*#[ \t]*include/ {
        line = $0
        sub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
        sub(/[ \t]*(\/\*.*)?$/, "", line)
        print FILENAME ":" FNR " " line
    }' "$@"
}

offence() {
    echo "$1"
    bad=1
}

# Own headers: "layer/name.h", or the public "teller.h" and "teller/name.h".
check_own() { # layer allowed-layers file...
    layer=$1
    allowed=" $2 $1 "
    shift 2
    found=$(includes "$@" | awk -v layer="$layer" -v allowed="$allowed" '
        $2 ~ /^"/ {
            name = $2
            gsub(/"/, "", name)
            room = name
            if (name == "teller.h" || name ~ /^teller\//) room = "public"
            else if (name ~ /\//) sub(/\/.*/, "", room)
            else { # a name without a folder is a file of the same room; the program may do that
                if (layer == "cli" || layer == "public") next
                print $1 ": write \"" layer "/" name "\", with its folder"
                next
            }
            if (index(allowed, " " room " ") == 0)
                print $1 ": " layer " may not include " $2 " (lib/LAYERS: " layer " may use:" allowed ")"
        }')
    [ -z "$found" ] || offence "$found"
}

# Libraries and system headers have their rooms too.
check_system() { # layer file...
    layer=$1
    shift
    found=$(includes "$@" | awk -v layer="$layer" '
        function only(where) { print $1 ": " $2 " may be included only " where }
        $2 ~ /^</ {
            split($1, at, ":")
            if ($2 ~ /^<libxml\//) { if (layer != "io") only("in io") }
            else if ($2 == "<sodium.h>") { if (layer != "trust") only("in trust") }
            else if ($2 == "<gmp.h>") { if (at[1] != "lib/num/exact.c") only("by lib/num/exact.c") }
            else if ($2 == "<utf8proc.h>") { if (layer != "io" && layer != "base") only("in base and io") }
            else if ($2 == "<csv.h>" || $2 == "<jansson.h>") {
                if (layer != "io" && layer != "report" && layer != "cli") only("in io, report and cli")
            }
            else if ($2 == "<pthread.h>") { if (layer != "base") only("in base") }
            else if ($2 ~ /^<(fcntl|dirent|unistd|sys\/.*)\.h>$/) {
                if (layer !~ /^(base|trust|api|cli)$/) only("in base, trust, api and cli")
            }
            else if ($2 == "<signal.h>") { if (layer !~ /^(base|cli)$/) only("in base and cli") }
            else if ($2 ~ /^<(locale|setjmp|math|complex|fenv|tgmath|getopt)\.h>$/) {
                if (layer != "cli") only("in cli")
            }
        }')
    [ -z "$found" ] || offence "$found"
}

# The library never prints, ends the process, or asks clock, environment, locale or chance; memory
# comes from lib/base/mem.c alone.
check_words() { # file...
    found=$(for file in "$@"; do
        awk -f "$tools/strip.awk" "$file" | awk -v file="$file" '{
            rest = $0
            while (match(rest, /(^|[^A-Za-z0-9_>.])(printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|fputc|putc|perror|fopen|freopen|fdopen|fwrite|fread|exit|_exit|_Exit|abort|atexit|getenv|setenv|secure_getenv|setlocale|system|popen|fork|time|clock|clock_gettime|gettimeofday|random|srandom|getrandom|arc4random|assert|malloc|calloc) *\(|(^|[^A-Za-z0-9_>.])(stdout|stderr|stdin) *[,;)]/)) {
                word = substr(rest, RSTART, RLENGTH)
                gsub(/[^A-Za-z0-9_]/, "", word)
                if (word != "calloc" || file != "lib/base/mem.c") print file ":" FNR ": the library may not use " word
                rest = substr(rest, RSTART + RLENGTH - 1)
            }
        }'
    done)
    [ -z "$found" ] || offence "$found"
}

rooms=$(sed -e 's/#.*//' -e '/^ *$/d' -e 's/:.*//' lib/LAYERS)
n=0
for room in $rooms; do
    allowed=$(sed -n "s/^$room: *//p" lib/LAYERS)
    dir=lib/$room
    [ "$room" = cli ] && dir=cli
    files=$(find "$dir" -name '*.[ch]' 2>/dev/null | LC_ALL=C sort)
    [ -n "$files" ] || continue
    # shellcheck disable=SC2086
    {
        check_own "$room" "$allowed" $files
        check_system "$room" $files
        [ "$room" = cli ] || check_words $files
        n=$((n + $(echo "$files" | wc -l)))
    }
done
for dir in lib/*/; do # a folder that LAYERS does not know has no rules
    name=$(basename "$dir")
    [ "$name" = include ] && continue
    [ "$name" = pkg ] && [ -z "$(find "$dir" -name '*.[ch]')" ] && continue # no code: packaging
    echo "$rooms" | grep -qx "$name" || offence "lib/$name: lib/LAYERS has no line for it"
done
files=$(find lib/include -name '*.h' | LC_ALL=C sort)
# shellcheck disable=SC2086
check_own public "" $files
[ "$bad" -eq 0 ] && echo "layers: $n files include only what they may"
exit "$bad"
