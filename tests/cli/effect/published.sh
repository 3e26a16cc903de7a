# The mayor of Aspen, 2009, by instant run-off: 89 papers changed or 177 added could have elected
# somebody else, and no fewer (Blom, Stuckey, Teague and Tidhar 2016, Tables 2 and 3). More such
# elections: tests/conformance/margins.py.
blt=$ROOT/tests/cli/effect/aspen-2009-mayor.blt
for fault in misread wrongly-excluded wrongly-counted; do
    "$TELLER" margin --unsigned --rules av --set tie-lookback=none --set tie-exclusion=lot \
        --set tie-final=lot --$fault "$blt" | sed -n '/^elected/,/^$/p; $p'
done
