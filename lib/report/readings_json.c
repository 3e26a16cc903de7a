/*
 * report/readings_json.c: what the disputed readings change, for programs.
 *
 * The same facts as the table, with ids in place of names: an outcome lists all its ways with the
 * fewest departures that the table names, each as readings and supposed lots. Built with jansson,
 * which keeps the order of keys.
 */
#include "report/readings.h"

#include "report/json_parts.h"
#include "report/readings_words.h"

static json_t *elected_ids(bool *bad, const struct tlri_contest *contest, const bool *elected)
{
    json_t *list = json_array();
    for (uint32_t c = 0; c < contest->candidates; c++) {
        if (elected[c]) {
            tlri_json_append(bad, list, json_string(contest->candidate[c].id));
        }
    }
    return list;
}

static json_t *lot_object(bool *bad, const struct tlri_variation *v,
                          const struct tlri_supposed_lot *lot)
{
    const struct tlri_contest *contest = v->contest[lot->contest].contest;
    json_t *object = json_object();
    tlri_json_put(bad, object, "lot", json_string(contest->id));
    tlri_json_put(bad, object, "stage", json_integer(lot->stage));
    tlri_json_put(bad, object, "purpose", json_string(tlri_purpose_token(lot->purpose)));
    tlri_json_put(bad, object, "selected", json_string(contest->candidate[lot->selected].id));
    return object;
}

static json_t *way_list(bool *bad, const struct tlri_variation *v, const struct tlri_way *way)
{
    json_t *list = json_array();
    for (size_t d = 0; d < v->varied; d++) {
        if (way->tried->choice[d] != 0) {
            json_t *reading = json_object();
            tlri_json_put(bad, reading, "reading", json_string(v->reading[d].name));
            tlri_json_put(bad, reading, "value",
                          json_string(v->reading[d].value[way->tried->choice[d]]));
            tlri_json_append(bad, list, reading);
        }
    }
    for (size_t i = 0; i < way->lots; i++) {
        tlri_json_append(bad, list, lot_object(bad, v, way->lot[i]));
    }
    return list;
}

static json_t *outcome_object(bool *bad, const struct tlri_variation *v, size_t contest, uint32_t k)
{
    static const char *const ends[] = {"counted", "refused", "lots-open", "not-counted"};
    const struct tlri_varied_contest *vc = &v->contest[contest];
    const struct tlri_varied_outcome *outcome = &vc->outcome[k];
    struct tlri_ways ways;
    json_t *object = json_object();
    json_t *under = json_array();
    tlri_ways_find(v, contest, k, &ways);
    for (size_t i = 0; i < ways.named; i++) {
        tlri_json_append(bad, under, way_list(bad, v, &ways.way[i]));
    }
    tlri_json_put(bad, object, "end", json_string(ends[outcome->end]));
    tlri_json_put(bad, object, "elected", elected_ids(bad, vc->contest, outcome->elected));
    tlri_json_put(bad, object, "referred", json_integer(outcome->referred));
    tlri_json_put(bad, object, "as-declared", json_boolean(outcome->as_declared));
    tlri_json_put(bad, object, "under", under);
    tlri_json_put(bad, object, "ways", json_integer((json_int_t)ways.count));
    tlri_json_put(bad, object, "parts-at-stage",
                  outcome->parts && !outcome->as_declared ? json_integer(outcome->part_stage)
                                                          : json_null());
    return object;
}

static json_t *contest_object(bool *bad, const struct tlri_variation *v, size_t contest)
{
    const struct tlri_varied_contest *vc = &v->contest[contest];
    json_t *object = json_object();
    json_t *outcomes = json_array();
    for (uint32_t k = 0; k < vc->outcomes; k++) {
        tlri_json_append(bad, outcomes, outcome_object(bad, v, contest, k));
    }
    tlri_json_put(bad, object, "id", json_string(vc->contest->id));
    tlri_json_put(bad, object, "always", elected_ids(bad, vc->contest, vc->always));
    tlri_json_put(bad, object, "outcomes", outcomes);
    return object;
}

static json_t *varied_list(bool *bad, const struct tlri_variation *v)
{
    json_t *list = json_array();
    for (size_t d = 0; d < v->varied; d++) {
        const struct tlri_varied *one = &v->reading[d];
        json_t *object = json_object();
        json_t *others = json_array();
        for (size_t i = 1; i < one->values; i++) {
            tlri_json_append(bad, others, json_string(one->value[i]));
        }
        tlri_json_put(bad, object, "name", json_string(one->name));
        tlri_json_put(bad, object, "in-force", json_string(one->value[0]));
        tlri_json_put(bad, object, "others", others);
        tlri_json_put(bad, object, "decides", json_boolean(one->decides));
        tlri_json_append(bad, list, object);
    }
    return list;
}

static json_t *unvaried_list(bool *bad, const struct tlri_array *from)
{
    const struct tlri_unvaried *one = from->data;
    json_t *list = json_array();
    for (size_t i = 0; i < from->count; i++) {
        json_t *object = json_object();
        tlri_json_put(bad, object, "name", json_string(one[i].name));
        tlri_json_put(bad, object, "why", json_string(one[i].why));
        tlri_json_append(bad, list, object);
    }
    return list;
}

static json_t *whole(bool *bad, const struct tlri_variation *v)
{
    json_t *object = json_object();
    json_t *contests = json_array();
    for (size_t n = 0; n < v->contests; n++) {
        tlri_json_append(bad, contests,
                         contest_object(bad, v, v->base->election_case->notice->fill_order[n]));
    }
    tlri_json_put(bad, object, "format", json_string("teller/readings@1"));
    tlri_json_put(bad, object, "election", json_string(v->base->election_case->notice->election));
    tlri_json_put(bad, object, "complete", json_boolean(v->complete && !v->lots_open));
    tlri_json_put(bad, object, "tried", json_integer((json_int_t)(v->looked - v->inadmissible)));
    tlri_json_put(bad, object, "inadmissible", json_integer((json_int_t)v->inadmissible));
    tlri_json_put(bad, object, "departures", json_integer(v->departures_done));
    tlri_json_put(bad, object, "counts", json_integer(v->counts));
    tlri_json_put(bad, object, "contests", contests);
    tlri_json_put(bad, object, "varied", varied_list(bad, v));
    tlri_json_put(bad, object, "cannot-matter", unvaried_list(bad, &v->idle));
    tlri_json_put(bad, object, "not-recountable", unvaried_list(bad, &v->not_recountable));
    tlri_json_put(bad, object, "sentence", tlri_json_sentence(v->ctx, tlri_readings_sentence, v));
    return object;
}

tlr_status tlri_readings_json(const struct tlri_variation *v, struct tlri_buf *out)
{
    bool bad = false;
    json_t *object = whole(&bad, v);
    return tlri_json_write_wide(v->ctx, object, bad, out);
}
