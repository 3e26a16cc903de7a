# An evening: provisional, a recount refused, declared; then a ruling, counted, superseded, declared.
. "$ROOT/tests/tools/election.sh"
say() { # STATE TIME WORD...: declares, has it signed
    state=$1
    at=$2
    shift 2
    try "$state" "$TELLER" declare a --state "$state" --at "$at" --present returning-officer \
        --present scrutineer "$@" | sed 's/sha256:[0-9a-f]*/DIGEST/g'
    sign_as a/declaration.txt returning-officer scrutineer
    try 'verified' "$TELLER" verify --quiet a | sed -n '/^Declaration/,$p'
}
fetch anytown a
edit a/notice.xml '/file="lots" role="scrutineer"/a\
    <sign file="declaration" role="returning-officer" count="1" in-ink="no"/>\
    <sign file="declaration" role="scrutineer" count="1" in-ink="no"/>'
rebind a
"$TELLER" count --quiet a >sheet
cp a/result.xml first.xml
first=$(sha256sum a/result.xml | cut -c1-64)
say provisional '2026-03-21 22:10Z'
# shellcheck disable=SC1112
say declared '2026-03-21T22:40Z' --recount 'ordinary candidates-agent refused reproduced' \
    --protest 'scrutineer signed-under-protest' --say 'I declare that Siân O’Neill' --say 'is elected.'
grep -c "^result sha256:$first" a/declaration.txt
# shellcheck disable=SC1112
try 'said twice' "$TELLER" declare a --state declared --at 2026-03-21T22:40Z --present returning-officer \
    --present scrutineer --recount 'ordinary candidates-agent refused reproduced' \
    --protest 'scrutineer signed-under-protest' --say 'I declare that Siân O’Neill' --say 'is elected.' >again
rule a returning-officer 'withdraw-candidate ordinary bashir-malik'
"$TELLER" count --quiet a >sheet
"$TELLER" count --quiet a >sheet
cmp "a/superseded/$first.xml" first.xml && echo 'the earlier result is kept'
try 'of another result' "$TELLER" check a
try 'not said to be superseded' "$TELLER" declare a --state declared --at 2026-04-02T20:00+01:00 \
    --present returning-officer
say superseded '2026-04-02 20:00+01:00'
say declared '2026-04-02 20:01+01:00'
left a | sed "s/$first/FIRST/"
edit a/declaration.1.txt 's/returning-officer scrutineer$/returning-officer/'
try 'an earlier one was changed' "$TELLER" check a
