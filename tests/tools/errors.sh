#!/bin/sh
# errors.sh: writes the page of diagnostic codes, spec/errors.md, from lib/base/codes.def.
# `make errors` puts it in place; docs.sh checks that it is up to date.
set -eu
cat <<'TOP'
# Diagnostic codes

Every message of `teller` about something wrong carries a code such as `TLR-2014`. A code keeps its meaning for ever and is never used again for something else. `teller help TLR-2014` shows the same two sentences.
This page is made from `lib/base/codes.def` by `make errors`; change it there.

| code | what is wrong | what to do |
|---|---|---|
TOP
awk '{
    line = line $0
    if (line !~ /^TLRI_CODE\(/) { line = ""; next }
    if (line !~ /\)[ \t]*$/) { line = line " "; next }
    if (match(line, /[0-9]+/)) code = substr(line, RSTART, RLENGTH)
    n = split(line, part, "\"")
    text = ""
    cause = ""
    # Adjacent strings are one: a comma between quotes separates cause and remedy.
    for (i = 2; i <= n; i += 2) {
        text = text part[i]
        if (part[i + 1] ~ /,/) { cause = text; text = "" }
    }
    gsub(/\|/, "\\|", cause)
    gsub(/\|/, "\\|", text)
    printf "| TLR-%s | %s | %s |\n", code, cause, text
    line = ""
}' "${1:-lib/base/codes.def}"
