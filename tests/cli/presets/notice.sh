# A minimum over several contests that speaks of contests that cannot be under it [NOT-11].
. "$ROOT/tests/tools/election.sh"
wrong() { # WHAT SED-EXPRESSION...
    what=$1
    shift
    rm -rf officers
    fetch officers
    edit officers/notice.xml "$@"
    rebind officers >/dev/null 2>&1
    echo "--- $what"
    "$TELLER" check --quiet officers 2>&1 | grep "error:"
}
wrong 'no such contest' 's/<over contest="policy"/<over contest="police"/'
wrong 'a group that the contest does not know' '/<contest id="policy"/,/<\/contest>/s/"women"/"men"/'
wrong 'another bound in the contest' \
    '/<contest id="policy"/,/<\/contest>/s/<group name="women"/<group name="men" maximum="1"\/>&/'
wrong 'more than there are places' '/<across/s/minimum="3"/minimum="7"/'
wrong 'a contest twice' 's/<over contest="policy"/<over contest="chair"/'
wrong 'a contest under two' '/<across/i\
  <across name="two" group="women" minimum="1" treatment="afterwards">\
    <over contest="chair"/><over contest="policy"/></across>'
wrong 'no treatment: there is no default' '/<across/s/ treatment="in-order"//'
