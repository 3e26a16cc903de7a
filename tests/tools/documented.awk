# documented.awk HEADER...: is every function of the public headers documented? The comment stands
# above it, or above the group of functions without an empty line between them that it is in. Of a
# function that gives a tlr_status, the comment must name one, or say where it is told.
function done_with(declaration,    name) {
    if (!match(declaration, /tlr_[a-z0-9_]+ *\(/) || declaration ~ /typedef/) {
        return
    }
    name = substr(declaration, RSTART, RLENGTH)
    gsub(/[ (]/, "", name)
    functions++
    if (comment == "") {
        print FILENAME ":" FNR ": " name " has no comment"
        bad = 1
    } else if (declaration ~ /tlr_status +tlr_/ && comment !~ /TLR_(OK|E_)|[Aa]s (above|before|tlr_)|[Ss]tatuses|the same/) {
        print FILENAME ":" FNR ": " name ": its comment names no status"
        bad = 1
    }
}
FNR == 1 { comment = ""; declaration = ""; inside = 0; grouped = 0 }
/^#/ { next }
/^ *\/\*/ && declaration == "" { if (!grouped) comment = ""; comment = comment " " $0; inside = 1 }
inside { if (!/^ *\/\*/) comment = comment " " $0; if (/\*\//) inside = 0; next }
/^$/ { comment = ""; grouped = 0; next }
{
    declaration = declaration " " $0
    if (/[;]/ && gsub(/\{/, "{", declaration) == gsub(/\}/, "}", declaration)) {
        done_with(declaration)
        declaration = ""
        grouped = 1
    }
}
END {
    if (!bad) print "headers: " functions " functions are documented"
    exit bad
}
