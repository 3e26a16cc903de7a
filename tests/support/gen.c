/*
 * support/gen.c: random elections from a seed. See gen.h.
 *
 * First the rule set and its settings: every setting that the rule set leaves open is varied now
 * and then, until tlri_settings_check accepts the whole. Then the field: candidates, places,
 * withdrawals, re-open nominations, groups and bounds. Last the papers: voters belong to a few
 * blocs with a common taste, so that surpluses and transfers go somewhere; a share of the papers is
 * spoilt in each of the ways that spec/rules/marks.md knows. It does not try to be realistic: it
 * looks for quarrels.
 */
#include "support/gen.h"

#include <stdlib.h>
#include <string.h>

#include "rules/settings.h"
#include "support/random.h"

#define BLOCS 3u

/* How likely, in percent, a paper has each kind of fault in it. */
struct faults_of_papers {
    unsigned gap, repeat, cross, doubt, reject, blank, decided;
};

static uint32_t below(struct test_random *random, uint32_t bound)
{
    return (uint32_t)test_random_below(random, bound);
}

static bool chance(struct test_random *random, unsigned percent)
{
    return below(random, 100) < percent;
}

/* ---- settings -----------------------------------------------------------------------------------
 */

void gen_draft_set(struct gen_draft *draft, const char *name, const char *value)
{
    uint32_t at = 0;
    while (at < draft->sets && strcmp(draft->set[at].name, name) != 0) {
        at++;
    }
    if (at == draft->sets) {
        if (draft->sets == GEN_SETS_MAX) {
            return;
        }
        draft->sets++;
    }
    (void)snprintf(draft->set[at].name, sizeof draft->set[at].name, "%s", name);
    (void)snprintf(draft->set[at].value, sizeof draft->set[at].value, "%s", value);
}

bool gen_of_crosses(const struct tlri_settings *settings)
{
    return settings->method == TLRI_METHOD_PLURALITY || settings->method == TLRI_METHOD_ELIMINATING;
}

static const char *values_of(const char *setting, char *values, size_t max)
{
    const char *name, *about;
    for (size_t i = 0; tlri_setting_row(i, &name, &about, values, max); i++) {
        if (strcmp(name, setting) == 0) {
            return values;
        }
    }
    return NULL;
}

/* One of "a|b|c", or a number of "1..250|places", mostly a small one. */
static void draw_value(struct test_random *random, const char *values, char *out, size_t size)
{
    uint32_t choices = 1;
    for (const char *at = values; *at != '\0'; at++) {
        choices += *at == '|';
    }
    uint32_t chosen = below(random, choices);
    const char *at = values;
    for (uint32_t i = 0; i < chosen; i++) {
        at = strchr(at, '|') + 1;
    }
    size_t len = strcspn(at, "|");
    char low[16];
    const char *dots = strstr(at, "..");
    if (dots == NULL || dots >= at + len) {
        (void)snprintf(out, size, "%.*s", (int)len, at);
        return;
    }
    (void)snprintf(low, sizeof low, "%.*s", (int)(dots - at), at);
    unsigned long from = strtoul(low, NULL, 10);
    unsigned long to = strtoul(dots + 2, NULL, 10);
    unsigned long room = to - from < 10 ? to - from : 10;
    (void)snprintf(out, size, "%lu", from + below(random, (uint32_t)room + 1));
}

static tlr_status settings_of(const struct gen_draft *draft, tlr_ctx *ctx,
                              struct tlri_settings *settings)
{
    TLR_TRY(tlri_settings_named(ctx, draft->rule_set, settings));
    for (uint32_t i = 0; i < draft->sets; i++) {
        TLR_TRY(tlri_settings_set(ctx, settings, draft->set[i].name, draft->set[i].value, NULL));
    }
    return tlri_settings_check(ctx, settings, NULL);
}

static void draw_settings(struct gen_draft *draft, struct test_random *random, tlr_ctx *ctx,
                          const struct gen_wish *wish, unsigned percent)
{
    struct tlri_settings settings;
    struct tlri_setting_pair pair[TLRI_SETTINGS_MAX];
    draft->sets = 0;
    if (tlri_settings_named(ctx, draft->rule_set, &settings) != TLR_OK) {
        return;
    }
    size_t pairs = tlri_settings_list(&settings, pair, TLRI_SETTINGS_MAX);
    for (size_t i = 0; i < pairs; i++) {
        bool undeclared = strcmp(pair[i].value, "undeclared") == 0;
        bool avoided = wish->avoid != NULL && strcmp(wish->avoid, pair[i].name) == 0;
        bool touch = !wish->no_settings && !avoided && pair[i].open && chance(random, percent);
        char values[512], value[24];
        if ((undeclared || touch) && values_of(pair[i].name, values, sizeof values) != NULL) {
            draw_value(random, values, value, sizeof value);
            gen_draft_set(draft, pair[i].name, value);
        }
    }
}

/* Draws until the settings are a sensible whole. */
static void settle(struct gen_draft *draft, struct test_random *random, tlr_ctx *ctx,
                   const struct gen_wish *wish, struct tlri_settings *settings)
{
    static const unsigned eager[] = {0, 15, 40};
    unsigned percent = eager[below(random, 3)];
    while (true) {
        draw_settings(draft, random, ctx, wish, percent);
        if (wish->want_bounds) {
            gen_draft_set(draft, "constraints", "apply");
        }
        tlr_status status = settings_of(draft, ctx, settings);
        tlr_ctx_diag_clear(ctx);
        if (status == TLR_OK) {
            return;
        }
    }
}

static void choose_rules(struct gen_draft *draft, struct test_random *random,
                         const struct gen_wish *wish)
{
    uint32_t known = 0;
    while (tlri_rule_set_name(known, NULL) != NULL) {
        known++;
    }
    const char *drawn = tlri_rule_set_name(below(random, known), NULL);
    draft->rule_set = wish->rule_set != NULL ? wish->rule_set : drawn;
}

/* ---- the field
 * ----------------------------------------------------------------------------------- */

static void draw_order(struct gen_draft *draft, struct test_random *random)
{
    for (uint32_t c = 0; c < draft->candidates; c++) {
        draft->order[c] = c;
    }
    draft->ordered = chance(random, 50);
    for (uint32_t c = draft->candidates; draft->ordered && c > 1; c--) {
        uint32_t other = below(random, c);
        uint32_t held = draft->order[c - 1];
        draft->order[c - 1] = draft->order[other];
        draft->order[other] = held;
    }
}

static void draw_standing(struct gen_draft *draft, struct test_random *random,
                          const struct gen_wish *wish)
{
    unsigned withdrawals = chance(random, 20) ? 1 + below(random, 30) : 0;
    for (uint32_t c = 0; c < draft->candidates; c++) {
        draft->standing[c] = chance(random, withdrawals) ? TLRI_WITHDRAWN : TLRI_STANDING;
    }
    if (!wish->no_reopen && draft->candidates > 1 && chance(random, 12)) {
        draft->standing[below(random, draft->candidates)] = TLRI_REOPEN;
    }
}

static void draw_bounds(struct gen_draft *draft, struct test_random *random, uint32_t category)
{
    uint32_t groups = 1 + below(random, 3);
    for (uint32_t g = 0; g < groups; g++) {
        struct gen_group *group = &draft->group[draft->groups++];
        group->category = category;
        group->minimum = chance(random, 55) ? below(random, draft->places / groups + 2) : 0;
        group->maximum = TLRI_NO_MAXIMUM;
        if (chance(random, 45)) {
            group->maximum = group->minimum + below(random, draft->places + 1);
        }
    }
    for (uint32_t c = 0; c < draft->candidates; c++) {
        bool in = draft->standing[c] != TLRI_REOPEN && chance(random, 85);
        uint32_t first = draft->groups - groups;
        draft->member[c][category] = in ? first + below(random, groups) : TLRI_NONE;
    }
}

static void draw_field(struct gen_draft *draft, struct test_random *random,
                       const struct tlri_settings *settings, const struct gen_wish *wish)
{
    static const uint32_t sizes[] = {2, 4, 6, 8, 12, 20, GEN_CANDIDATES_MAX};
    uint32_t most = sizes[below(random, 7)];
    if (wish->candidates_max != 0 && most > wish->candidates_max) {
        most = wish->candidates_max;
    }
    draft->candidates = 1 + below(random, most);
    bool one_place = settings->method == TLRI_METHOD_AV;
    draft->places = one_place ? 1 : 1 + below(random, draft->candidates);
    if (!one_place && chance(random, 60)) {
        draft->places = 1 + draft->places / 3;
    }
    if (!one_place && chance(random, 4)) {
        draft->places += 1 + below(random, 3);
    }
    draw_standing(draft, random, wish);
    draw_order(draft, random);
    bool bounded = wish->want_bounds || (!wish->no_bounds && chance(random, 35));
    draft->categories = bounded ? 1 + below(random, GEN_CATEGORIES_MAX) : 0;
    for (uint32_t k = 0; k < draft->categories; k++) {
        draw_bounds(draft, random, k);
    }
}

/* ---- papers
 * -------------------------------------------------------------------------------------- */

/* The voter's candidates in order of liking: a bloc's taste, shaken. */
static uint32_t draw_ranking(struct test_random *random, const struct gen_draft *draft,
                             uint32_t (*taste)[GEN_CANDIDATES_MAX], uint32_t *ranking)
{
    const uint32_t *bloc = taste[below(random, BLOCS)];
    uint32_t score[GEN_CANDIDATES_MAX];
    for (uint32_t c = 0; c < draft->candidates; c++) {
        score[c] = bloc[c] + below(random, 100);
        uint32_t at = c;
        while (at > 0 && score[ranking[at - 1]] < score[c]) {
            ranking[at] = ranking[at - 1];
            at--;
        }
        ranking[at] = c;
    }
    uint32_t length = 1 + below(random, draft->candidates);
    return chance(random, 50) ? 1 + length / 3 : length;
}

static void mark_numbers(struct test_random *random, struct gen_paper *paper,
                         const uint32_t *ranking, uint32_t length,
                         const struct faults_of_papers *faults)
{
    uint32_t number = 0;
    for (uint32_t i = 0; i < length; i++) {
        bool repeat = i > 0 && chance(random, faults->repeat);
        number += repeat ? 0 : 1;
        number += chance(random, faults->gap) ? 1 + below(random, 4) : 0;
        uint32_t written = number;
        if (chance(random, faults->cross)) {
            written = TLRI_SEEN_CROSS;
        }
        if (chance(random, faults->doubt)) {
            written = TLRI_SEEN_DOUBT;
        }
        paper->seen[ranking[i]] = (uint16_t)written;
    }
    if (length > 0 && chance(random, faults->cross)) {
        memset(paper->seen, 0, sizeof paper->seen);
        paper->seen[ranking[0]] = TLRI_SEEN_CROSS;
    }
}

static uint32_t marks_allowed(const struct gen_draft *draft, const struct tlri_settings *settings)
{
    uint32_t votes = settings->votes != 0 ? settings->votes : draft->places;
    return votes < draft->candidates ? votes : draft->candidates;
}

static void mark_crosses(struct gen_draft *draft, struct test_random *random,
                         const struct tlri_settings *settings, struct gen_paper *paper,
                         const uint32_t *ranking, const struct faults_of_papers *faults)
{
    uint32_t allowed = marks_allowed(draft, settings);
    uint32_t length = chance(random, 60) ? allowed : 1 + below(random, allowed);
    if (chance(random, faults->repeat)) {
        length = 1 + below(random, draft->candidates);
    }
    if (chance(random, faults->gap)) {
        mark_numbers(random, paper, ranking, length, faults);
        return;
    }
    for (uint32_t i = 0; i < length; i++) {
        bool doubt = chance(random, faults->doubt);
        paper->seen[ranking[i]] = doubt ? TLRI_SEEN_DOUBT : TLRI_SEEN_CROSS;
    }
}

static void spoil(struct gen_draft *draft, struct test_random *random, struct gen_paper *paper,
                  const struct faults_of_papers *faults)
{
    if (chance(random, faults->blank)) {
        memset(paper->seen, 0, sizeof paper->seen);
    }
    if (chance(random, faults->reject)) {
        static const uint16_t in_the_hall[] = {TLRI_REJECT_BLANK,      TLRI_REJECT_NO_OFFICIAL_MARK,
                                               TLRI_REJECT_IDENTIFIES, TLRI_REJECT_TORN,
                                               TLRI_REJECT_UNCERTAIN,  TLRI_REJECT_DUPLICATE};
        paper->reject = in_the_hall[below(random, 6)];
        memset(paper->seen, 0, sizeof paper->seen);
    }
    if (!chance(random, faults->decided)) {
        return;
    }
    paper->decided = true;
    if (chance(random, 30)) {
        paper->ruled_reject = (uint16_t)(1 + below(random, TLRI_REJECT_COUNT - 1));
        return;
    }
    uint32_t length = 1 + below(random, draft->candidates);
    for (uint32_t i = 0; i < length; i++) {
        uint32_t c = below(random, draft->candidates);
        paper->ruled[c] = (uint16_t)(chance(random, 80) ? i + 1 : TLRI_SEEN_CROSS);
    }
}

static struct faults_of_papers draw_faults(struct test_random *random, const struct gen_wish *wish)
{
    struct faults_of_papers faults = {0};
    if (wish->plain_marks || chance(random, 35)) {
        return faults;
    }
    unsigned *const each[] = {&faults.gap,    &faults.repeat, &faults.cross,  &faults.doubt,
                              &faults.reject, &faults.blank,  &faults.decided};
    for (size_t i = 0; i < sizeof each / sizeof each[0]; i++) {
        *each[i] = chance(random, 50) ? below(random, 20) : 0;
    }
    return faults;
}

static uint32_t draw_size(struct test_random *random, const struct gen_wish *wish)
{
    static const uint32_t sizes[] = {3, 8, 15, 40, 100, 200, 400};
    uint32_t rows = below(random, sizes[below(random, 7)] + 1);
    uint32_t most = wish->papers_max != 0 ? wish->papers_max : GEN_PAPERS_MAX;
    return rows < most ? rows : most;
}

static bool draw_papers(struct gen_draft *draft, struct test_random *random,
                        const struct tlri_settings *settings, const struct gen_wish *wish)
{
    uint32_t taste[BLOCS][GEN_CANDIDATES_MAX];
    for (uint32_t i = 0; i < BLOCS * GEN_CANDIDATES_MAX; i++) {
        taste[i / GEN_CANDIDATES_MAX][i % GEN_CANDIDATES_MAX] = below(random, 200);
    }
    struct faults_of_papers faults = draw_faults(random, wish);
    uint32_t weights = chance(random, 30) ? 1 + below(random, 60) : 1;
    uint32_t batch_size = 1 + below(random, 60);
    uint32_t rows = draw_size(random, wish);
    draft->paper = calloc(rows + 1, sizeof *draft->paper);
    if (draft->paper == NULL) {
        return false;
    }
    for (draft->papers = 0; draft->papers < rows; draft->papers++) {
        struct gen_paper *paper = &draft->paper[draft->papers];
        uint32_t ranking[GEN_CANDIDATES_MAX];
        uint32_t length = draw_ranking(random, draft, taste, ranking);
        paper->weight = 1 + below(random, weights);
        paper->batch = (uint16_t)(draft->papers / batch_size);
        if (gen_of_crosses(settings)) {
            mark_crosses(draft, random, settings, paper, ranking, &faults);
        } else {
            mark_numbers(random, paper, ranking, length, &faults);
        }
        spoil(draft, random, paper, &faults);
    }
    return true;
}

bool gen_draft_make(struct gen_draft *draft, uint64_t seed, const struct gen_wish *wish)
{
    static const struct gen_wish anything = {0};
    struct test_random random;
    struct tlri_settings settings;
    wish = wish != NULL ? wish : &anything;
    memset(draft, 0, sizeof *draft);
    draft->seed = seed;
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    if (ctx == NULL) {
        return false;
    }
    test_random_seed(&random, seed);
    choose_rules(draft, &random, wish);
    settle(draft, &random, ctx, wish, &settings);
    draw_field(draft, &random, &settings, wish);
    bool made = draw_papers(draft, &random, &settings, wish);
    tlr_ctx_free(ctx);
    return made;
}

bool gen_draft_copy(struct gen_draft *to, const struct gen_draft *from)
{
    *to = *from;
    to->paper = calloc(from->papers + 1, sizeof *to->paper);
    if (to->paper == NULL) {
        return false;
    }
    memcpy(to->paper, from->paper, from->papers * sizeof *to->paper);
    return true;
}

void gen_draft_drop(struct gen_draft *draft)
{
    free(draft->paper);
    draft->paper = NULL;
    draft->papers = 0;
}

/* ---- the case
 * ------------------------------------------------------------------------------------ */

static uint32_t marks_of(const struct gen_draft *draft, const uint16_t *seen, tlri_mark *marks)
{
    uint32_t words[GEN_CANDIDATES_MAX];
    uint32_t n = 0;
    for (uint32_t c = 0; c < draft->candidates; c++) {
        if (seen[c] != 0) {
            words[n++] = TLRI_SEEN(seen[c], c);
        }
    }
    tlri_marks_order(words, n, marks);
    return n;
}

static tlr_status add_papers(struct tlri_papers_builder *builder, const struct gen_draft *draft)
{
    tlri_mark marks[GEN_CANDIDATES_MAX];
    TLR_TRY(tlri_papers_start_batch(builder, "batch-00000", strlen("batch-00000")));
    for (uint32_t i = 0; i < draft->papers; i++) {
        const struct gen_paper *paper = &draft->paper[i];
        if (i > 0 && paper->batch != draft->paper[i - 1].batch) {
            char id[16];
            int len = snprintf(id, sizeof id, "batch-%05u", (unsigned)paper->batch);
            TLR_TRY(tlri_papers_start_batch(builder, id, (size_t)len));
        }
        uint32_t n = marks_of(draft, paper->seen, marks);
        TLR_TRY(tlri_papers_add(builder, marks, n, paper->reject, paper->weight));
        if (paper->decided) {
            n = paper->ruled_reject == TLRI_REJECT_NONE ? marks_of(draft, paper->ruled, marks) : 0;
            TLR_TRY(tlri_papers_adjudicate(builder, i, marks, n, paper->ruled_reject));
        }
    }
    return TLR_OK;
}

static tlr_status build_papers(struct gen_case *built, const struct gen_draft *draft)
{
    struct tlri_papers_builder builder;
    tlri_papers_builder_init(&builder, built->ctx, draft->candidates);
    tlr_status status = add_papers(&builder, draft);
    if (status == TLR_OK) {
        status = tlri_papers_finish(&builder, &built->papers);
    }
    if (status != TLR_OK) {
        tlri_papers_builder_drop(&builder);
    }
    return status;
}

static const char *number_text(uint32_t i)
{
    static const char texts[GEN_CANDIDATES_MAX][3] = {
        "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11", "12", "13", "14",
        "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28",
        "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40"};
    return texts[i];
}

static void build_contest(struct gen_case *built, const struct gen_draft *draft)
{
    static const char *const categories[GEN_CATEGORIES_MAX] = {"gender", "age", "branch"};
    for (uint32_t c = 0; c < draft->candidates; c++) {
        built->candidate[c] =
            (struct tlri_candidate){number_text(c), number_text(c), draft->standing[c]};
        built->order[c] = draft->order[c];
        for (uint32_t k = 0; k < draft->categories; k++) {
            built->member[c * draft->categories + k] = draft->member[c][k];
        }
    }
    for (uint32_t g = 0; g < draft->groups; g++) {
        const struct gen_group *group = &draft->group[g];
        built->group[g] =
            (struct tlri_group){group->category, number_text(g), group->minimum, group->maximum};
    }
    built->contest = (struct tlri_contest){
        .id = "generated",
        .title = "Generated",
        .places = draft->places,
        .candidates = draft->candidates,
        .candidate = built->candidate,
        .categories = draft->categories,
        .category = categories,
        .groups = draft->groups,
        .group = built->group,
        .member = built->member,
        .tie_order_size = draft->ordered ? draft->candidates : 0,
        .tie_order = draft->ordered ? built->order : NULL,
    };
}

tlr_status gen_case_build(struct gen_case *built, tlr_ctx *ctx, const struct gen_draft *draft)
{
    memset(built, 0, sizeof *built);
    built->ctx = ctx;
    built->lot_salt = draft->seed | 1;
    build_contest(built, draft);
    TLR_TRY(settings_of(draft, ctx, &built->settings));
    return build_papers(built, draft);
}

void gen_case_drop(struct gen_case *built)
{
    tlri_papers_free(built->papers);
    built->papers = NULL;
}

/* ---- counting
 * ------------------------------------------------------------------------------------ */

void gen_lots_init(struct gen_lots *lots)
{
    lots->lots = (struct tlri_lots){0, lots->lot};
    lots->used = 0;
}

static uint32_t drawn(const uint32_t *tied, uint32_t n, uint32_t purpose, uint64_t salt)
{
    if (salt == 0) {
        return tied[0];
    }
    struct test_random random;
    uint64_t mixed = salt + purpose;
    for (uint32_t i = 0; i < n; i++) {
        test_random_seed(&random, mixed ^ tied[i]);
        mixed = test_random_next(&random);
    }
    return tied[mixed % n];
}

bool gen_lots_draw(struct gen_lots *lots, const struct tlri_transcript *transcript, uint64_t salt)
{
    size_t events = tlri_transcript_size(transcript);
    if (transcript->outcome != TLRI_OUTCOME_LOT_NEEDED || events == 0) {
        return false;
    }
    const struct tlri_event *tie = tlri_transcript_event(transcript, events - 1);
    const uint32_t *set = tlri_transcript_set(transcript, tie);
    uint32_t n = tie->set_size;
    if (tie->kind != TLRI_EVENT_TIE || tie->why != TLRI_TIE_HOW_LOT_NEEDED || n < 2 ||
        tie->to >= TLRI_PURPOSE_COUNT || lots->lots.count == GEN_LOTS_MAX ||
        lots->used + n > sizeof lots->pool / sizeof lots->pool[0] ||
        tlri_lots_find(&lots->lots, (enum tlri_purpose)tie->to, set, n) != TLRI_NONE) {
        return false;
    }
    uint32_t *kept = &lots->pool[lots->used];
    memcpy(kept, set, n * sizeof *kept);
    lots->used += n;
    lots->lot[lots->lots.count++] = (struct tlri_lot){tie->stage, (enum tlri_purpose)tie->to, n,
                                                      kept, drawn(kept, n, tie->to, salt)};
    return true;
}

tlr_status gen_count(gen_engine *engine, const struct gen_case *built, struct gen_lots *lots,
                     struct tlri_transcript **out)
{
    while (true) {
        struct tlri_transcript *transcript = NULL;
        TLR_TRY(engine(built->ctx, &built->contest, &built->settings, built->papers, &lots->lots,
                       &transcript));
        if (!gen_lots_draw(lots, transcript, built->lot_salt)) {
            *out = transcript;
            return TLR_OK;
        }
        tlri_transcript_free(transcript);
    }
}
