/*
 * report/what_if_json.c: a supposition beside the count as it was, for programs.
 *
 * The same facts as the text, with ids in place of names and votes as text at the count's decimals.
 * Built with jansson, which keeps the order of keys. Implements spec/formats/what-if.md [WIF-12].
 */
#include "report/what_if.h"

#include "report/json_parts.h"

static json_t *side_object(bool *bad, const struct tlri_contest *contest,
                           const struct tlri_fork_side *side)
{
    bool measured = side->against != TLRI_NONE;
    if (side->candidate == TLRI_NONE) {
        return json_null();
    }
    json_t *object = json_object();
    tlri_json_put(bad, object, "candidate", json_string(contest->candidate[side->candidate].id));
    tlri_json_put(bad, object, "decision",
                  json_string(!side->decided  ? "none"
                              : side->elected ? "elected"
                                              : "excluded"));
    tlri_json_put(bad, object, "votes",
                  side->voted ? tlri_json_amount(side->votes, side->decimals) : json_null());
    tlri_json_put(bad, object, "other",
                  measured ? json_string(contest->candidate[side->against].id) : json_null());
    tlri_json_put(bad, object, "other-votes",
                  measured ? tlri_json_amount(side->other, side->decimals) : json_null());
    return object;
}

static json_t *fork_object(bool *bad, const struct tlri_contest *contest,
                           const struct tlri_fork *fork)
{
    if (!fork->found) {
        return json_null();
    }
    json_t *object = json_object();
    tlri_json_put(bad, object, "round", json_integer(fork->round));
    tlri_json_put(bad, object, "stage", json_integer(fork->stage));
    tlri_json_put(bad, object, "as-counted", side_object(bad, contest, &fork->declared));
    tlri_json_put(bad, object, "what-if", side_object(bad, contest, &fork->here));
    return object;
}

static json_t *lot_list(bool *bad, const struct tlri_variation *v, const struct tlri_leaf *leaf,
                        size_t contest)
{
    json_t *list = json_array();
    for (size_t i = 0; leaf != NULL && i < leaf->lots; i++) {
        const struct tlri_supposed_lot *lot = &leaf->lot[i];
        const struct tlri_contest *c = v->contest[lot->contest].contest;
        if (!tlri_vary_reaches(v, lot->contest, contest)) {
            continue;
        }
        json_t *object = json_object();
        tlri_json_put(bad, object, "lot", json_string(c->id));
        tlri_json_put(bad, object, "stage", json_integer(lot->stage));
        tlri_json_put(bad, object, "purpose", json_string(tlri_purpose_token(lot->purpose)));
        tlri_json_put(bad, object, "selected", json_string(c->candidate[lot->selected].id));
        tlri_json_append(bad, list, object);
    }
    return list;
}

static json_t *paper_list(bool *bad, const struct tlri_variation *v, const struct tlri_tried *tried)
{
    json_t *list = json_array();
    for (size_t d = 0; v->what_if->each_paper && tried != NULL && d < v->varied; d++) {
        if (tried->choice[d] != 0) {
            tlri_json_append(bad, list, json_string(v->reading[d].name));
        }
    }
    return list;
}

static json_t *outcome_object(bool *bad, const struct tlri_variation *v, size_t contest, size_t k)
{
    static const char *const ends[] = {"counted", "refused", "lots-open", "not-counted"};
    const struct tlri_contest *c = v->contest[contest].contest;
    const struct tlri_varied_outcome *outcome = &v->contest[contest].outcome[k];
    struct tlri_what_if_row row;
    tlri_what_if_row(v, contest, (uint32_t)k, &row);
    json_t *object = json_object();
    json_t *elected = json_array();
    for (uint32_t i = 0; i < c->candidates; i++) {
        if (outcome->elected[i]) {
            tlri_json_append(bad, elected, json_string(c->candidate[i].id));
        }
    }
    tlri_json_put(bad, object, "as-counted", json_boolean(row.counted));
    tlri_json_put(bad, object, "what-if", json_boolean(row.supposed));
    tlri_json_put(bad, object, "end", json_string(ends[outcome->end]));
    tlri_json_put(bad, object, "elected", elected);
    tlri_json_put(bad, object, "referred", json_integer(outcome->referred));
    tlri_json_put(bad, object, "combinations", json_integer((json_int_t)row.combinations));
    tlri_json_put(bad, object, "decided-otherwise", paper_list(bad, v, row.fewest));
    tlri_json_put(bad, object, "lots", lot_list(bad, v, row.leaf, contest));
    tlri_json_put(bad, object, "parts",
                  !row.counted && tlri_what_if_counted(v, contest) != NULL
                      ? fork_object(bad, c, &outcome->fork)
                      : json_null());
    return object;
}

static json_t *contest_object(bool *bad, const struct tlri_variation *v, size_t contest)
{
    json_t *object = json_object();
    json_t *outcomes = json_array();
    uint32_t places = v->what_if->contest[contest].places;
    for (size_t k = 0; k < v->contest[contest].outcomes; k++) {
        tlri_json_append(bad, outcomes, outcome_object(bad, v, contest, k));
    }
    tlri_json_put(bad, object, "id", json_string(v->contest[contest].contest->id));
    tlri_json_put(bad, object, "places", json_integer(v->contest[contest].contest->places));
    tlri_json_put(bad, object, "places-supposed",
                  json_integer(places > 0 ? places : v->contest[contest].contest->places));
    tlri_json_put(bad, object, "outcomes", outcomes);
    return object;
}

static json_t *supposed_list(bool *bad, const struct tlri_what_if_line *line, size_t lines)
{
    json_t *list = json_array();
    for (size_t i = 0; i < lines; i++) {
        json_t *object = json_object();
        tlri_json_put(bad, object, "what", json_string(line[i].what));
        tlri_json_put(bad, object, "value", json_string(line[i].value));
        tlri_json_append(bad, list, object);
    }
    return list;
}

static json_t *whole(bool *bad, const struct tlri_variation *v,
                     const struct tlri_what_if_line *line, size_t lines)
{
    const struct tlri_notice *notice = v->base->election_case->notice;
    json_t *object = json_object();
    json_t *contests = json_array();
    for (size_t n = 0; n < v->contests; n++) {
        tlri_json_append(bad, contests, contest_object(bad, v, notice->fill_order[n]));
    }
    tlri_json_put(bad, object, "format", json_string("teller/what-if@1"));
    tlri_json_put(bad, object, "result", json_false());
    tlri_json_put(bad, object, "election", json_string(notice->election));
    tlri_json_put(bad, object, "supposed", supposed_list(bad, line, lines));
    tlri_json_put(bad, object, "complete", json_boolean(v->complete && !v->lots_open));
    tlri_json_put(bad, object, "combinations", json_integer((json_int_t)v->tried.count));
    tlri_json_put(bad, object, "counts", json_integer(v->counts));
    tlri_json_put(bad, object, "contests", contests);
    tlri_json_put(bad, object, "sentence", tlri_json_sentence(v->ctx, tlri_what_if_sentence, v));
    return object;
}

tlr_status tlri_what_if_json(const struct tlri_variation *v, const struct tlri_what_if_line *line,
                             size_t lines, struct tlri_buf *out)
{
    bool bad = false;
    json_t *object = whole(&bad, v, line, lines);
    return tlri_json_write_wide(v->ctx, object, bad, out);
}
