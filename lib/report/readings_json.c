/*
 * report/readings_json.c: what the disputed readings change, for programs.
 *
 * The same facts as the table, with ids in place of names: an outcome lists all its ways with the
 * fewest departures that the table names, each as readings and supposed lots. Built with jansson,
 * which keeps the order of keys.
 */
#include <jansson.h>
#include <stdlib.h>

#include "report/readings.h"
#include "report/readings_words.h"

/* Sets a key; a NULL value (no memory) is remembered, never dropped. */
static void put(bool *bad, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0) {
        *bad = true;
    }
}

static void append(bool *bad, json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) != 0) {
        *bad = true;
    }
}

static json_t *elected_ids(bool *bad, const struct tlri_contest *contest, const bool *elected)
{
    json_t *list = json_array();
    for (uint32_t c = 0; c < contest->candidates; c++) {
        if (elected[c]) {
            append(bad, list, json_string(contest->candidate[c].id));
        }
    }
    return list;
}

static json_t *lot_object(bool *bad, const struct tlri_variation *v,
                          const struct tlri_supposed_lot *lot)
{
    const struct tlri_contest *contest = v->contest[lot->contest].contest;
    json_t *object = json_object();
    put(bad, object, "lot", json_string(contest->id));
    put(bad, object, "stage", json_integer(lot->stage));
    put(bad, object, "purpose", json_string(tlri_purpose_token(lot->purpose)));
    put(bad, object, "selected", json_string(contest->candidate[lot->selected].id));
    return object;
}

static json_t *way_list(bool *bad, const struct tlri_variation *v, const struct tlri_way *way)
{
    json_t *list = json_array();
    for (size_t d = 0; d < v->varied; d++) {
        if (way->tried->choice[d] != 0) {
            json_t *reading = json_object();
            put(bad, reading, "reading", json_string(v->reading[d].name));
            put(bad, reading, "value", json_string(v->reading[d].value[way->tried->choice[d]]));
            append(bad, list, reading);
        }
    }
    for (size_t i = 0; i < way->lots; i++) {
        append(bad, list, lot_object(bad, v, way->lot[i]));
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
        append(bad, under, way_list(bad, v, &ways.way[i]));
    }
    put(bad, object, "end", json_string(ends[outcome->end]));
    put(bad, object, "elected", elected_ids(bad, vc->contest, outcome->elected));
    put(bad, object, "referred", json_integer(outcome->referred));
    put(bad, object, "as-declared", json_boolean(outcome->as_declared));
    put(bad, object, "under", under);
    put(bad, object, "ways", json_integer((json_int_t)ways.count));
    put(bad, object, "parts-at-stage",
        outcome->parts && !outcome->as_declared ? json_integer(outcome->part_stage) : json_null());
    return object;
}

static json_t *contest_object(bool *bad, const struct tlri_variation *v, size_t contest)
{
    const struct tlri_varied_contest *vc = &v->contest[contest];
    json_t *object = json_object();
    json_t *outcomes = json_array();
    for (uint32_t k = 0; k < vc->outcomes; k++) {
        append(bad, outcomes, outcome_object(bad, v, contest, k));
    }
    put(bad, object, "id", json_string(vc->contest->id));
    put(bad, object, "always", elected_ids(bad, vc->contest, vc->always));
    put(bad, object, "outcomes", outcomes);
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
            append(bad, others, json_string(one->value[i]));
        }
        put(bad, object, "name", json_string(one->name));
        put(bad, object, "in-force", json_string(one->value[0]));
        put(bad, object, "others", others);
        put(bad, object, "decides", json_boolean(one->decides));
        append(bad, list, object);
    }
    return list;
}

static json_t *unvaried_list(bool *bad, const struct tlri_array *from)
{
    const struct tlri_unvaried *one = from->data;
    json_t *list = json_array();
    for (size_t i = 0; i < from->count; i++) {
        json_t *object = json_object();
        put(bad, object, "name", json_string(one[i].name));
        put(bad, object, "why", json_string(one[i].why));
        append(bad, list, object);
    }
    return list;
}

static json_t *sentence_of(const struct tlri_variation *v)
{
    struct tlri_buf text;
    tlri_buf_init(&text, v->ctx, 1 << 20);
    tlri_readings_sentence(v, &text);
    json_t *value = text.failed == TLR_OK ? json_string(text.data) : NULL;
    tlri_buf_drop(&text);
    return value;
}

static json_t *whole(bool *bad, const struct tlri_variation *v)
{
    json_t *object = json_object();
    json_t *contests = json_array();
    for (size_t n = 0; n < v->contests; n++) {
        append(bad, contests,
               contest_object(bad, v, v->base->election_case->notice->fill_order[n]));
    }
    put(bad, object, "format", json_string("teller/readings@1"));
    put(bad, object, "election", json_string(v->base->election_case->notice->election));
    put(bad, object, "complete", json_boolean(v->complete && !v->lots_open));
    put(bad, object, "tried", json_integer((json_int_t)(v->looked - v->inadmissible)));
    put(bad, object, "inadmissible", json_integer((json_int_t)v->inadmissible));
    put(bad, object, "departures", json_integer(v->departures_done));
    put(bad, object, "counts", json_integer(v->counts));
    put(bad, object, "contests", contests);
    put(bad, object, "varied", varied_list(bad, v));
    put(bad, object, "cannot-matter", unvaried_list(bad, &v->idle));
    put(bad, object, "not-recountable", unvaried_list(bad, &v->not_recountable));
    put(bad, object, "sentence", sentence_of(v));
    return object;
}

tlr_status tlri_readings_json(const struct tlri_variation *v, struct tlri_buf *out)
{
    bool bad = false;
    json_t *object = whole(&bad, v);
    char *text = bad ? NULL : json_dumps(object, JSON_INDENT(2));
    json_decref(object);
    if (text == NULL) {
        return tlri_no_memory(v->ctx);
    }
    tlri_buf_puts(out, text);
    free(text);
    return tlri_buf_puts(out, "\n");
}
