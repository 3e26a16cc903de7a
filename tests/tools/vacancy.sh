# For the cases of tests/cli/vacancy/.
# What the answer rests on changes with every word of a result: the digest itself is not frozen.
vacancy() {
    "$TELLER" vacancy "$@" >answer
    code=$?
    sed -E 's/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/(the digest)/; s/("result": ")[0-9a-f]{64}"/\1(the digest)"/' answer
    rm answer
    return $code
}
