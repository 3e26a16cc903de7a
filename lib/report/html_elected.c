/*
 * report/html_elected.c: who is elected, and the declaration. spec/formats/html.md, 2.
 *
 * The first thing on the page, and the sheet the returning officer reads aloud and signs. Every
 * place is there, also the one that stays empty, with the reason and its clause. Votes are shown
 * only where the notice publishes them.
 */
#include <string.h>

#include "io/result.h"
#include "report/html_page.h"

/* ---- why ----------------------------------------------------------------------------------------
 */

/* The event that filled a place, or left it empty: the n-th of the two kinds. */
static const struct tlri_event *event_of_place(const struct tlri_result_contest *contest,
                                               size_t place)
{
    size_t at = 0;
    for (size_t i = 0; i < tlri_transcript_size(contest->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(contest->transcript, i);
        if (event->kind == TLRI_EVENT_ELECTED || event->kind == TLRI_EVENT_PLACE_EMPTY) {
            if (at == place) {
                return event;
            }
            at++;
        }
    }
    return NULL;
}

static const char *why_elected(uint32_t why)
{
    switch ((enum tlri_why_elected)why) {
    case TLRI_WHY_ELECTED_QUOTA:
        return "reached the quota";
    case TLRI_WHY_ELECTED_REQUIRED:
        return "could no longer be overtaken";
    case TLRI_WHY_ELECTED_REMAINING:
        return "no more candidates were left than places";
    case TLRI_WHY_ELECTED_MAJORITY:
        return "had more than half of the votes";
    case TLRI_WHY_ELECTED_MOST_VOTES:
        return "had the most votes";
    case TLRI_WHY_ELECTED_UNOPPOSED:
        return "unopposed";
    case TLRI_WHY_ELECTED_COUNT:
        break;
    }
    return "";
}

/* The tie that chose this candidate for the place, or NULL. */
static const struct tlri_event *tie_for(const struct tlri_transcript *transcript,
                                        const struct tlri_event *elected)
{
    for (size_t i = 0; i < tlri_transcript_size(transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(transcript, i);
        if (event->kind == TLRI_EVENT_TIE && event->stage == elected->stage &&
            event->to == TLRI_PURPOSE_ELECT && event->candidate == elected->candidate) {
            return event;
        }
    }
    return NULL;
}

static const char *tie_settled(uint32_t how)
{
    switch ((enum tlri_tie_how)how) {
    case TLRI_TIE_HOW_LOOKBACK:
        return "an earlier stage, at which they were not level, decided";
    case TLRI_TIE_HOW_PREFERENCES:
        return "later preferences decided";
    case TLRI_TIE_HOW_LOT:
        return "a lot decided";
    case TLRI_TIE_HOW_ORDER:
        return "the order drawn up before the count decided";
    case TLRI_TIE_HOW_NONE_ELECTED:
    case TLRI_TIE_HOW_REFERRED:
    case TLRI_TIE_HOW_RERUN:
    case TLRI_TIE_HOW_LOT_NEEDED:
    case TLRI_TIE_HOW_COUNT:
        break; /* these choose nobody */
    }
    return "";
}

/* Whoever reads "the most votes" beside somebody with as many must read what chose between them. */
static void put_tie(struct tlri_page *page, const struct tlri_result_contest *contest,
                    const struct tlri_event *elected)
{
    const struct tlri_event *tie = tie_for(contest->transcript, elected);
    if (tie == NULL) {
        return;
    }
    const uint32_t *set = tlri_transcript_set(contest->transcript, tie);
    uint32_t left = tie->set_size > 0 ? tie->set_size - 1 : 0; /* the others */
    tlri_html_text(&page->h, ", level with ");
    for (uint32_t i = 0; i < tie->set_size; i++) {
        if (set[i] == elected->candidate) {
            continue;
        }
        tlri_page_candidate(page, contest, set[i]);
        left--;
        tlri_html_text(&page->h, left == 0 ? "" : left == 1 ? " and " : ", ");
    }
    tlri_html_textf(&page->h, "; %s", tie_settled(tie->why));
    tlri_page_clause(page, tie->clause);
}

static void put_why(struct tlri_page *page, const struct tlri_result_contest *contest, size_t i)
{
    const struct tlri_result_place *place = &contest->place[i];
    if (contest->transcript == NULL) {
        tlri_html_text(&page->h, place->fill == TLRI_FILL_ANNULLED
                                     ? "not filled: the count was annulled"
                                 : place->fill == TLRI_FILL_UNOPPOSED
                                     ? "elected unopposed: no more candidates stood than places"
                                     : "the place stays empty: no candidate was left for it");
        return;
    }
    const struct tlri_event *event = event_of_place(contest, i);
    if (event == NULL) {
        return;
    }
    if (event->kind == TLRI_EVENT_PLACE_EMPTY) {
        tlri_html_textf(&page->h, "%s: %s",
                        place->fill == TLRI_FILL_REFERRED ? "not filled yet"
                                                          : "the place stays empty",
                        tlri_empty_text(event->why));
        return;
    }
    tlri_html_text(&page->h, why_elected(event->why));
    if (tlri_result_level(page->result, contest) != TLRI_PUBLISH_RESULT_ONLY) {
        char votes[TLRI_DEC_TEXT];
        tlri_dec_format(event->a, contest->transcript->decimals, votes);
        tlri_html_textf(&page->h, ": %s %s at stage %u", votes,
                        strcmp(votes, "1") == 0 ? "vote" : "votes", event->stage);
        put_tie(page, contest, event);
    }
}

/* ---- the table ----------------------------------------------------------------------------------
 */

static void put_place(struct tlri_page *page, const struct tlri_result_contest *contest, size_t i)
{
    const struct tlri_result_place *place = &contest->place[i];
    tlri_html_open(&page->h, "tr");
    tlri_html_open(&page->h, "td");
    tlri_html_textf(&page->h, "%u", place->number);
    tlri_html_close(&page->h);
    tlri_page_header_cell(page, "row");
    if (place->candidate != TLRI_NONE) {
        tlri_html_open(&page->h, "strong");
        tlri_page_candidate(page, contest, place->candidate);
        tlri_html_close(&page->h);
    } else {
        tlri_html_text(&page->h, "nobody");
    }
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "td");
    put_why(page, contest, i);
    tlri_page_clause(page, place->clause);
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
}

/* A round that fills no place is no row here: the next round is. */
static void put_contest_places(struct tlri_page *page, const struct tlri_result_contest *contest)
{
    if (contest->places == 0) {
        return;
    }
    tlri_html_open(&page->h, "tbody");
    tlri_html_open(&page->h, "tr");
    tlri_html_open_class(&page->h, "th", "group");
    tlri_html_put(&page->h, "scope", "rowgroup");
    tlri_html_put(&page->h, "colspan", "3");
    tlri_page_title(page, contest);
    tlri_html_text(&page->h, ": ");
    tlri_page_number_of(page, contest->contest->places, "place", "places");
    tlri_html_close(&page->h);
    tlri_html_close(&page->h);
    for (size_t i = 0; i < contest->places; i++) {
        put_place(page, contest, i);
    }
    tlri_html_close(&page->h);
}

/* [HTM-9] Who is above somebody elected and is not elected themselves must read why in the first
 * minute. */
static void put_displaced_note(struct tlri_page *page, size_t number,
                               const struct tlri_result_displaced *row)
{
    const struct tlri_result_contest *contest = &page->result->contest[number - 1];
    tlri_html_open_class(&page->h, "p", "note");
    tlri_html_open(&page->h, "strong");
    tlri_page_candidate(page, contest, row->candidate);
    tlri_html_close(&page->h);
    tlri_html_text(&page->h, " is not elected");
    tlri_page_why_displaced(page, contest, row);
    tlri_html_text(&page->h, " The same papers counted without that rule would have elected ");
    tlri_page_candidate(page, contest, row->candidate);
    tlri_page_clause(page, row->clause);
    tlri_html_text(&page->h, ": ");
    tlri_html_open(&page->h, "a");
    tlri_html_putf(&page->h, "href", "#displaced-%zu", number);
    tlri_html_text(&page->h, "see what decided");
    tlri_html_close(&page->h);
    tlri_html_text(&page->h, ".");
    tlri_html_close(&page->h);
}

static void put_displaced_notes(struct tlri_page *page)
{
    for (size_t i = 0; i < page->result->contests; i++) {
        const struct tlri_result_contest *contest = &page->result->contest[i];
        for (size_t k = 0; k < contest->displaced; k++) {
            put_displaced_note(page, i + 1, &contest->displaced_candidate[k]);
        }
    }
}

/* What a minimum over several contests came to. */
static void put_across_notes(struct tlri_page *page)
{
    for (size_t i = 0; i < page->result->acrosses; i++) {
        const struct tlri_result_across *across = &page->result->across[i];
        tlri_html_open_class(&page->h, "p", "note");
        tlri_html_textf(&page->h,
                        "At least %u of the places of %zu contests are for the group "
                        "\"%s\": ",
                        across->minimum, across->contests, across->group);
        tlri_html_textf(&page->h, across->missing > 0 ? "not met, %u too few." : "met.",
                        across->missing);
        for (size_t k = 0; k < across->contests; k++) {
            if (across->over[k].restricted_to > 0) {
                tlri_html_textf(&page->h,
                                " %s had to elect at least %u, since the contests left could not "
                                "make up for it.",
                                across->over[k].title, across->over[k].restricted_to);
            }
        }
        tlri_html_close(&page->h);
    }
}

/* Is the count annulled, a trial run, or partial? */
static bool elects_nobody(const struct tlri_page *page)
{
    return page->result->annulled || page->result->trial || page->result->parts > 0;
}

void tlri_page_elected(struct tlri_page *page)
{
    static const char *const head[] = {"Place", "Elected", "Why", NULL};
    tlri_html_open(&page->h, "section");
    tlri_page_heading(page, 2, "elected", "Who is elected");
    tlri_page_table(page, "elected",
                    elects_nobody(page) ? "Whom the papers would elect"
                                        : "Every place, and who fills it");
    tlri_page_head_row(page, head);
    for (size_t i = 0; i < page->result->contests; i++) {
        put_contest_places(page, &page->result->contest[i]);
    }
    tlri_page_table_end(page);
    put_displaced_notes(page);
    put_across_notes(page);
    tlri_html_close(&page->h);
}

/* ---- the declaration ----------------------------------------------------------------------------
 */

/* "Elected: A, B and C." */
static void put_elected_names(struct tlri_page *page, const struct tlri_result_contest *contest)
{
    size_t n = 0;
    size_t at = 0;
    for (size_t i = 0; i < contest->places; i++) {
        n += contest->place[i].candidate != TLRI_NONE;
    }
    tlri_html_text(&page->h, n == 0 ? "Nobody is elected." : "Elected: ");
    for (size_t i = 0; i < contest->places; i++) {
        if (contest->place[i].candidate != TLRI_NONE) {
            tlri_html_text(&page->h, at == 0 ? "" : at + 1 == n ? " and " : ", ");
            tlri_html_open(&page->h, "strong");
            tlri_page_candidate(page, contest, contest->place[i].candidate);
            tlri_html_close(&page->h);
            at++;
        }
    }
    tlri_html_text(&page->h, n == 0 ? "" : ".");
}

static void put_papers(struct tlri_page *page, const struct tlri_result_contest *contest)
{
    uint64_t valid = 0;
    uint64_t rejected = 0;
    if (contest->transcript == NULL) {
        tlri_html_text(&page->h, "There was no ballot: no more candidates stood than places. ");
        return;
    }
    if (tlri_result_level(page->result, contest) == TLRI_PUBLISH_RESULT_ONLY) {
        return;
    }
    for (size_t i = 0; i < tlri_transcript_size(contest->transcript); i++) {
        const struct tlri_event *event = tlri_transcript_event(contest->transcript, i);
        valid += event->kind == TLRI_EVENT_VALID ? event->papers : 0;
        rejected += event->kind == TLRI_EVENT_REJECTED ? event->papers : 0;
    }
    tlri_page_number_of(page, valid, "paper was", "papers were");
    tlri_html_text(&page->h, " valid, ");
    tlri_html_textf(&page->h, "%llu rejected. ", (unsigned long long)rejected);
}

static void put_empty_places(struct tlri_page *page, const struct tlri_result_contest *contest)
{
    for (size_t i = 0; i < contest->places; i++) {
        if (contest->place[i].candidate == TLRI_NONE) {
            tlri_html_textf(&page->h, " Place %u: ", contest->place[i].number);
            put_why(page, contest, i);
            tlri_html_text(&page->h, ".");
        }
    }
}

static void put_declared(struct tlri_page *page, const struct tlri_result_contest *contest)
{
    if (contest->places == 0) {
        return;
    }
    tlri_html_open(&page->h, "li");
    tlri_page_title(page, contest);
    tlri_html_text(&page->h, ", ");
    tlri_page_number_of(page, contest->contest->places, "place", "places");
    tlri_html_text(&page->h, ". ");
    put_papers(page, contest);
    put_elected_names(page, contest);
    put_empty_places(page, contest);
    tlri_html_close(&page->h);
}

static void put_signatures(struct tlri_page *page)
{
    static const char *const lines[] = {"Returning officer: name and signature",
                                        "Scrutineer: name and signature", "Date and time", NULL};
    for (const char *const *line = lines; *line != NULL; line++) {
        tlri_html_open_class(&page->h, "p", "sign");
        tlri_html_text(&page->h, *line);
        tlri_html_close(&page->h);
    }
}

/* [HTM-5] A count that elects nobody has no declaration to sign. */
static bool declares(const struct tlri_page *page)
{
    return !elects_nobody(page);
}

void tlri_page_declaration(struct tlri_page *page)
{
    tlri_html_open_class(&page->h, "section", "declaration");
    tlri_page_heading(page, 2, "declaration", "Declaration of the result");
    tlri_html_open(&page->h, "p");
    if (!declares(page)) {
        tlri_html_text(&page->h, page->result->annulled
                                     ? "There is nothing to declare: a ruling annulled this count."
                                 : page->result->parts > 0
                                     ? "There is nothing to declare: not all papers were counted."
                                     : "There is nothing to declare: this is a trial run.");
        tlri_html_close(&page->h);
        tlri_html_close(&page->h);
        return;
    }
    tlri_html_text(&page->h, "I am the returning officer of ");
    tlri_html_name(&page->h, page->result->clp);
    if (page->result->title != NULL) {
        tlri_html_text(&page->h, " for this election: ");
        tlri_html_name(&page->h, page->result->title);
    } else {
        tlri_html_text(&page->h, " for this election of delegates");
    }
    tlri_html_text(&page->h, ". The papers were counted under the rules laid down in the notice of "
                             "poll, and I declare this result:");
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "ol");
    for (size_t i = 0; i < page->result->contests; i++) {
        put_declared(page, &page->result->contest[i]);
    }
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "p");
    tlri_html_text(&page->h,
                   "The digest of the result, a fingerprint of its file: whoever notes it "
                   "can tell later whether a file shown to them is this result.");
    tlri_html_close(&page->h);
    tlri_html_open(&page->h, "p");
    tlri_page_digest(page, page->basis->result.bytes);
    tlri_html_close(&page->h);
    put_signatures(page);
    tlri_html_close(&page->h);
}
