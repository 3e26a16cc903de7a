# Who decided how many delegates are sent: in the result, with a warning where an executive did after
# 27 September 2018; and a reading decided after nominations closed. [ENT-11], [REA-4].
. "$ROOT/tests/tools/election.sh"
stored smalltown-2026
cp -R smalltown-2026 whole
decided() { # WHAT ATTRIBUTES
    rm -rf smalltown-2026
    cp -R whole smalltown-2026
    edit smalltown-2026/notice.xml "s|\(kind=\"ordinary\".*\) minute=\"[^\"]*\"/>|\1 $2/>|"
    rebind smalltown-2026
    try "$1" "$TELLER" count smalltown-2026 >sheet
    sed -n '/^---/p; /^exit/p' sheet
    [ ! -e smalltown-2026/result.xml ] || grep -A 1 '>Ordinary places to fill' smalltown-2026/result.xml
}
decided 'by the meeting' 'minute="GC 7" decided-by="general-meeting" decided-on="2026-01-21"'
decided 'by the executive' 'minute="EC 3" decided-by="executive" decided-on="2026-01-14"'
decided 'by the executive, while it might' 'decided-by="executive" decided-on="2018-09-26"'
decided 'by the executive, on the day' 'decided-by="executive" decided-on="2018-09-27"'
decided 'by another body' 'decided-by="other" decided-on="2026-01-14"'
decided 'by nobody' ''
decided 'half said' 'decided-by="executive"'
decided 'by a word that is none' 'decided-by="chair" decided-on="2026-01-14"'
# Readings: who decided each, or that nobody did, and one settled too late.
rm -rf smalltown-2026
cp -R whole smalltown-2026
edit smalltown-2026/notice.xml \
    's|<reading name="women-rounding"|<reading name="tie-final" value="lot" decided-by="Chair" decided-on="2026-03-19"/>&|'
rebind smalltown-2026
try 'a reading settled after nominations closed' "$TELLER" check smalltown-2026
"$TELLER" count --quiet smalltown-2026 >/dev/null 2>&1
grep -e '<reading name="tie-final"' -e '<reading name="women-rounding"' -e '<reading name="vacancy"' \
    -A 1 smalltown-2026/result.xml | grep -v '^--'
