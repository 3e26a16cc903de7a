/*
 * report/lot.c: a lot, in plain words.
 *
 * Read out in a hall in which the losers will doubt what they saw: who is level, what the one
 * selected is selected for, how to draw, what to type; of tickets every one, and how anybody checks
 * it without this program. Implements spec/formats/lots.md §2.
 */
#include "report/lot.h"

#include <stdlib.h>
#include <string.h>

#include "base/wrap.h"
#include "report/next.h"

static const char *purpose_words(enum tlri_purpose purpose)
{
    switch (purpose) {
    case TLRI_PURPOSE_ELECT:
        return "The one drawn is ELECTED.";
    case TLRI_PURPOSE_EXCLUDE:
        return "The one drawn is EXCLUDED: it is the name drawn that goes out.";
    case TLRI_PURPOSE_TRANSFER:
        return "The one drawn has the surplus transferred first; all of them stay elected.";
    case TLRI_PURPOSE_COUNT:
        break;
    }
    return "";
}

static void put_check(const struct tlri_digest *close, const char *seed, const char *lot_id,
                      const char *candidate, struct tlri_buf *out)
{
    char hex[TLRI_DIGEST_HEX];
    tlri_digest_hex(close, hex);
    tlri_buf_printf(out,
                    "  printf 'teller/lot@1\\n%%s\\n%%s\\n%%s\\n%%s\\n' %s %s %s %s | sha256sum\n",
                    hex, seed, lot_id, candidate);
}

static void put_how(const struct tlri_draw *draw, struct tlri_buf *out)
{
    const char *dir = draw->opened->dir;
    tlri_buf_puts(out, "\nBy hand: a slip for each into a bag; somebody whom all accept draws one, "
                       "and all\nlook. Then, with the id of the one drawn:\n"
                       "  teller lot ");
    tlri_next_quote(dir, out);
    tlri_buf_puts(out, " --record --selected ID --how slips \\\n"
                       "      --witness returning-officer --witness scrutineer\n");
    tlri_buf_puts(out, "\nOr by tickets: the close is signed and its digest minuted. Throw a "
                       "ten-sided die\nexactly 24 times, aloud. Then:\n"
                       "  teller lot ");
    tlri_next_quote(dir, out);
    tlri_buf_puts(out, " --record --seed DIGITS \\\n"
                       "      --witness returning-officer --witness scrutineer\n"
                       "Each of them gets a ticket from these digits; the smallest is drawn.\n");
}

tlr_status tlri_lot_words(const struct tlri_draw *draw, struct tlri_buf *out)
{
    const struct tlri_needed_lot *needed = &draw->outcome->needed;
    char lot_id[TLRI_LOT_ID];
    if (needed->counted == NULL) {
        return tlri_buf_printf(out, "No lot is needed. Lots written down: %zu.\n",
                               draw->entry.count);
    }
    const struct tlri_contest *contest = &needed->counted->contest;
    tlri_lot_id(contest->id, needed->stage, needed->purpose, lot_id);
    tlri_wrap(out, "A lot must be drawn: ", 2, contest->title);
    tlri_buf_printf(out,
                    "Stage %u of the count. These are level, and no rule tells them apart:\n\n",
                    needed->stage);
    for (uint32_t i = 0; i < needed->tied; i++) {
        const struct tlri_candidate *candidate = &contest->candidate[needed->candidate[i]];
        tlri_buf_printf(out, "  %s  (id %s)\n", candidate->name, candidate->id);
    }
    tlri_buf_printf(out, "\n%s\n", purpose_words(needed->purpose));
    put_how(draw, out);
    tlri_buf_puts(out, "Anybody checks a ticket, for each id above, with:\n");
    put_check(tlri_sealed_digest(draw->opened->close_file), "DIGITS", lot_id, "ID", out);
    return tlri_buf_printf(out, "See ties/TIE-6 and lots/LOT-7.\n");
}

/* ---- what was settled ---- */

struct ticket {
    struct tlri_digest digest;
    const char *id;
};

static int by_digest(const void *a, const void *b)
{
    const struct ticket *left = a;
    const struct ticket *right = b;
    return memcmp(left->digest.bytes, right->digest.bytes, TLRI_DIGEST_BYTES);
}

static tlr_status put_tickets(struct tlri_draw *draw, const struct tlri_lot_entry *entry,
                              const char *lot_id, struct tlri_buf *out)
{
    char hex[TLRI_DIGEST_HEX];
    struct ticket *ticket = tlri_arena_array(&draw->arena, entry->tied, sizeof *ticket);
    if (ticket == NULL) {
        return tlri_no_memory(draw->ctx);
    }
    for (uint32_t i = 0; i < entry->tied; i++) {
        ticket[i].id = entry->candidate[i];
        tlri_lot_ticket(&entry->close, entry->seed, lot_id, ticket[i].id, &ticket[i].digest);
    }
    qsort(ticket, entry->tied, sizeof *ticket, by_digest);
    for (uint32_t i = 0; i < entry->tied; i++) {
        tlri_digest_hex(&ticket[i].digest, hex);
        tlri_buf_printf(out, "  %s  %s\n", hex, ticket[i].id);
        put_check(&entry->close, entry->seed, lot_id, ticket[i].id, out);
    }
    return TLR_OK;
}

tlr_status tlri_lot_settled(struct tlri_draw *draw, struct tlri_buf *out)
{
    const struct tlri_lot_entry *entry = draw->entry.data;
    for (size_t i = draw->before; i < draw->entry.count; i++) {
        char lot_id[TLRI_LOT_ID];
        tlri_lot_id(entry[i].contest, entry[i].stage, entry[i].purpose, lot_id);
        tlri_buf_printf(out, "Written down: lot %s fell on %s%s\n\n", lot_id, entry[i].selected,
                        entry[i].ticket ? ", who has the smallest ticket:" : ".");
        if (entry[i].ticket) {
            TLR_TRY(put_tickets(draw, &entry[i], lot_id, out));
            tlri_buf_puts(out, "\n");
        }
    }
    return out->failed;
}
