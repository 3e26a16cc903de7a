/*
 * teller.h: everything that libteller offers, and its version.
 *
 * libteller counts the elections by which Constituency Labour Parties choose delegates, from signed
 * ballot files, under written rules. Start with teller/ctx.h: every call takes a context. The
 * library never prints, never ends the process, and reads no clock, environment, locale or random
 * number: the same files give the same bytes.
 */
#ifndef TLR_TELLER_H
#define TLR_TELLER_H

#define TLR_VERSION_MAJOR 0
#define TLR_VERSION_MINOR 1
#define TLR_VERSION_PATCH 0
#define TLR_VERSION       "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

#include "teller/adjudicate.h"
#include "teller/bundle.h"
#include "teller/case.h"
#include "teller/close.h"
#include "teller/compare.h"
#include "teller/ctx.h"
#include "teller/declare.h"
#include "teller/delegation.h"
#include "teller/diag.h"
#include "teller/disposal.h"
#include "teller/draft.h"
#include "teller/effect.h"
#include "teller/eligibility.h"
#include "teller/entry.h"
#include "teller/explain.h"
#include "teller/export.h"
#include "teller/import.h"
#include "teller/ink.h"
#include "teller/keys.h"
#include "teller/lot.h"
#include "teller/next.h"
#include "teller/papers.h"
#include "teller/quick.h"
#include "teller/readings.h"
#include "teller/register.h"
#include "teller/rules.h"
#include "teller/ruling.h"
#include "teller/sample.h"
#include "teller/status.h"
#include "teller/text.h"
#include "teller/unit_votes.h"
#include "teller/vacancy.h"
#include "teller/what_if.h"

#ifdef __cplusplus
}
#endif

#endif
