# clauses.awk: the ids of the clauses of a page of spec/, one a line; with -v word=MUST those of the
# clauses in which that word stands. A clause is a list item or paragraph that opens with its id in
# square brackets, and goes on to the next clause or heading.
function finish()
{
    if (id != "" && (word == "" || index(text, word) > 0)) {
        print id
    }
    id = ""
}
/^#/ {
    finish()
}
match($0, /^[ \t]*([-*]|[0-9]+\.)?[ \t]*(\*\*)?\[[A-Z][A-Z0-9]*-[A-Z0-9]+(\.[0-9]+)*[a-z]?\]/) {
    finish()
    id = substr($0, RSTART, RLENGTH)
    sub(/^.*\[/, "", id)
    sub(/\]$/, "", id)
    text = ""
}
id != "" {
    text = text " " $0
}
END {
    finish()
}
