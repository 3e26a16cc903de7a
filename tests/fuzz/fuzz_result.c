/*
 * fuzz/fuzz_result.c: results and workings made from arbitrary texts and events.
 *
 * The input is cut at its zero bytes: first texts for names, then raw bytes for the events of a
 * transcript. Whatever goes in, the writer either refuses or gives well-formed XML, the same bytes
 * every time; the comparison of texts finds a difference exactly where there is one.
 */
#include <libxml/parser.h>

#include <string.h>

#include "fuzz/places.h"
#include "io/result.h"
#include "io/workings.h"

#define TEXTS      6u
#define EVENTS_MAX 200u

struct input {
    const uint8_t *data;
    size_t size, at;
    char text[TEXTS][256];
};

static void take_texts(struct input *input)
{
    for (unsigned i = 0; i < TEXTS; i++) {
        size_t len = 0;
        while (input->at < input->size && input->data[input->at] != 0 && len < 255) {
            input->text[i][len++] = (char)input->data[input->at++];
        }
        input->text[i][len] = '\0';
        input->at += input->at < input->size;
    }
}

static uint32_t take(struct input *input, uint32_t below)
{
    uint32_t byte = input->at < input->size ? input->data[input->at++] : 0;
    return byte % below;
}

static uint32_t take_index(struct input *input)
{
    uint32_t index = take(input, 6);
    return index == 5 ? TLRI_NONE : index;
}

static void take_event(struct input *input, struct tlri_transcript *transcript)
{
    uint32_t kind = take(input, TLRI_EVENT_COUNT);
    struct tlri_event event = tlri_event_make((enum tlri_event_kind)kind, take(input, 4), "x/Y-1");
    uint32_t set[2] = {take_index(input), take_index(input)};
    event.why = (uint16_t)take(input, 20);
    event.part = take(input, 3);
    event.candidate = take_index(input);
    event.to = take_index(input);
    event.group = take_index(input);
    event.papers = take(input, 256);
    event.a = (tlri_dec)take(input, 256) - 20;
    event.b = take(input, 256);
    if (event.stage == 3) {
        event.clause = NULL;
    }
    fuzz_demand(tlri_transcript_add(transcript, event, set, take(input, 3)) == TLR_OK);
}

static bool same_bytes(const struct tlri_buf *a, const struct tlri_buf *b)
{
    struct tlri_text_difference difference =
        tlri_text_first_difference(a->data, a->len, b->data, b->len);
    fuzz_demand(difference.differs == (a->len != b->len || memcmp(a->data, b->data, a->len) != 0));
    return !difference.differs;
}

static void check_well_formed(const struct tlri_buf *xml)
{
    int quiet = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr doc = xmlReadMemory(xml->data, (int)xml->len, "x.xml", NULL, quiet);
    fuzz_demand(doc != NULL);
    xmlFreeDoc(doc);
}

typedef tlr_status writer(tlr_ctx *ctx, const struct tlri_case_result *result,
                          struct tlri_buf *out);

static void write_twice(tlr_ctx *ctx, writer *write, const struct tlri_case_result *result)
{
    struct tlri_buf first, second;
    tlri_buf_init(&first, ctx, 1u << 22);
    tlri_buf_init(&second, ctx, 1u << 22);
    tlr_status status = write(ctx, result, &first);
    fuzz_demand(write(ctx, result, &second) == status);
    if (status == TLR_OK) {
        check_well_formed(&first);
        fuzz_demand(same_bytes(&first, &second));
        second.data[second.len / 2] ^= 1;
        fuzz_demand(!same_bytes(&first, &second));
    }
    tlri_buf_drop(&first);
    tlri_buf_drop(&second);
}

static void write_all(tlr_ctx *ctx, struct input *input, struct tlri_transcript *transcript)
{
    const struct tlri_candidate candidates[3] = {{"a", input->text[0], TLRI_STANDING},
                                                 {"b", input->text[1], TLRI_WITHDRAWN},
                                                 {"c", "C", TLRI_REOPEN}};
    const char *category = input->text[2];
    const struct tlri_group group = {0, input->text[3], 1, 2};
    const struct tlri_contest contest = {.id = "x",
                                         .title = input->text[4],
                                         .places = 1,
                                         .candidates = 3,
                                         .candidate = candidates,
                                         .categories = 1,
                                         .category = &category,
                                         .groups = 1,
                                         .group = &group};
    const struct tlri_paper_batch batch = {.id = "a", .count = 10};
    const struct tlri_papers papers = {.candidates = 3, .count = 10, .batches = 1, .batch = &batch};
    const struct tlri_result_contest counted = {.contest = &contest,
                                                .round = 1,
                                                .rule_set = "ers97",
                                                .transcript = transcript,
                                                .papers = &papers};
    struct tlri_case_result result = {.election = "e",
                                      .clp = input->text[5],
                                      .publish = (enum tlri_publish)take(input, 3),
                                      .smallest_contest = take(input, 100),
                                      .contests = 1,
                                      .contest = &counted};
    write_twice(ctx, tlri_result_write, &result);
    write_twice(ctx, tlri_workings_write, &result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {.data = data, .size = size};
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct tlri_transcript *transcript = ctx == NULL ? NULL : tlri_transcript_new(ctx, 2);
    fuzz_demand(transcript != NULL);
    take_texts(&input);
    for (unsigned i = 0; i < EVENTS_MAX && input.at < size; i++) {
        take_event(&input, transcript);
    }
    fuzz_demand(tlri_transcript_touch(transcript, take(&input, 12), TLRI_EVENT_NOTED,
                                      take(&input, 9)) == TLR_OK);
    write_all(ctx, &input, transcript);
    tlri_transcript_free(transcript);
    tlr_ctx_free(ctx);
    return 0;
}
