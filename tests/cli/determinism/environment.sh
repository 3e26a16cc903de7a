# The same files give the same bytes, whatever surrounds the program: language, time zone, threads,
# environment, masks, where it is called from, how memory is filled.
. "$ROOT/tests/tools/election.sh"
fetch anytown
"$TELLER" count --quiet anytown -o "$PWD/first.xml" >first.sheet || exit
mkdir there
same() { # WHAT COMMAND...: the command, then the files against the first ones
    what=$1
    shift
    rm -f there/*
    "$@" >there/sheet 2>there/said
    code=$?
    if [ $code -eq 0 ] && cmp first.sheet there/sheet && cmp first.xml there/mine.xml &&
        cmp workings.xml there/workings.xml && cmp run.txt there/run.txt && [ ! -s there/said ]; then
        echo "the same: $what"
    else
        echo "exit $code, not the same: $what"
        cat there/said
    fi
}
count() { "$TELLER" count --quiet anytown -o there/mine.xml "$@"; }
same 'again' count
same '1 thread' count --threads 1
same '2 threads' count --threads 2
same '64 threads' count --threads 64
# Turkish has another small letter for I: the usual trap. It is made here when the system lacks it.
mkdir locales
if localedef -i tr_TR -f UTF-8 "$PWD/locales/tr_TR.UTF-8" >log 2>&1; then
    turkish="LOCPATH=$PWD/locales LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8"
else
    turkish="LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8"
fi
# shellcheck disable=SC2086
same 'in Turkish' env $turkish "$TELLER" count --quiet anytown -o there/mine.xml
for locale in $(locale -a); do
    same "language" env LC_ALL="$locale" "$TELLER" count --quiet anytown -o there/mine.xml
done | sort -u
same 'a decimal comma' env LC_NUMERIC=de_DE.UTF-8 "$TELLER" count --quiet anytown -o there/mine.xml
same 'Kiritimati' env TZ=Pacific/Kiritimati "$TELLER" count --quiet anytown -o there/mine.xml
same 'no such zone' env TZ=nowhere "$TELLER" count --quiet anytown -o there/mine.xml
same 'an empty environment' env -i "$TELLER" count --quiet anytown -o there/mine.xml
same 'memory filled with 0x55' env MALLOC_PERTURB_=170 "$TELLER" count --quiet anytown \
    -o there/mine.xml
same 'a narrow terminal' env COLUMNS=20 TERM=dumb NO_COLOR= "$TELLER" count --quiet anytown \
    -o there/mine.xml
masked() { (umask 077 && count); }
same 'another mask' masked
from_top() { (here=$PWD && cd / && "$TELLER" count --quiet "$here/anytown" -o "$here/there/mine.xml"); }
same 'from the top folder' from_top
from_inside() { (cd anytown/batches && "$TELLER" count --quiet .. -o ../../there/mine.xml); }
same 'from inside' from_inside
no_input() { count <&-; }
same 'no standard input' no_input
