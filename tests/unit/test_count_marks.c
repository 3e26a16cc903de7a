/*
 * What a mark counts as: every clause of spec/rules/marks.md, on papers of numbers and of crosses.
 */
#include "test_count_case.h"

#define AV    "av"
#define BLOCK "block"

/* Only what is said of the papers matters here, so the counts are as small as they can be. */
static const struct election_case cases[] = {
    {.name = "MRK-1 a decision stands in place of the marks, and of a rejection in the hall",
     .rules = AV,
     .candidates = 2,
     .places = 1,
     .papers = {"A | B", "!torn | B", "B | !identifies-voter", "? A | B"},
     .expected =
         "rejected identifies-voter 1 [marks/MRK-1]\nnoted decided 3 [marks/MRK-1]\nvalid 3\n"
         "1 first-preferences: A 0 B 3 | 0 0 required 2\n  elected B majority 3\nclosed 1+0\n"},
    {.name = "MRK-2 and README: of two clauses for one reason the first of the list is cited",
     .rules = AV,
     .candidates = 2,
     .places = 1,
     .papers = {"!torn", "2: B | !torn", "A"},
     .expected =
         "rejected torn 3 [marks/MRK-2]\nvalid 1\n"
         "1 first-preferences: A 1 B 0 | 0 0 required 1\n  elected A majority 1\nclosed 1+0\n"},
    {.name = "MRK-3 a doubtful mark, also one left by a decision; MRK-4 blank",
     .rules = AV,
     .candidates = 2,
     .places = 1,
     .papers = {"? A", "A | ? B", "", "!blank", "A"},
     .expected =
         "rejected blank 2 [marks/MRK-4]\nrejected doubtful 2 [marks/MRK-3]\nvalid 1\n"
         "1 first-preferences: A 1 B 0 | 0 0 required 1\n  elected A majority 1\nclosed 1+0\n"},
    {.name = "MRK-5 a single cross is the figure 1; any other cross is uncertain",
     .rules = AV,
     .candidates = 3,
     .places = 1,
     .papers = {"x A", "x A B", "A B", "A x B"},
     .expected =
         "rejected uncertain 2 [marks/MRK-5]\nnoted single-cross 1 [marks/MRK-5]\nvalid 2\n"
         "1 first-preferences: A 2 B 0 C 0 | 0 0 required 2\n  elected A majority 2\nclosed 1+0\n"},
    {.name = "MRK-5 single-cross = invalid",
     .rules = AV,
     .set = {"single-cross", "invalid"},
     .candidates = 2,
     .places = 1,
     .papers = {"x A", "A"},
     .expected =
         "rejected wrong-mark 1 [marks/MRK-5]\nvalid 1\n"
         "1 first-preferences: A 1 B 0 | 0 0 required 1\n  elected A majority 1\nclosed 1+0\n"},
    {.name = "MRK-6 stop: a gap ends the paper; without 1 there is no first preference",
     .rules = AV,
     .candidates = 3,
     .places = 1,
     .papers = {"2: A - B", "- B A", "3: B", "4: C"},
     .expected =
         "rejected no-first-preference 1 [marks/MRK-9]\nnoted skipped-number 2 [marks/MRK-6]\n"
         "valid 9\n1 first-preferences: A 2 B 3 C 4 | 0 0 required 5\n"
         "2 exclusion A: out A lowest, A>- 2 at 1, A 0x B 3 C 4 | 2 0 required 4\n"
         "  elected C majority 4\nclosed 1+0\n"},
    {.name = "MRK-6 close-up, and invalid",
     .rules = AV,
     .set = {"skipped-number", "close-up"},
     .candidates = 2,
     .places = 1,
     .papers = {"- B", "B - A"},
     .expected =
         "noted skipped-number 2 [marks/MRK-6]\nvalid 2\n"
         "1 first-preferences: A 0 B 2 | 0 0 required 2\n  elected B majority 2\nclosed 1+0\n"},
    {.name = "MRK-6 skipped-number = invalid",
     .rules = AV,
     .set = {"skipped-number", "invalid"},
     .candidates = 2,
     .places = 1,
     .papers = {"- B", "B - A", "A"},
     .expected =
         "rejected skipped-number 2 [marks/MRK-6]\nvalid 1\n"
         "1 first-preferences: A 1 B 0 | 0 0 required 1\n  elected A majority 1\nclosed 1+0\n"},
    {.name = "MRK-6 skipped-allowed closes up as many; three or more are always too many",
     .rules = AV,
     .set = {"skipped-allowed", "2"},
     .candidates = 2,
     .places = 1,
     .papers = {"- - B", "- - - B", "A"},
     .expected =
         "rejected no-first-preference 1 [marks/MRK-9]\nnoted skipped-number 1 [marks/MRK-6]\n"
         "valid 2\n1 first-preferences: A 1 B 1 | 0 0 required 2\n"
         "  tie elect AB referred - (stage 1)\n  place 1 empty referred\nclosed 0+1\n"},
    {.name = "MRK-7 stop: a repetition ends the paper; of 1 it rejects it",
     .rules = AV,
     .candidates = 4,
     .places = 1,
     .papers = {"A=B C", "2: A B=C D", "5: D"},
     .expected = "rejected first-repeated 1 [marks/MRK-7]\nnoted repeated-number 2 [marks/MRK-7]\n"
                 "valid 7\n1 first-preferences: A 2 B 0 C 0 D 5 | 0 0 required 4\n"
                 "  elected D majority 5\nclosed 1+0\n"},
    {.name = "MRK-7 skip passes over the group; MRK-9 where nothing remains it rejects",
     .rules = AV,
     .set = {"repeated-number", "skip"},
     .candidates = 3,
     .places = 1,
     .papers = {"A=B C", "A=B"},
     .expected =
         "rejected no-first-preference 1 [marks/MRK-9]\nnoted repeated-number 1 [marks/MRK-7]\n"
         "valid 1\n1 first-preferences: A 0 B 0 C 1 | 0 0 required 1\n"
         "  elected C majority 1\nclosed 1+0\n"},
    {.name = "MRK-7 repeated-number = invalid",
     .rules = AV,
     .set = {"repeated-number", "invalid"},
     .candidates = 3,
     .places = 1,
     .papers = {"C A=B", "A"},
     .expected =
         "rejected repeated-number 1 [marks/MRK-7]\nvalid 1\n"
         "1 first-preferences: A 1 B 0 C 0 | 0 0 required 1\n  elected A majority 1\nclosed 1+0\n"},
    {.name = "MRK-8, MRK-9 a withdrawn candidate's part in a repetition counts, then it vanishes",
     .rules = AV,
     .candidates = 3,
     .places = 1,
     .withdrawn = "B",
     .papers = {"A=B C", "B C", "B", "2: A"},
     .expected =
         "rejected first-repeated 1 [marks/MRK-7]\nrejected only-withdrawn 1 [marks/MRK-9]\n"
         "valid 3\n1 first-preferences: A 2 C 1 | 0 0 required 2\n  elected A majority 2\nclosed "
         "1+0\n"},
    {.name = "MRK-8 a group is tested for its gap first",
     .rules = AV,
     .set = {"repeated-number", "invalid", "skipped-number", "invalid"},
     .candidates = 3,
     .places = 1,
     .papers = {"A - B=C", "C"},
     .expected =
         "rejected skipped-number 1 [marks/MRK-6]\nvalid 1\n"
         "1 first-preferences: A 0 B 0 C 1 | 0 0 required 1\n  elected C majority 1\nclosed 1+0\n"},
    {.name = "MRK-10 numbers as crosses; first-n reads as many as there are votes",
     .rules = BLOCK,
     .candidates = 3,
     .places = 2,
     .papers = {"x A B", "B C", "C"},
     .expected = "noted numbers-as-crosses 2 [marks/MRK-10]\nvalid 3\n"
                 "1 votes: A 1 B 2 C 2 | 0 0\n  elected B most-votes 2\n  elected C most-votes "
                 "2\nclosed 2+0\n"},
    {.name = "MRK-10 first-n: a group of equals that would pass n ends the reading; crosses first",
     .rules = BLOCK,
     .set = {"numbers-on-cross-paper", "first-n"},
     .candidates = 4,
     .places = 2,
     .papers = {"A B C", "A B=C", "D B x C", "2: x A D"},
     .expected = "valid 5\n1 votes: A 4 B 1 C 1 D 3 | 0 0\n  elected A most-votes 4\n"
                 "  elected D most-votes 3\nclosed 2+0\n"},
    {.name = "MRK-10 numbers-on-cross-paper = invalid",
     .rules = BLOCK,
     .set = {"numbers-on-cross-paper", "invalid"},
     .candidates = 2,
     .places = 1,
     .papers = {"A", "x B"},
     .expected = "rejected wrong-mark 1 [marks/MRK-10]\nvalid 1\n"
                 "1 votes: A 0 B 1 | 0 0\n  elected B most-votes 1\nclosed 1+0\n"},
    {.name = "MRK-11 too many marks reject the paper, or count",
     .rules = BLOCK,
     .candidates = 3,
     .places = 1,
     .papers = {"x A B", "x C"},
     .expected = "rejected too-many-marks 1 [marks/MRK-11]\nvalid 1\n"
                 "1 votes: A 0 B 0 C 1 | 0 0\n  elected C most-votes 1\nclosed 1+0\n"},
    {.name = "MRK-11 overvote = count; MRK-14 a mark for a withdrawn candidate gives no vote",
     .rules = BLOCK,
     .set = {"overvote", "count"},
     .candidates = 3,
     .places = 1,
     .withdrawn = "C",
     .papers = {"x A C", "x C", "x B", "x A"},
     .expected = "noted overvote 1 [marks/MRK-11]\nvalid 4\n"
                 "1 votes: A 2 B 1 | 0 0\n  elected A most-votes 2\nclosed 1+0\n"},
    {.name = "MRK-12 too few marks; with fewer candidates than places all of them are enough",
     .rules = BLOCK,
     .set = {"undervote", "invalid"},
     .candidates = 2,
     .places = 3,
     .papers = {"x A B", "x A"},
     .expected = "rejected too-few-marks 1 [marks/MRK-12]\nvalid 1\n"
                 "places empty 1 too-few-candidates\n1 votes: A 1 B 1 | 0 0\n"
                 "  elected A remaining 1\n  elected B remaining 1\n"
                 "  place 3 empty too-few-candidates\nclosed 2+1\n"},
    {.name = "MRK-13 a paper without the minimum of a group, bounds or not",
     .rules = BLOCK,
     .set = {"group-ballot", "invalid", "constraints", "ignore"},
     .candidates = 3,
     .places = 2,
     .group = {{"gender", "BC", 1, TLRI_NO_MAXIMUM}},
     .papers = {"x A", "2: x A B", "x C"},
     .expected = "rejected too-few-of-group 1 [marks/MRK-13]\nvalid 3\n"
                 "1 votes: A 2 B 2 C 1 | 0 0\n  elected A most-votes 2\n  elected B most-votes "
                 "2\nclosed 2+0\n"},
};

int main(void)
{
    return case_run_table("what a mark counts as", cases, sizeof cases / sizeof cases[0]);
}
