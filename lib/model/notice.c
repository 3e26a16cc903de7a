/*
 * model/notice.c: the words of a notice, looking things up in it, and freeing it.
 *
 * Does not read XML (io/notice.c) and compares nothing with other files (custody).
 * spec/formats/notice.md lists the words.
 */
#include "model/notice.h"

#define TOKEN_OF(name, token) token,

static const char *const place_kinds[] = {TLRI_PLACE_KIND_TABLE(TOKEN_OF)};
static const char *const electorates[] = {TLRI_ELECTORATE_TABLE(TOKEN_OF)};
static const char *const bodies[] = {TLRI_BODY_TABLE(TOKEN_OF)};
static const char *const last_years[] = {TLRI_LAST_YEAR_TABLE(TOKEN_OF)};
static const char *const roles[] = {TLRI_ROLE_TABLE(TOKEN_OF)};
static const char *const signed_files[] = {TLRI_SIGNED_FILE_TABLE(TOKEN_OF)};
static const char *const publish_levels[] = {TLRI_PUBLISH_TABLE(TOKEN_OF)};
static const char *const paper_orders[] = {TLRI_PAPER_ORDER_TABLE(TOKEN_OF)};

const char *tlri_place_kind_token(uint32_t value)
{
    return value < TLRI_PLACE_KIND_COUNT ? place_kinds[value] : NULL;
}

const char *tlri_electorate_token(uint32_t value)
{
    return value < TLRI_ELECTORATE_COUNT ? electorates[value] : NULL;
}

const char *tlri_body_token(uint32_t value)
{
    return value < TLRI_BODY_COUNT ? bodies[value] : NULL;
}

const char *tlri_last_year_token(uint32_t value)
{
    return value < TLRI_LAST_YEAR_COUNT ? last_years[value] : NULL;
}

const char *tlri_role_token(uint32_t value)
{
    return value < TLRI_ROLE_COUNT ? roles[value] : NULL;
}

const char *tlri_signed_file_token(uint32_t value)
{
    return value < TLRI_SIGNED_FILE_COUNT ? signed_files[value] : NULL;
}

const char *tlri_publish_token(uint32_t value)
{
    return value < TLRI_PUBLISH_COUNT ? publish_levels[value] : NULL;
}

const char *tlri_paper_order_token(uint32_t value)
{
    return value < TLRI_PAPER_ORDER_COUNT ? paper_orders[value] : NULL;
}

uint32_t tlri_role_find(const char *token, size_t len)
{
    for (uint32_t i = 0; i < TLRI_ROLE_COUNT; i++) {
        if (tlri_span_is(token, len, roles[i])) {
            return i;
        }
    }
    return TLRI_ROLE_COUNT;
}

void tlri_notice_free(struct tlri_notice *notice)
{
    if (notice == NULL) {
        return;
    }
    tlri_arena_drop(&notice->arena);
    tlri_free(notice->ctx, notice, sizeof *notice);
}

const struct tlri_notice_contest *tlri_notice_contest(const struct tlri_notice *notice,
                                                      const char *id)
{
    for (size_t i = 0; i < notice->contests; i++) {
        if (tlri_streq(notice->contest[i].id, id)) {
            return &notice->contest[i];
        }
    }
    return NULL;
}

const struct tlri_declared_reading *tlri_notice_reading(const struct tlri_notice *notice,
                                                        const char *name)
{
    for (size_t i = 0; i < notice->readings; i++) {
        if (tlri_streq(notice->reading[i].name, name)) {
            return &notice->reading[i];
        }
    }
    return NULL;
}

const struct tlri_places *tlri_notice_places(const struct tlri_notice *notice,
                                             enum tlri_place_kind kind)
{
    for (size_t i = 0; i < notice->places; i++) {
        if (notice->place[i].kind == kind) {
            return &notice->place[i];
        }
    }
    return NULL;
}
