/*
 * io/result_check.c: adds up a result that somebody handed over.
 *
 * Nothing is counted here, since the papers are not there. What can be known from the result alone
 * is checked: that the account balances, that no vote appears or disappears between two stages, and
 * that the places are those of the notice. The tree is read without the table of the format, whose
 * published schema says the form; every attribute that a check needs must be there and be a number
 * of the right kind. Implements spec/formats/bundle.md P4 to P6.
 */
#include "io/result_check.h"

#include <string.h>

#include "io/xml_read.h"
#include "num/decimal.h"

struct inspection {
    tlr_ctx *ctx;
    struct tlri_xml_doc doc;
    const struct tlri_notice *notice;
    const struct tlri_election *election;
    struct tlri_result_claims *claims;
};

/* ---- the tree ---- */

static bool is_attribute(const struct tlri_xml_node *node, const char *name, const char *value)
{
    const char *found = tlri_xml_raw(node, name);
    return found != NULL && tlri_streq(found, value);
}

static void problem(struct inspection *in, const struct tlri_xml_node *node, uint32_t code,
                    const char *hint, const char *clause)
{
    tlri_source_error(&in->doc.source, code, node->at, hint, "%s", clause);
}

/* A number of votes, to 18 places; papers are votes without a point. */
static bool amount(struct inspection *in, const struct tlri_xml_node *node, const char *name,
                   tlri_dec *out)
{
    const char *text = tlri_xml_raw(node, name);
    if (text != NULL && strlen(text) <= 40 &&
        tlri_dec_parse(text, strlen(text), TLRI_DECIMALS_MAX, out) &&
        *out < tlri_dec_unit(TLRI_DECIMALS_MAX) * (tlri_dec)1000000000 * 1000000000) {
        return true;
    }
    tlri_source_error(&in->doc.source, 2336, node->at, NULL,
                      "the attribute '%s' is not there or is no number", name);
    return false;
}

/* ---- what it rests on ---- */

static bool take_digest(const struct tlri_xml_node *node, struct tlri_digest *out)
{
    static const char prefix[] = "sha256:";
    const char *text = tlri_xml_raw(node, "digest");
    return text != NULL && strncmp(text, prefix, sizeof prefix - 1) == 0 &&
           tlri_digest_parse(text + sizeof prefix - 1, strlen(text + sizeof prefix - 1), out);
}

static void read_files(struct inspection *in, const struct tlri_xml_node *files)
{
    struct tlri_result_claims *claims = in->claims;
    struct {
        const char *kind;
        struct tlri_digest *digest;
        bool *has;
    } wanted[] = {{"notice", &claims->notice, &claims->has_notice},
                  {"election", &claims->candidates, &claims->has_candidates},
                  {"close", &claims->close, &claims->has_close},
                  {"lots", &claims->lots, &claims->has_lots}};
    for (const struct tlri_xml_node *file = tlri_xml_named(files->first, "file"); file != NULL;
         file = tlri_xml_named(file->next, "file")) {
        for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
            if (is_attribute(file, "kind", wanted[i].kind)) {
                *wanted[i].has = take_digest(file, wanted[i].digest);
            }
        }
    }
}

/* ---- P4: the account ---- */

static void check_equation(struct inspection *in, const struct tlri_xml_node *equation)
{
    const struct tlri_xml_node *total = tlri_xml_named(equation->first, "total");
    tlri_dec left = 0;
    tlri_dec right = 0;
    if (total == NULL || !amount(in, total, "papers", &left)) {
        problem(in, equation, 2336, NULL, "the equation has no total");
        return;
    }
    for (const struct tlri_xml_node *term = tlri_xml_named(equation->first, "term"); term != NULL;
         term = tlri_xml_named(term->next, "term")) {
        tlri_dec papers = 0;
        if (!amount(in, term, "papers", &papers)) {
            return;
        }
        right += papers;
    }
    in->claims->equations++;
    if (left != right && tlri_xml_raw(equation, "variance") == NULL) {
        problem(in, equation, 2331, "ask the returning officer for the account in the close",
                "the terms do not add up to the total, and no variance says why");
    }
}

/* A figure that stands in two equations is one figure. */
static void check_chain(struct inspection *in, const struct tlri_xml_node *above,
                        const struct tlri_xml_node *below)
{
    const struct tlri_xml_node *total = tlri_xml_named(below->first, "total");
    const char *name = total != NULL ? tlri_xml_raw(total, "name") : NULL;
    for (const struct tlri_xml_node *term = tlri_xml_named(above->first, "term"); term != NULL;
         term = tlri_xml_named(term->next, "term")) {
        if (name == NULL || !is_attribute(term, "name", name)) {
            continue;
        }
        const char *papers = tlri_xml_raw(total, "papers");
        if (papers == NULL || !is_attribute(term, "papers", papers)) {
            problem(in, below, 2332, "ask the returning officer for the account in the close",
                    "this figure is another one in the equation before");
        }
        return;
    }
    problem(in, below, 2332, NULL, "its total is no term of the equation before");
}

static void check_account(struct inspection *in, const struct tlri_xml_node *account)
{
    for (const struct tlri_xml_node *of = tlri_xml_named(account->first, "papers-of"); of != NULL;
         of = tlri_xml_named(of->next, "papers-of")) {
        const struct tlri_xml_node *before = NULL;
        for (const struct tlri_xml_node *equation = tlri_xml_named(of->first, "equation");
             equation != NULL; equation = tlri_xml_named(equation->next, "equation")) {
            check_equation(in, equation);
            if (before != NULL) {
                check_chain(in, before, equation);
            }
            before = equation;
        }
    }
}

/* ---- P5: conservation ---- */

/* The votes of a candidate at the tally of this stage. */
static const struct tlri_xml_node *tally_of(const struct tlri_xml_node *stage, const char *id)
{
    for (const struct tlri_xml_node *tally = tlri_xml_named(stage->first, "tally"); tally != NULL;
         tally = tlri_xml_named(tally->next, "tally")) {
        if (is_attribute(tally, "id", id)) {
            return tally;
        }
    }
    return NULL;
}

static void check_tally(struct inspection *in, const struct tlri_xml_node *tally,
                        const struct tlri_xml_node *last, tlri_dec *sum)
{
    tlri_dec before = 0;
    tlri_dec change = 0;
    tlri_dec votes = 0;
    tlri_dec stood = 0;
    const char *id = tlri_xml_raw(tally, "id");
    if (!amount(in, tally, "before", &before) || !amount(in, tally, "change", &change) ||
        !amount(in, tally, "votes", &votes)) {
        return;
    }
    *sum += votes;
    const struct tlri_xml_node *earlier = last != NULL && id != NULL ? tally_of(last, id) : NULL;
    if (earlier != NULL && !amount(in, earlier, "votes", &stood)) {
        return;
    }
    if (before != stood || before + change != votes || votes < 0) {
        problem(in, tally, 2333, "the result was changed, or made by another program",
                "votes before and change do not make the votes of this stage");
    }
}

/* Everybody once: a candidate twice would be votes from nowhere. */
static void check_once(struct inspection *in, const struct tlri_xml_node *stage)
{
    for (const struct tlri_xml_node *tally = tlri_xml_named(stage->first, "tally"); tally != NULL;
         tally = tlri_xml_named(tally->next, "tally")) {
        const char *id = tlri_xml_raw(tally, "id");
        if (id == NULL || tally_of(stage, id) != tally) {
            problem(in, tally, 2333, NULL, "a candidate stands twice, or without id");
        }
    }
}

/* `last` is the stage before with a tally, or NULL; `valid` the contest's, or NULL text so far. */
static void check_stage(struct inspection *in, const struct tlri_xml_node *stage,
                        const struct tlri_xml_node *last, tlri_dec *valid, bool *known)
{
    tlri_dec sum = 0;
    tlri_dec part = 0;
    tlri_dec said = 0;
    const struct tlri_xml_node *check = tlri_xml_named(stage->first, "check");
    if (check == NULL || !amount(in, check, "valid", &said)) {
        problem(in, stage, 2336, NULL, "a stage with a tally has no check");
        return;
    }
    check_once(in, stage);
    for (const struct tlri_xml_node *tally = tlri_xml_named(stage->first, "tally"); tally != NULL;
         tally = tlri_xml_named(tally->next, "tally")) {
        check_tally(in, tally, last, &sum);
    }
    static const char *const others[] = {"non-transferable", "rounding"};
    for (size_t i = 0; i < 2; i++) {
        const struct tlri_xml_node *other = tlri_xml_named(stage->first, others[i]);
        if (other != NULL && amount(in, other, "votes", &part)) {
            sum += part;
        }
    }
    if (sum != said || (*known && said != *valid)) {
        problem(in, stage, 2334, "the result was changed, or made by another program",
                "the votes of this stage are not the valid vote of the contest");
    }
    *valid = said;
    *known = true;
    in->claims->stages++;
}

static void check_stages(struct inspection *in, const struct tlri_xml_node *contest)
{
    const struct tlri_xml_node *last = NULL;
    const struct tlri_xml_node *papers = tlri_xml_named(contest->first, "papers");
    const struct tlri_xml_node *valid =
        papers != NULL ? tlri_xml_named(papers->first, "valid") : NULL;
    tlri_dec vote = 0;
    bool known = valid != NULL && amount(in, valid, "votes", &vote);
    for (const struct tlri_xml_node *stage = tlri_xml_named(contest->first, "stage"); stage != NULL;
         stage = tlri_xml_named(stage->next, "stage")) {
        if (tlri_xml_named(stage->first, "tally") != NULL) {
            check_stage(in, stage, last, &vote, &known);
            last = stage;
        }
    }
}

/* ---- P6: places ---- */

static const struct tlri_election_contest *entered(const struct inspection *in, const char *id)
{
    for (size_t i = 0; i < in->election->contests; i++) {
        if (tlri_streq(in->election->contest[i].id, id)) {
            return &in->election->contest[i];
        }
    }
    return NULL;
}

static bool stands(const struct tlri_election_contest *contest, const char *id)
{
    for (size_t i = 0; contest != NULL && i < contest->candidates; i++) {
        if (tlri_streq(contest->candidate[i].id, id)) {
            return true;
        }
    }
    return false;
}

static bool elected_in_a_stage(const struct tlri_xml_node *contest, const char *id)
{
    for (const struct tlri_xml_node *stage = tlri_xml_named(contest->first, "stage"); stage != NULL;
         stage = tlri_xml_named(stage->next, "stage")) {
        for (const struct tlri_xml_node *elected = tlri_xml_named(stage->first, "elected");
             elected != NULL; elected = tlri_xml_named(elected->next, "elected")) {
            if (is_attribute(elected, "candidate", id)) {
                return true;
            }
        }
    }
    return false;
}

static void check_elected(struct inspection *in, const struct tlri_xml_node *contest,
                          const struct tlri_xml_node *place, const char *contest_id)
{
    const char *id = tlri_xml_raw(place, "candidate");
    if (id == NULL || !stands(entered(in, contest_id), id)) {
        problem(in, place, 2337, NULL, "the place is filled by nobody on the candidates' file");
        return;
    }
    for (const struct tlri_xml_node *other = tlri_xml_named(place->next, "place"); other != NULL;
         other = tlri_xml_named(other->next, "place")) {
        if (is_attribute(other, "candidate", id)) {
            problem(in, other, 2337, NULL, "one candidate fills two places of a contest");
        }
    }
    if (is_attribute(place, "fill", "filled") && tlri_xml_named(contest->first, "stage") != NULL &&
        !elected_in_a_stage(contest, id)) {
        problem(in, place, 2337, NULL, "no stage elects the candidate who fills this place");
    }
}

static void check_places(struct inspection *in, const struct tlri_xml_node *contest,
                         const struct tlri_notice_contest *declared)
{
    uint32_t places = 0;
    for (const struct tlri_xml_node *place = tlri_xml_named(contest->first, "place"); place != NULL;
         place = tlri_xml_named(place->next, "place")) {
        char number[16];
        snprintf(number, sizeof number, "%u", ++places);
        if (!is_attribute(place, "number", number)) {
            problem(in, place, 2335, NULL, "the places are not numbered 1, 2, 3 and so on");
        }
        if (is_attribute(place, "fill", "filled") || is_attribute(place, "fill", "unopposed")) {
            check_elected(in, contest, place, declared->id);
        }
    }
    in->claims->places += places;
    if (places != declared->places) {
        tlri_source_error(&in->doc.source, 2335, contest->at, NULL,
                          "contest '%s' has %u places here, %u in the notice", declared->id, places,
                          declared->places);
    }
}

/* The last of the rounds of a contest. */
static const struct tlri_xml_node *last_round(const struct tlri_xml_node *root, const char *id)
{
    const struct tlri_xml_node *last = NULL;
    for (const struct tlri_xml_node *contest = tlri_xml_named(root->first, "contest");
         contest != NULL; contest = tlri_xml_named(contest->next, "contest")) {
        if (is_attribute(contest, "id", id)) {
            last = contest;
        }
    }
    return last;
}

static void check_contests(struct inspection *in, const struct tlri_xml_node *root)
{
    for (const struct tlri_xml_node *contest = tlri_xml_named(root->first, "contest");
         contest != NULL; contest = tlri_xml_named(contest->next, "contest")) {
        const char *id = tlri_xml_raw(contest, "id");
        if (id == NULL || tlri_notice_contest(in->notice, id) == NULL) {
            problem(in, contest, 2335, NULL, "the notice has no such contest");
        }
        check_stages(in, contest);
    }
    for (size_t i = 0; i < in->notice->contests; i++) {
        const struct tlri_notice_contest *declared = &in->notice->contest[i];
        const struct tlri_xml_node *contest = last_round(root, declared->id);
        if (contest == NULL) {
            tlri_source_error(&in->doc.source, 2335, root->at, NULL,
                              "contest '%s' of the notice is not in this result", declared->id);
            continue;
        }
        check_places(in, contest, declared);
    }
}

/* ---- the whole ---- */

static tlr_status inspect(struct inspection *in)
{
    const struct tlri_xml_node *root = in->doc.root;
    const struct tlri_xml_node *files = tlri_xml_named(root->first, "files");
    const struct tlri_xml_node *account = tlri_xml_named(root->first, "account");
    const char *election = tlri_xml_raw(root, "election");
    if (election != NULL && strlen(election) < sizeof in->claims->election) {
        memcpy(in->claims->election, election, strlen(election) + 1);
    }
    if (tlri_xml_raw(root, "partial") != NULL) { /* [PAR-8] */
        problem(in, root, 7106, "ask for the result of all the papers",
                "this declares itself a partial count, which is not the result");
    }
    if (files == NULL || account == NULL) {
        problem(in, root, 2336, NULL, "the files it rests on or its account are missing");
    } else {
        read_files(in, files);
        check_account(in, account);
    }
    check_contests(in, root);
    return tlri_source_verdict(&in->doc.source);
}

tlr_status tlri_result_inspect(tlr_ctx *ctx, const char *name, const char *data, size_t len,
                               const struct tlri_notice *notice,
                               const struct tlri_election *election, struct tlri_result_claims *out)
{
    static const struct tlri_xml_rule root = {.name = "result"};
    static const struct tlri_xml_format format = {"a result", "urn:teller:result:1", &root};
    struct tlri_arena arena;
    *out = (struct tlri_result_claims){0};
    struct inspection in = {.ctx = ctx, .notice = notice, .election = election, .claims = out};
    tlri_arena_init(&arena, ctx);
    tlr_status status = tlri_xml_parse_tree(ctx, &arena, &format, name, data, len, &in.doc);
    if (status == TLR_OK) {
        status = inspect(&in);
    }
    tlri_arena_drop(&arena);
    return status;
}
