/*
 * report/fork.c: the first decision in which two counts of a contest part, in words.
 *
 * Two halves of a sentence, one for each count: on whom it decides, with which vote, and how far
 * that is from the vote of the one it might as well have been. Nothing is computed here but the
 * difference of two votes of one count. What-if and compare say it alike. Implements
 * spec/formats/what-if.md [WIF-9].
 */
#include "report/fork.h"

static void put_votes(struct tlri_buf *out, tlri_dec votes, unsigned decimals)
{
    char text[TLRI_DEC_TEXT];
    tlri_dec_format(votes, decimals, text);
    tlri_buf_puts(out, text);
}

static void put_margin(const struct tlri_contest *contest, const struct tlri_fork_side *side,
                       struct tlri_buf *out)
{
    tlri_dec margin;
    if (side->against == TLRI_NONE || !tlri_dec_sub(side->votes, side->other, &margin)) {
        return;
    }
    const char *name = contest->candidate[side->against].name;
    if (margin == 0) {
        tlri_buf_printf(out, ", level with %s", name);
        return;
    }
    tlri_buf_puts(out, ", ");
    put_votes(out, margin > 0 ? margin : -margin, side->decimals);
    tlri_buf_printf(out, " %s than %s", margin > 0 ? "more" : "fewer", name);
}

static void put_side(const struct tlri_contest *contest, const struct tlri_fork_side *side,
                     struct tlri_buf *out)
{
    const char *name =
        side->candidate != TLRI_NONE ? contest->candidate[side->candidate].name : "nobody";
    if (!side->decided) {
        tlri_buf_printf(out, "%s is neither elected nor excluded by then", name);
        if (side->voted) {
            tlri_buf_puts(out, ", and has ");
            put_votes(out, side->votes, side->decimals);
        }
        return;
    }
    tlri_buf_printf(out, "%s is %s with ", name, side->elected ? "elected" : "excluded");
    put_votes(out, side->votes, side->decimals);
    put_margin(contest, side, out);
}

void tlri_fork_words(const struct tlri_contest *contest, const struct tlri_fork *fork,
                     const char *first, const char *second, struct tlri_buf *out)
{
    if (fork->round > 1) {
        tlri_buf_printf(out, "round %u: %s ", fork->round, first);
    } else {
        tlri_buf_printf(out, "stage %u: %s ", fork->stage, first);
    }
    put_side(contest, &fork->declared, out);
    tlri_buf_printf(out, "; %s ", second);
    put_side(contest, &fork->here, out);
}
