/*
 * base/status.c: names, texts and exit codes of statuses, all from the one table in
 * teller/status.h, so that a new status is one line there and nothing here.
 *
 * A value that is not in the table gives a name, a text and an exit code all the same: a caller
 * that prints an error must never crash over it.
 */
#include "base/base.h"

const char *tlr_status_name(tlr_status status)
{
#define NAME_CASE(name, value, exit_code, text)                                                    \
    case name:                                                                                     \
        return #name;
    switch (status) {
        TLR_STATUS_TABLE(NAME_CASE)
    }
#undef NAME_CASE
    return "TLR_E_UNKNOWN";
}

const char *tlr_status_text(tlr_status status)
{
#define TEXT_CASE(name, value, exit_code, text)                                                    \
    case name:                                                                                     \
        return text;
    switch (status) {
        TLR_STATUS_TABLE(TEXT_CASE)
    }
#undef TEXT_CASE
    return "an unknown status: please report it";
}

int tlr_status_exit(tlr_status status)
{
#define EXIT_CASE(name, value, exit_code, text)                                                    \
    case name:                                                                                     \
        return exit_code;
    switch (status) {
        TLR_STATUS_TABLE(EXIT_CASE)
    }
#undef EXIT_CASE
    return 70;
}
