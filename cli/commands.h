/*
 * cli/commands.h: every command, once. A new command is a file cmd_<name>.c and a word here.
 */
#ifndef TELLER_COMMANDS_H
#define TELLER_COMMANDS_H

#include "cmd.h"

#define TELLER_COMMANDS(X)                                                                         \
    X(init)                                                                                        \
    X(next)                                                                                        \
    X(check)                                                                                       \
    X(papers)                                                                                      \
    X(enter)                                                                                       \
    X(adjudicate)                                                                                  \
    X(close)                                                                                       \
    X(lot)                                                                                         \
    X(count)                                                                                       \
    X(audit_sample)                                                                                \
    X(verify)                                                                                      \
    X(ruling)                                                                                      \
    X(declare)                                                                                     \
    X(report)                                                                                      \
    X(bundle)                                                                                      \
    X(dispose)                                                                                     \
    X(explain)                                                                                     \
    X(vacancy)                                                                                     \
    X(readings)                                                                                    \
    X(compare)                                                                                     \
    X(what_if)                                                                                     \
    X(effect)                                                                                      \
    X(margin)                                                                                      \
    X(keygen)                                                                                      \
    X(sign)                                                                                        \
    X(import)                                                                                      \
    X(tally)                                                                                       \
    X(export)                                                                                      \
    X(ink)                                                                                         \
    X(signatures)                                                                                  \
    X(entitlement)                                                                                 \
    X(delegation_record)                                                                           \
    X(eligibility)                                                                                 \
    X(register)                                                                                    \
    X(rules)                                                                                       \
    X(card_vote)                                                                                   \
    X(unit_votes)                                                                                  \
    X(help)                                                                                        \
    X(version)

#define COMMAND_DECLARE(name) extern const struct cmd cmd_##name;
TELLER_COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

#endif
