/* fuzz/fuzz_answers.c: answers to the questions of a notice, one a line: each that is refused says
 * why and is forgotten, what was taken can be taken back, and a notice that is made is one that the
 * reader takes. The editions of the rule book, which are the same bytes for every input and have a
 * target of their own, are read once and lent: the linker puts the two functions here before the
 * reader's (Makefile). */
#include "audit/draft.h"
#include "fuzz/places.h"
#include "fuzz/points.h"
#include "io/notice.h"
#include "io/rulebook.h"
#include "rules/embedded.h"
#include "teller/draft.h"

#define LINE_LONGEST 300u
#define EDITIONS_MAX 32u

/* ---- editions, read once ---- */

static struct tlri_rulebook *editions[EDITIONS_MAX]; /* as tlri_rulebook_files; NULL: not yet */

tlr_status __real_tlri_rulebook_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                     struct tlri_rulebook **out);
tlr_status __wrap_tlri_rulebook_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                     struct tlri_rulebook **out);
void __wrap_tlri_rulebook_free(struct tlri_rulebook *rulebook);

tlr_status __wrap_tlri_rulebook_read(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                                     struct tlri_rulebook **out)
{
    (void)ctx; /* the edition outlives the input that asks for it */
    size_t i = 0;
    while (tlri_rulebook_files[i].name != NULL &&
           (const char *)tlri_rulebook_files[i].bytes != data) {
        i++;
    }
    fuzz_demand(i < EDITIONS_MAX && tlri_rulebook_files[i].name != NULL);
    if (editions[i] == NULL) {
        static tlr_ctx *keeper;
        keeper = keeper != NULL ? keeper : tlr_ctx_new(NULL, NULL);
        fuzz_demand(keeper != NULL &&
                    __real_tlri_rulebook_read(keeper, name, data, len, &editions[i]) == TLR_OK);
    }
    *out = editions[i];
    return TLR_OK;
}

void __wrap_tlri_rulebook_free(struct tlri_rulebook *rulebook)
{
    (void)rulebook; /* it is only lent */
}

/* ---- answers ---- */

/* The next line, its blank made an end: question and answer. false: there is none. */
static bool next_line(const uint8_t **at, const uint8_t *end, char line[LINE_LONGEST + 1],
                      const char **value)
{
    if (*at == end) {
        return false;
    }
    size_t n = 0;
    while (*at < end && **at != '\n') {
        if (n < LINE_LONGEST && **at != '\0') {
            line[n++] = (char)**at;
        }
        (*at)++;
    }
    *at += *at < end;
    line[n] = '\0';
    size_t len = strcspn(line, " ");
    *value = len < n ? line + len + 1 : "";
    line[len] = '\0';
    return true;
}

static void take_all(tlr_ctx *ctx, struct tlri_draft *draft, const uint8_t *data, size_t size)
{
    const uint8_t *at = data, *end = data + size;
    char line[LINE_LONGEST + 1];
    const char *value = NULL;
    while (next_line(&at, end, line, &value)) {
        size_t before = draft->answers;
        tlr_status status = tlri_draft_take(draft, NULL, line, value);
        /* After a conference that was refused nothing more is told: which rules hold is unknown. */
        fuzz_demand((status == TLR_OK) == (tlri_diag_errors(ctx) == 0) || draft->lost);
        fuzz_demand(draft->answers == before || status == TLR_OK);
        tlr_ctx_diag_clear(ctx);
        if (draft->answers == before + 1) {
            fuzz_demand(tlri_draft_get(draft, line) != NULL);
        }
    }
}

static void make_notice(tlr_ctx *ctx, struct tlri_draft *draft)
{
    struct tlri_buf text;
    struct tlri_notice *notice = NULL;
    tlri_buf_init(&text, ctx, (size_t)1 << 24);
    tlr_status status = tlri_draft_notice(draft, &text);
    if (status == TLR_OK) {
        fuzz_demand(tlri_notice_read(ctx, "fuzz", text.data, text.len, &notice) == TLR_OK);
        tlri_notice_free(notice);
    } else {
        fuzz_demand(tlri_diag_errors(ctx) > 0);
    }
    tlri_buf_drop(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tlri_draft draft;
    struct tlri_buf words;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    fuzz_demand(ctx != NULL);
    tlri_draft_init(&draft, ctx);
    tlri_buf_init(&words, ctx, (size_t)1 << 20);
    take_all(ctx, &draft, data, size);
    const char *question = tlri_draft_question(&draft, &words);
    fuzz_demand(question == NULL || (words.len > 0 && tlri_draft_get(&draft, question) == NULL));
    if (question == NULL) {
        make_notice(ctx, &draft);
    }
    if (draft.answers > 0) {
        size_t before = draft.answers;
        fuzz_demand(tlri_draft_undo(&draft) && draft.answers + 1 == before);
    }
    tlri_buf_drop(&words);
    tlri_draft_drop(&draft);
    tlr_ctx_free(ctx);
    return 0;
}
