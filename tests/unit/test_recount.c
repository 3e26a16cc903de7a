/*
 * unit/test_recount.c: the recount reads marks, settles ties, and fills places by marks and by
 * preferences, one at a time. Every sheet here was worked out by hand from spec/rules/.
 */
#include "support/recount_booth.h"

/* ---- marks: [MRK-1] to [MRK-14]
 * ------------------------------------------------------------------- */

/* One place, candidates A to D, one row; what is said of the papers. */
struct marks_row {
    const char *name, *rules, *set, *candidates, *papers, *sheet;
};

static const struct marks_row marks_rows[] = {
    {"MRK-1 a decision stands in place of the marks", "av", NULL, "ABC", "2 A?B/BA, 1 AB",
     "noted decided 2 marks/MRK-1\nvalid 3 3\n"},
    {"MRK-1 a decision may reject", "av", NULL, "ABC", "2 ?B/!uncertain, 1 AB",
     "rejected uncertain 2 marks/MRK-1\nvalid 1 1\n"},
    {"MRK-2 rejected in the hall; MRK-1 a decision undoes it", "av", NULL, "ABC",
     "2 !torn, 1 AB, 1 !torn/A",
     "rejected torn 2 marks/MRK-2\nnoted decided 1 marks/MRK-1\nvalid 2 2\n"},
    {"MRK-3 a doubtful mark, in a decision too", "av", NULL, "ABC", "1 A?B, 1 AB, 1 AB/?C",
     "rejected doubtful 2 marks/MRK-3\nvalid 1 1\n"},
    {"MRK-4 blank; the hall's own word for it", "av", NULL, "ABC", "3 ., 1 !blank, 1 A",
     "rejected blank 4 marks/MRK-4\nvalid 1 1\n"},
    {"MRK-2 blank in the hall only", "av", NULL, "ABC", "1 !blank, 1 A",
     "rejected blank 1 marks/MRK-2\nvalid 1 1\n"},
    {"MRK-4 a decision that no mark counts", "av", NULL, "ABC", "2 AB/, 1 A",
     "rejected blank 2 marks/MRK-4\nvalid 1 1\n"},
    {"MRK-5 a single cross is the figure 1", "av", NULL, "ABC", "2 xB, 1 A",
     "noted single-cross 2 marks/MRK-5\nvalid 3 3\n"},
    {"MRK-5 a single cross is invalid", "av", "single-cross=invalid", "ABC", "2 xB, 1 A",
     "rejected wrong-mark 2 marks/MRK-5\nvalid 1 1\n"},
    {"MRK-5 crosses beside others", "av", NULL, "ABC", "2 xBC, 3 AxB, 1 A",
     "rejected uncertain 5 marks/MRK-5\nvalid 1 1\n"},
    {"MRK-6 a gap stops: before the first, later", "av", NULL, "ABC", "2 -AB, 3 A-B, 1 A",
     "rejected no-first-preference 2 marks/MRK-9\nnoted skipped-number 3 marks/MRK-6\nvalid 4 4\n"},
    {"MRK-6 a gap of one is allowed", "av", "skipped-allowed=1", "ABC", "2 -AB, 3 A--B",
     "noted skipped-number 5 marks/MRK-6\nvalid 5 5\n"},
    {"MRK-6 gaps closed up", "av", "skipped-number=close-up", "ABC", "2 ---AB, 3 A-B",
     "noted skipped-number 5 marks/MRK-6\nvalid 5 5\n"},
    {"MRK-6 gaps invalid", "av", "skipped-number=invalid", "ABC", "2 -AB, 3 A-B, 1 A",
     "rejected skipped-number 5 marks/MRK-6\nvalid 1 1\n"},
    {"MRK-7 a repetition stops: the first, later", "av", NULL, "ABC", "2 A=B, 3 AB=C",
     "rejected first-repeated 2 marks/MRK-7\nnoted repeated-number 3 marks/MRK-7\nvalid 3 3\n"},
    {"MRK-7 repetitions invalid", "av", "repeated-number=invalid", "ABC", "2 A=B, 3 AB=C, 1 A",
     "rejected repeated-number 5 marks/MRK-7\nvalid 1 1\n"},
    {"MRK-7 repetitions passed over; nothing left", "av", "repeated-number=skip", "ABC",
     "2 A=B, 3 A=BC",
     "rejected no-first-preference 2 marks/MRK-9\nnoted repeated-number 3 marks/MRK-7\n"
     "valid 3 3\n"},
    {"MRK-8 withdrawn candidates take part in repetitions", "av", NULL, "AbC", "2 A=BC, 1 BA",
     "rejected first-repeated 2 marks/MRK-7\nvalid 1 1\n"},
    {"MRK-8 the gap first, then the repetition", "av", "skipped-number=invalid", "ABC",
     "2 -A=B, 1 A", "rejected skipped-number 2 marks/MRK-6\nvalid 1 1\n"},
    {"MRK-9 nothing but withdrawn; notes are dropped", "av", NULL, "AbC", "2 xB, 1 A",
     "rejected only-withdrawn 2 marks/MRK-9\nvalid 1 1\n"},
    {"MRK-10 numbers as crosses", "block", NULL, "ABC", "2 AxB, 1 xA",
     "rejected too-many-marks 2 marks/MRK-11\nvalid 1 1\n"},
    {"MRK-10 numbers as crosses, one", "block", NULL, "ABC", "2 A, 1 xA",
     "noted numbers-as-crosses 2 marks/MRK-10\nvalid 3 3\n"},
    {"MRK-10 numbers invalid", "block", "numbers-on-cross-paper=invalid", "ABC", "2 A, 1 xA",
     "rejected wrong-mark 2 marks/MRK-10\nvalid 1 1\n"},
    {"MRK-10 the first n numbers, crosses first", "limited",
     "numbers-on-cross-paper=first-n votes=2", "ABCD", "2 ABC, 3 AxC, 5 A=BxC, 7 A=B=C",
     "valid 17 15\n"},
    {"MRK-11 too many marks", "block", NULL, "ABC", "2 xAB, 1 xA",
     "rejected too-many-marks 2 marks/MRK-11\nvalid 1 1\n"},
    {"MRK-11 every mark counts", "block", "overvote=count", "ABC", "2 xAB, 1 xA",
     "noted overvote 2 marks/MRK-11\nvalid 3 5\n"},
    {"MRK-12 too few marks", "limited", "votes=2 undervote=invalid", "ABC", "2 xAB, 1 xA",
     "rejected too-few-marks 1 marks/MRK-12\nvalid 2 4\n"},
    {"MRK-12 no more than there are candidates", "limited", "votes=4 undervote=invalid", "ABc",
     "2 xABC, 1 xAB", "rejected too-few-marks 1 marks/MRK-12\nvalid 2 4\n"},
    {"MRK-14 only withdrawn, on a paper of crosses", "block", NULL, "AbC", "2 xB, 1 xA",
     "valid 3 1\n"},
};

static void test_marks(void **state)
{
    (void)state;
    static struct sheet_text got;
    for (size_t i = 0; i < sizeof marks_rows / sizeof marks_rows[0]; i++) {
        const struct marks_row *row = &marks_rows[i];
        const struct election e = {.name = row->name,
                                   .rules = row->rules,
                                   .set = row->set,
                                   .candidates = row->candidates,
                                   .places = 1,
                                   .papers = row->papers};
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct booth booth;
        struct tlri_transcript *transcript = NULL;
        booth_open(&booth, &e, ctx);
        assert_int_equal(booth_count(&booth, &transcript), TLR_OK);
        sheet_print(&got, transcript, true);
        char *end = strstr(got.text, "#1");
        if (end != NULL) {
            *end = '\0';
        }
        if (strcmp(got.text, row->sheet) != 0) {
            print_error("%s\nexpected:\n%s\ngot:\n%s\n", row->name, row->sheet, got.text);
            fail();
        }
        tlri_transcript_free(transcript);
        booth_close(&booth);
        tlr_ctx_free(ctx);
    }
}

/* [MRK-13] a group's minimum is asked of each paper; withdrawn members count. */
static void test_group_ballot(void **state)
{
    (void)state;
    check_election(&(struct election){.name = "MRK-13",
                                      .rules = "block",
                                      .set = "group-ballot=invalid constraints=ignore",
                                      .candidates = "ABCd",
                                      .places = 2,
                                      .bounds = "sex women 1-* CD",
                                      .papers = "4 xAB, 3 xAC, 2 xBD",
                                      .sheet = "rejected too-few-of-group 4 marks/MRK-13\n"
                                               "valid 5 8\n"
                                               "#1 votes\n"
                                               "A 3 B 2 C 3 lost 0 0 rounding 0\n"
                                               "in A 3 most-votes\n"
                                               "in C 3 most-votes\n"
                                               "closed 2 0\n"},
                   true);
}

/* Papers touched: by paper, rejected or noted, by reason. */
static void test_touched(void **state)
{
    (void)state;
    const struct election e = {.rules = "av",
                               .set = "repeated-number=skip skipped-number=close-up",
                               .candidates = "ABCD",
                               .places = 1,
                               .papers = "1 AB, 1 ., 1 A=B-C/A=B-C, 1 xA"};
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct booth booth;
    struct tlri_transcript *transcript = NULL;
    booth_open(&booth, &e, ctx);
    assert_int_equal(booth_count(&booth, &transcript), TLR_OK);
    static const struct tlri_touched expected[] = {
        {1, TLRI_EVENT_REJECTED, TLRI_REJECT_BLANK},
        {2, TLRI_EVENT_NOTED, TLRI_NOTED_REPEATED_NUMBER},
        {2, TLRI_EVENT_NOTED, TLRI_NOTED_SKIPPED_NUMBER},
        {2, TLRI_EVENT_NOTED, TLRI_NOTED_DECIDED},
        {3, TLRI_EVENT_NOTED, TLRI_NOTED_SINGLE_CROSS}};
    const struct tlri_touched *touched = transcript->touched.data;
    assert_int_equal(transcript->touched.count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < transcript->touched.count; i++) {
        assert_int_equal(touched[i].paper, expected[i].paper);
        assert_int_equal(touched[i].kind, expected[i].kind);
        assert_int_equal(touched[i].why, expected[i].why);
    }
    tlri_transcript_free(transcript);
    booth_close(&booth);
    tlr_ctx_free(ctx);
}

/* ---- plurality
 * ------------------------------------------------------------------------------------ */

static const struct election crosses[] = {
    {.name = "PLU-1 PLU-3 most votes first; PLU-5 the rest remain only when just as many",
     .rules = "block",
     .candidates = "ABCD",
     .places = 2,
     .papers = "5 xAB, 3 xAC, 2 xC, 1 xD",
     .sheet = "#1 votes\n"
              "A 8 B 5 C 5 D 1 lost 0 0 rounding 0\n"
              "in A 8 most-votes\n"
              "tie elect BC lot-needed\n"},
    {.name = "PLU-4 TIE-6 the lot is applied where the tie recurs",
     .rules = "block",
     .candidates = "ABCD",
     .places = 2,
     .papers = "5 xAB, 3 xAC, 2 xC, 1 xD",
     .lots = "elect BC C",
     .sheet = "#1 votes\n"
              "A 8 B 5 C 5 D 1 lost 0 0 rounding 0\n"
              "in A 8 most-votes\n"
              "tie elect BC lot C\n"
              "in C 5 most-votes\n"
              "closed 2 0\n"},
    {.name = "TIE-1 level ones for whom there is room make no tie",
     .rules = "block",
     .candidates = "ABCD",
     .places = 2,
     .papers = "3 xCB, 1 xA",
     .sheet = "#1 votes\n"
              "A 1 B 3 C 3 D 0 lost 0 0 rounding 0\n"
              "in B 3 most-votes\n"
              "in C 3 most-votes\n"
              "closed 2 0\n"},
    {.name = "TIE-7 one lot selects one; among the rest the tie is met again",
     .rules = "block",
     .candidates = "ABC",
     .places = 2,
     .papers = "1 xA, 1 xB, 1 xC",
     .lots = "elect AC A, elect ABC B",
     .sheet = "#1 votes\n"
              "A 1 B 1 C 1 lost 0 0 rounding 0\n"
              "tie elect ABC lot B\n"
              "in B 1 most-votes\n"
              "tie elect AC lot A\n"
              "in A 1 most-votes\n"
              "closed 2 0\n"},
    {.name = "TIE-6 referred: every place not filled is empty",
     .rules = "block",
     .set = "tie-final=refer",
     .candidates = "ABC",
     .places = 2,
     .papers = "1 xA, 1 xB, 1 xC",
     .sheet = "#1 votes\n"
              "A 1 B 1 C 1 lost 0 0 rounding 0\n"
              "tie elect ABC referred\n"
              "empty 1 referred\n"
              "empty 2 referred\n"
              "closed 0 2\n"},
    {.name = "TIE-6 a predetermined order",
     .rules = "block",
     .set = "tie-final=order",
     .candidates = "ABC",
     .order = "CAB",
     .places = 1,
     .papers = "1 xA, 1 xB, 1 xC",
     .sheet = "#1 votes\n"
              "A 1 B 1 C 1 lost 0 0 rounding 0\n"
              "tie elect ABC predetermined-order C\n"
              "in C 1 most-votes\n"
              "closed 1 0\n"},
    {.name = "PLU-5 nobody is elected without a vote while there is a choice",
     .rules = "block",
     .candidates = "ABC",
     .places = 2,
     .papers = "2 xA",
     .sheet = "#1 votes\n"
              "A 2 B 0 C 0 lost 0 0 rounding 0\n"
              "in A 2 most-votes\n"
              "empty 2 no-votes\n"
              "closed 1 1\n"},
    {.name = "PLU-5 just as many: all remain, votes or none",
     .rules = "block",
     .candidates = "ABC",
     .places = 3,
     .papers = "2 xB",
     .sheet = "#1 votes\n"
              "A 0 B 2 C 0 lost 0 0 rounding 0\n"
              "in B 2 remaining\n"
              "in A 0 remaining\n"
              "in C 0 remaining\n"
              "closed 3 0\n"},
    {.name = "CON-4 too few candidates, in a contest without bounds too",
     .rules = "block",
     .candidates = "AbC",
     .places = 3,
     .papers = "2 xA",
     .sheet = "places-empty 1 too-few-candidates\n"
              "#1 votes\n"
              "A 2 C 0 lost 0 0 rounding 0\n"
              "in A 2 remaining\n"
              "in C 0 remaining\n"
              "empty 3 too-few-candidates\n"
              "closed 2 1\n"},
    {.name = "CON-4 nobody stands: no stage",
     .rules = "block",
     .candidates = "a",
     .places = 1,
     .papers = "2 xA",
     .sheet = "places-empty 1 too-few-candidates\nempty 1 too-few-candidates\nclosed 0 1\n"},
    {.name = "PLU-6 re-open nominations leaves its place empty",
     .rules = "block",
     .candidates = "ABCR",
     .reopen = 'R',
     .places = 2,
     .papers = "5 xA, 4 xD, 3 xB, 1 xC",
     .sheet = "#1 votes\n"
              "A 5 B 3 C 1 D 4 lost 0 0 rounding 0\n"
              "in A 5 most-votes\n"
              "empty 2 re-open-nominations\n"
              "closed 1 1\n"},
    {.name = "PLU-6 ... and all after it, if so declared",
     .rules = "block",
     .set = "reopen=all-after",
     .candidates = "ABCR",
     .reopen = 'R',
     .places = 3,
     .papers = "5 xA, 6 xD, 3 xB, 1 xC",
     .sheet = "#1 votes\n"
              "A 5 B 3 C 1 D 6 lost 0 0 rounding 0\n"
              "empty 1 re-open-nominations\n"
              "empty 2 re-open-nominations\n"
              "empty 3 re-open-nominations\n"
              "closed 0 3\n"},
    {.name = "PLU-5 PLU-6 ... also when all who are left remain",
     .rules = "block",
     .set = "reopen=all-after",
     .candidates = "ABR",
     .reopen = 'R',
     .places = 3,
     .papers = "5 xC, 3 xA, 2 xB",
     .sheet = "#1 votes\n"
              "A 3 B 2 C 5 lost 0 0 rounding 0\n"
              "empty 1 re-open-nominations\n"
              "empty 2 re-open-nominations\n"
              "empty 3 re-open-nominations\n"
              "closed 0 3\n"},
    {.name = "PLU-7 every second place to the group",
     .rules = "block",
     .set = "minimum-order=every-second",
     .candidates = "ABCD",
     .places = 4,
     .bounds = "sex women 1-* CD",
     .papers = "4 xA, 3 xB, 2 xC",
     .sheet = "#1 votes\n"
              "A 4 B 3 C 2 D 0 lost 0 0 rounding 0\n"
              "in A 4 most-votes\n"
              "in C 2 most-votes\n"
              "in B 3 most-votes\n"
              "in D 0 most-votes\n"
              "closed 4 0\n"},
    {.name = "PLU-7 nobody of the group is left: the second place stays empty",
     .rules = "block",
     .set = "minimum-order=every-second",
     .candidates = "ABCD",
     .places = 4,
     .bounds = "sex women 1-* C",
     .papers = "4 xA, 3 xB, 2 xC, 1 xD",
     .sheet = "#1 votes\n"
              "A 4 B 3 C 2 D 1 lost 0 0 rounding 0\n"
              "in A 4 most-votes\n"
              "in C 2 most-votes\n"
              "in B 3 most-votes\n"
              "empty 4 constraint\n"
              "closed 3 1\n"},
    {.name = "SUC-8 no paper is live, and one of the group is left: it remains, by no bound",
     .rules = "av-successive",
     .set = "minimum-order=every-second",
     .candidates = "ABC",
     .places = 2,
     .bounds = "sex women 1-* B",
     .papers = "3 A",
     .sheet = "#1 next-place part 1\n"
              "A 3 B 0 C 0 lost 0 0 rounding 0\n"
              "required 2\n"
              "in A 3 majority\n"
              "#2 next-place A part 2\n"
              "A 0* B 0 C 0x lost 3 3 rounding 0\n"
              "required 1\n"
              "in B 0 remaining\n"
              "closed 2 0\n"},
    {.name = "SUC-8 the second place is the group's, then the best of all",
     .rules = "av-successive",
     .set = "minimum-order=every-second",
     .candidates = "ABCD",
     .places = 3,
     .bounds = "sex women 1-* CD",
     .papers = "6 ABC, 4 BAD, 3 D",
     .sheet = "#1 next-place part 1\n"
              "A 6 B 4 C 0 D 3 lost 0 0 rounding 0\n"
              "required 7\n"
              "#2 exclusion CD\n"
              "out C 0 together\n"
              "out D 3 together\n"
              "D>- 3 x 1 = 3\n"
              "A 6 B 4 C 0x D 0x lost 3 3 rounding 0\n"
              "required 6\n"
              "in A 6 majority\n"
              "#3 next-place A part 2\n"
              "A 0* B 0x C 6 D 7 lost 0 0 rounding 0\n"
              "required 7\n"
              "in D 7 majority\n"
              "#4 next-place AD part 3\n"
              "A 0* B 10 C 0 D 0* lost 3 3 rounding 0\n"
              "required 6\n"
              "in B 10 majority\n"
              "closed 3 0\n"},
    {.name = "SUC-8 nobody of the group is left: the place stays empty, the next is opened",
     .rules = "av-successive",
     .set = "minimum-order=every-second",
     .candidates = "ABCDE",
     .places = 5,
     .bounds = "sex women 1-* C",
     .papers = "6 ABC, 4 BAD, 1 E",
     .sheet = "#1 next-place part 1\n"
              "A 6 B 4 C 0 D 0 E 1 lost 0 0 rounding 0\n"
              "required 6\n"
              "in A 6 majority\n"
              "#2 next-place A part 2\n"
              "A 0* B 0x C 6 D 0x E 0x lost 5 5 rounding 0\n"
              "required 4\n"
              "in C 6 majority\n"
              "#3 next-place AC part 3\n"
              "A 0* B 10 C 0* D 0 E 1 lost 0 0 rounding 0\n"
              "required 6\n"
              "in B 10 majority\n"
              "empty 4 constraint\n"
              "#4 next-place ABC part 5\n"
              "A 0* B 0* C 0* D 4 E 1 lost 6 6 rounding 0\n"
              "required 3\n"
              "in D 4 majority\n"
              "closed 4 1\n"},
    {.name = "ELI-1 ELI-2 a majority of the papers; ELI-4 the lowest go out for the next round",
     .rules = "eliminating",
     .set = "votes=2",
     .candidates = "ABCD",
     .places = 2,
     .papers = "4 xAB, 1 xCA, 1 xCD",
     .sheet = "#1 round\n"
              "A 5 B 4 C 2 D 1 lost 0 0 rounding 0\n"
              "required 4\n"
              "in A 5 majority\n"
              "in B 4 majority\n"
              "closed 2 0\n"},
    {.name = "ELI-4 next round, ELI-6 how it closes",
     .rules = "eliminating",
     .candidates = "ABC",
     .places = 1,
     .papers = "4 xA, 4 xB, 1 xC",
     .sheet = "#1 round\n"
              "A 4 B 4 C 1 lost 0 0 rounding 0\n"
              "required 5\n"
              "out C 1 lowest\n"
              "closed 0 1\n"},
    {.name = "ELI-4 just as many are left after the exclusions",
     .rules = "eliminating",
     .candidates = "ABC",
     .places = 2,
     .papers = "4 xA, 3 xB, 2 xC",
     .sheet = "#1 round\n"
              "A 4 B 3 C 2 lost 0 0 rounding 0\n"
              "required 5\n"
              "out C 2 lowest\n"
              "in A 4 remaining\n"
              "in B 3 remaining\n"
              "closed 2 0\n"},
    {.name = "ELI-2 level with a majority, and not room for both: none",
     .rules = "eliminating",
     .set = "votes=2 bulk-exclusion=off",
     .candidates = "ABCD",
     .places = 1,
     .papers = "3 xAB, 1 xC",
     .sheet = "#1 round\n"
              "A 3 B 3 C 1 D 0 lost 0 0 rounding 0\n"
              "required 3\n"
              "tie elect AB none-elected\n"
              "out D 0 lowest\n"
              "closed 0 1\n"},
    {.name = "ELI-7 no votes at all",
     .rules = "eliminating",
     .candidates = "ABC",
     .places = 1,
     .papers = "1 .",
     .sheet = "#1 round\n"
              "A 0 B 0 C 0 lost 0 0 rounding 0\n"
              "required 1\n"
              "empty 1 no-votes\n"
              "closed 0 1\n"},
};

/* ---- one place after another, by preferences
 * ------------------------------------------------------ */

static const struct election preferences[] = {
    {.name = "TIE-3 three are tied, and one alone is behind",
     .rules = "av",
     .set = "tie-lookback=forwards tie-three=single bulk-exclusion=off",
     .candidates = "ABCDE",
     .places = 1,
     .papers = "9 A, 4 B, 5 C, 5 D, 1 EB",
     .lots = "exclude CD C",
     .sheet = "#1 first-preferences\n"
              "A 9 B 4 C 5 D 5 E 1 lost 0 0 rounding 0\n"
              "required 13\n"
              "#2 exclusion E\n"
              "out E 1 lowest\n"
              "E>B 1 x 1 = 1\n"
              "A 9 B 5 C 5 D 5 E 0x lost 0 0 rounding 0\n"
              "required 13\n"
              "tie exclude BCD earlier-stage 1 B\n"
              "#3 exclusion B\n"
              "out B 5 lowest\n"
              "B>- 5 x 1 = 5\n"
              "A 9 B 0x C 5 D 5 E 0x lost 5 5 rounding 0\n"
              "required 10\n"
              "tie exclude CD lot C\n"
              "#4 exclusion C\n"
              "out C 5 lowest\n"
              "C>- 5 x 1 = 5\n"
              "A 9 B 0x C 0x D 5 E 0x lost 10 10 rounding 0\n"
              "required 8\n"
              "in A 9 majority\n"
              "closed 1 0\n"},
    {.name = "AV-1 AV-2 a majority of the live papers, after the lowest went out (AV-5)",
     .rules = "av",
     .candidates = "ABC",
     .places = 1,
     .papers = "5 A, 4 B, 2 CB",
     .sheet = "#1 first-preferences\n"
              "A 5 B 4 C 2 lost 0 0 rounding 0\n"
              "required 6\n"
              "#2 exclusion C\n"
              "out C 2 lowest\n"
              "C>B 2 x 1 = 2\n"
              "A 5 B 6 C 0x lost 0 0 rounding 0\n"
              "required 6\n"
              "in B 6 majority\n"
              "closed 1 0\n"},
    {.name = "AV-4 majority of all valid papers: with two left the one ahead",
     .rules = "av",
     .set = "majority-base=first",
     .candidates = "ABC",
     .places = 1,
     .papers = "5 A, 4 B, 3 C",
     .sheet = "#1 first-preferences\n"
              "A 5 B 4 C 3 lost 0 0 rounding 0\n"
              "required 7\n"
              "#2 exclusion C\n"
              "out C 3 lowest\n"
              "C>- 3 x 1 = 3\n"
              "A 5 B 4 C 0x lost 3 3 rounding 0\n"
              "required 7\n"
              "in A 5 most-votes\n"
              "closed 1 0\n"},
    {.name = "AV-6 several together; AV-3 go on to the last two",
     .rules = "av",
     .set = "stop=two-left",
     .candidates = "ABCDE",
     .places = 1,
     .papers = "9 A, 4 B, 1 CA, 1 DB, 1 ED",
     .sheet = "#1 first-preferences\n"
              "A 9 B 4 C 1 D 1 E 1 lost 0 0 rounding 0\n"
              "required 9\n"
              "#2 exclusion CDE\n"
              "out C 1 together\n"
              "out D 1 together\n"
              "out E 1 together\n"
              "C>A 1 x 1 = 1\n"
              "D>B 1 x 1 = 1\n"
              "E>- 1 x 1 = 1\n"
              "A 10 B 5 C 0x D 0x E 0x lost 1 1 rounding 0\n"
              "required 8\n"
              "in A 10 majority\n"
              "closed 1 0\n"},
    {.name = "AV-7 TIE-5 a tie for lowest by higher preferences: fewer second ones go out",
     .rules = "av",
     .candidates = "ABC",
     .places = 1,
     .papers = "3 AB, 2 BA, 2 CA",
     .sheet = "#1 first-preferences\n"
              "A 3 B 2 C 2 lost 0 0 rounding 0\n"
              "required 4\n"
              "tie exclude BC preferences 2 C\n"
              "#2 exclusion C\n"
              "out C 2 lowest\n"
              "C>A 2 x 1 = 2\n"
              "A 5 B 2 C 0x lost 0 0 rounding 0\n"
              "required 4\n"
              "in A 5 majority\n"
              "closed 1 0\n"},
    {.name = "AV-7 TIE-4 preferences drop one, a lot settles the rest",
     .rules = "av",
     .set = "bulk-exclusion=off",
     .candidates = "ABCD",
     .places = 1,
     .papers = "3 AB, 1 B, 1 C, 1 D",
     .lots = "exclude BC C, exclude CD D",
     .sheet = "#1 first-preferences\n"
              "A 3 B 1 C 1 D 1 lost 0 0 rounding 0\n"
              "required 4\n"
              "tie exclude BCD preferences 2\n"
              "tie exclude CD lot D\n"
              "#2 exclusion D\n"
              "out D 1 lowest\n"
              "D>- 1 x 1 = 1\n"
              "A 3 B 1 C 1 D 0x lost 1 1 rounding 0\n"
              "required 3\n"
              "in A 3 majority\n"
              "closed 1 0\n"},
    {.name = "AV-7 TIE-4 TIE-6 narrowed, and lot needed for the rest",
     .rules = "av",
     .set = "bulk-exclusion=off",
     .candidates = "ABCD",
     .places = 1,
     .papers = "3 AB, 1 B, 1 C, 1 D",
     .sheet = "#1 first-preferences\n"
              "A 3 B 1 C 1 D 1 lost 0 0 rounding 0\n"
              "required 4\n"
              "tie exclude BCD preferences 2\n"
              "tie exclude CD lot-needed\n"},
    {.name = "AV-7 AV-8 the last two level: more second preferences",
     .rules = "av",
     .candidates = "AB",
     .places = 1,
     .papers = "3 AB, 3 B",
     .sheet = "#1 first-preferences\n"
              "A 3 B 3 lost 0 0 rounding 0\n"
              "required 4\n"
              "tie elect AB preferences 2 B\n"
              "in B 3 most-votes\n"
              "closed 1 0\n"},
    {.name = "TIE-8 the last two level in everything: tie-final, referred",
     .rules = "av",
     .candidates = "AB",
     .places = 1,
     .papers = "2 A, 2 B",
     .sheet = "#1 first-preferences\n"
              "A 2 B 2 lost 0 0 rounding 0\n"
              "required 3\n"
              "tie elect AB referred\n"
              "empty 1 referred\n"
              "closed 0 1\n"},
    {.name = "TIE-2 backwards, TIE-3 narrow: C and D go by stage 1",
     .rules = "av",
     .set = "tie-lookback=backwards bulk-exclusion=off",
     .candidates = "ABCDE",
     .places = 1,
     .papers = "9 A, 5 B, 4 C, 3 D, 1 ED",
     .sheet = "#1 first-preferences\n"
              "A 9 B 5 C 4 D 3 E 1 lost 0 0 rounding 0\n"
              "required 12\n"
              "#2 exclusion E\n"
              "out E 1 lowest\n"
              "E>D 1 x 1 = 1\n"
              "A 9 B 5 C 4 D 4 E 0x lost 0 0 rounding 0\n"
              "required 12\n"
              "tie exclude CD earlier-stage 1 D\n"
              "#3 exclusion D\n"
              "out D 4 lowest\n"
              "D>- 4 x 1 = 4\n"
              "A 9 B 5 C 4 D 0x E 0x lost 4 4 rounding 0\n"
              "required 10\n"
              "#4 exclusion C\n"
              "out C 4 lowest\n"
              "C>- 4 x 1 = 4\n"
              "A 9 B 5 C 0x D 0x E 0x lost 8 8 rounding 0\n"
              "required 8\n"
              "in A 9 majority\n"
              "closed 1 0\n"},
    {.name = "AV-9 CON-7 a doomed candidate goes first, majority or not",
     .rules = "av",
     .candidates = "ABC",
     .places = 1,
     .bounds = "sex women 1-* BC",
     .papers = "6 AB, 2 B, 3 C",
     .sheet = "doomed A by 1\n"
              "#1 first-preferences\n"
              "A 6 B 2 C 3 lost 0 0 rounding 0\n"
              "required 6\n"
              "#2 exclusion A\n"
              "out A 6 doomed\n"
              "A>B 6 x 1 = 6\n"
              "A 0x B 8 C 3 lost 0 0 rounding 0\n"
              "required 6\n"
              "in B 8 majority\n"
              "closed 1 0\n"},
    {.name = "AV-12 no valid paper",
     .rules = "av",
     .candidates = "AB",
     .places = 1,
     .papers = "2 .",
     .sheet = "#1 first-preferences\n"
              "A 0 B 0 lost 0 0 rounding 0\n"
              "required 1\n"
              "empty 1 no-votes\n"
              "closed 0 1\n"},
    {.name = "SUC-1 SUC-2 SUC-3 the second place anew, passing over the elected",
     .rules = "av-successive",
     .candidates = "ABCD",
     .places = 2,
     .papers = "6 ABC, 3 BAC, 2 CBA, 1 A",
     .sheet = "#1 next-place part 1\n"
              "A 7 B 3 C 2 D 0 lost 0 0 rounding 0\n"
              "required 7\n"
              "in A 7 majority\n"
              "#2 next-place A part 2\n"
              "A 0* B 9 C 2 D 0 lost 1 1 rounding 0\n"
              "required 6\n"
              "in B 9 majority\n"
              "closed 2 0\n"},
    {.name = "SUC-5 just as many as places, at the very start",
     .rules = "av-successive",
     .candidates = "ABc",
     .places = 2,
     .papers = "3 BA, 1 A",
     .sheet = "#1 next-place part 1\n"
              "A 1 B 3 lost 0 0 rounding 0\n"
              "required 3\n"
              "in B 3 remaining\n"
              "in A 1 remaining\n"
              "closed 2 0\n"},
    {.name = "SUC-6 who is guarded can go out of one place; SUC-5 just as many after an election",
     .rules = "av-successive",
     .set = "bulk-exclusion=off",
     .candidates = "ABCD",
     .places = 3,
     .bounds = "sex men 0-1 AD",
     .papers = "4 AB, 3 BA, 2 CB, 1 DA",
     .sheet = "guarded B by 1\n"
              "guarded C by 1\n"
              "#1 next-place part 1\n"
              "A 4 B 3 C 2 D 1 lost 0 0 rounding 0\n"
              "required 6\n"
              "#2 exclusion D\n"
              "out D 1 lowest\n"
              "D>A 1 x 1 = 1\n"
              "A 5 B 3 C 2 D 0x lost 0 0 rounding 0\n"
              "required 6\n"
              "#3 exclusion C\n"
              "out C 2 lowest\n"
              "C>B 2 x 1 = 2\n"
              "A 5 B 5 C 0x D 0x lost 0 0 rounding 0\n"
              "required 6\n"
              "tie elect AB preferences 1 A\n"
              "in A 5 most-votes\n"
              "doomed D by 1\n"
              "in B 5 remaining\n"
              "in C 2 remaining\n"
              "closed 3 0\n"},
    {.name = "SUC-6 who is doomed is left out of the places opened from then on",
     .rules = "av-successive",
     .candidates = "ABCDE",
     .places = 2,
     .bounds = "sex men 0-1 AB",
     .papers = "6 AB, 4 BC, 1 D",
     .sheet = "#1 next-place part 1\n"
              "A 6 B 4 C 0 D 1 E 0 lost 0 0 rounding 0\n"
              "required 6\n"
              "in A 6 majority\n"
              "doomed B by 1\n"
              "#2 next-place A part 2\n"
              "A 0* B 0x C 4 D 1 E 0 lost 6 6 rounding 0\n"
              "required 3\n"
              "in C 4 majority\n"
              "closed 2 0\n"},
};

static void test_crosses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof crosses / sizeof crosses[0]; i++) {
        check_election(&crosses[i], false);
    }
}

static void test_preferences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof preferences / sizeof preferences[0]; i++) {
        check_election(&preferences[i], false);
    }
}

/* ---- what is refused, and what fails
 * -------------------------------------------------------------- */

static void check_refused(const struct election *e, tlr_status expected, uint32_t code)
{
    tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
    struct booth booth;
    struct tlri_transcript *transcript = NULL;
    booth_open(&booth, e, ctx);
    assert_int_equal(booth_count(&booth, &transcript), expected);
    assert_null(transcript);
    assert_int_equal(tlr_ctx_diag(ctx, tlr_ctx_diag_count(ctx) - 1)->code, code);
    booth_close(&booth);
    tlr_ctx_free(ctx);
}

static void test_refusals(void **state)
{
    (void)state;
    /* [AV-11] one place only. */
    check_refused(
        &(struct election){.rules = "av", .candidates = "ABC", .places = 2, .papers = "1 A"},
        TLR_E_RULES, 4100);
    /* Seven equal preferences can be followed in 5,040 orders. */
    check_refused(&(struct election){.rules = "meek-prf",
                                     .set = "repeated-number=share",
                                     .candidates = "ABCDEFGH",
                                     .places = 2,
                                     .papers = "1 A=B=C=D=E=F=G"},
                  TLR_E_LIMIT, 4103);
}

/* What the first engine refuses in words is here a fault of whoever called. */
static void no_method(struct booth *booth)
{
    booth->settings.method = TLRI_METHOD_COUNT;
}

static void too_many_candidates(struct booth *booth)
{
    booth->contest.candidates = TLRI_CANDIDATES_MAX + 1;
}

static void too_many_groups(struct booth *booth)
{
    booth->contest.groups = TLRI_GROUPS_MAX + 1;
}

static void too_many_categories(struct booth *booth)
{
    booth->contest.categories = TLRI_CATEGORIES_MAX + 1;
}

static void one_candidate_more(struct booth *booth)
{
    booth->contest.candidates++;
}

/* [ELI-8] every second place belongs to places filled one after another. */
static void every_second(struct booth *booth)
{
    booth->settings.minimum_order = TLRI_MINIMUM_EVERY_SECOND;
}

/* A contest without an id is refused by no name, not by a pointer to nothing. */
static void every_second_in_no_contest(struct booth *booth)
{
    every_second(booth);
    booth->contest.id = NULL;
}

struct spoilt_row {
    const char *name;
    const char *rules;
    void (*spoil)(struct booth *booth);
    tlr_status expected;
};

static const struct spoilt_row spoilt_rows[] = {
    {"no method", "block", no_method, TLR_E_INTERNAL},
    {"251 candidates", "block", too_many_candidates, TLR_E_INTERNAL},
    {"65 groups", "block", too_many_groups, TLR_E_INTERNAL},
    {"9 categories", "block", too_many_categories, TLR_E_INTERNAL},
    {"papers of another election", "block", one_candidate_more, TLR_E_INTERNAL},
    {"every second place in rounds", "eliminating", every_second, TLR_E_RULES},
    {"every second place by quota", "scottish-2011", every_second, TLR_E_RULES},
    {"no id", "eliminating", every_second_in_no_contest, TLR_E_RULES},
    {"every second place by plurality", "block", every_second, TLR_OK},
    {"every second place in turn", "av-successive", every_second, TLR_OK},
};

static void test_what_does_not_fit_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof spoilt_rows / sizeof spoilt_rows[0]; i++) {
        const struct spoilt_row *row = &spoilt_rows[i];
        const struct election e = {
            .rules = row->rules, .candidates = "AB", .places = 1, .papers = "1 xA"};
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct booth booth;
        struct tlri_transcript *transcript = NULL;
        booth_open(&booth, &e, ctx);
        row->spoil(&booth);
        tlr_status status = booth_count(&booth, &transcript);
        if (status != row->expected || (status == TLR_OK) != (transcript != NULL)) {
            fail_msg("%s: %s", row->name, tlr_status_name(status));
        }
        tlri_transcript_free(transcript);
        booth_close(&booth);
        tlr_ctx_free(ctx);
    }
}

/* The n-th allocation fails, until none does. */
struct short_memory {
    size_t left;
};

static void *short_allocate(void *user, void *ptr, size_t old_size, size_t new_size)
{
    struct short_memory *memory = user;
    (void)old_size;
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    if (memory->left == 0) {
        return NULL;
    }
    memory->left--;
    return realloc(ptr, new_size);
}

static void test_memory(void **state)
{
    (void)state;
    static const struct election elections[] = {
        {.rules = "ers97",
         .candidates = "ABCDE",
         .places = 2,
         .bounds = "sex women 1-* DE",
         .papers = "20 AB, 8 AC, 12 BC, 11 C, 9 DC, 3 E"},
        {.rules = "meek-prf",
         .set = "repeated-number=share",
         .candidates = "ABC",
         .places = 1,
         .papers = "6 A=B, 4 BC, 2 C"},
        {.rules = "av", .candidates = "ABC", .places = 1, .papers = "3 AB, 2 BA, 2 CA"},
    };
    for (size_t i = 0; i < sizeof elections / sizeof elections[0]; i++) {
        tlr_status status = TLR_E_MEMORY;
        for (size_t n = 0; status == TLR_E_MEMORY; n++) {
            struct short_memory memory = {SIZE_MAX};
            tlr_ctx *ctx = tlr_ctx_new(short_allocate, &memory);
            struct booth booth;
            struct tlri_transcript *transcript = NULL;
            booth_open(&booth, &elections[i], ctx);
            memory.left = n;
            status = booth_count(&booth, &transcript);
            memory.left = SIZE_MAX;
            assert_true(status == TLR_OK || transcript == NULL);
            tlri_transcript_free(transcript);
            booth_close(&booth);
            tlr_ctx_free(ctx);
        }
        assert_int_equal(status, TLR_OK);
    }
}

/* [MEK-13] [GRE-10] Eight equal preferences can be followed in more orders than are followed. */
static void test_too_many_orders(void **state)
{
    (void)state;
    static const struct election two[] = {{.rules = "meek-prf",
                                           .set = "repeated-number=share",
                                           .candidates = "ABCDEFGH",
                                           .places = 1,
                                           .papers = "1 A, 1 A=B=C=D=E=F"},
                                          {.rules = "meek-prf",
                                           .set = "repeated-number=share",
                                           .candidates = "ABCDEFGH",
                                           .places = 1,
                                           .papers = "1 A, 1 A=B=C=D=E=F=G=H"}};
    for (size_t i = 0; i < 2; i++) {
        tlr_ctx *ctx = tlr_ctx_new(NULL, NULL);
        struct booth booth;
        struct tlri_transcript *transcript = NULL;
        booth_open(&booth, &two[i], ctx);
        assert_int_equal(booth_count(&booth, &transcript), i == 0 ? TLR_OK : TLR_E_LIMIT);
        if (i == 1) {
            assert_int_equal(tlr_ctx_diag(ctx, 0)->code, 4103);
            assert_non_null(strstr(tlr_ctx_diag(ctx, 0)->message, "paper 2 has equal"));
        }
        tlri_transcript_free(transcript);
        booth_close(&booth);
        tlr_ctx_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_too_many_orders), cmocka_unit_test(test_marks),
        cmocka_unit_test(test_group_ballot),    cmocka_unit_test(test_touched),
        cmocka_unit_test(test_crosses),         cmocka_unit_test(test_preferences),
        cmocka_unit_test(test_refusals),        cmocka_unit_test(test_what_does_not_fit_is_refused),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
