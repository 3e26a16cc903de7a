# strip.awk: C source without comments, and without what stands between quotes (the quotes stay).
# awk -v keep_strings=1 keeps the strings. Lines keep their numbers.
{
    if (!in_comment && $0 !~ /["'\/]/) {
        print
        next
    }
    out = ""
    quote = ""
    n = length($0)
    for (i = 1; i <= n; i++) {
        c = substr($0, i, 1)
        two = substr($0, i, 2)
        if (in_comment) {
            if (two == "*/") {
                in_comment = 0
                i++
            }
        } else if (quote != "") {
            if (keep_strings) {
                out = out c
            }
            if (c == "\\") {
                i++
                if (keep_strings) {
                    out = out substr($0, i, 1)
                }
            } else if (c == quote) {
                if (!keep_strings) {
                    out = out c
                }
                quote = ""
            }
        } else if (two == "/*") {
            in_comment = 1
            i++
        } else if (two == "//") {
            break
        } else {
            if (c == "\"" || c == "'") {
                quote = c
            }
            out = out c
        }
    }
    print out
}
