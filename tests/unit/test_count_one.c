/*
 * One place by preferences (spec/rules/av.md), and several one after another (av-successive.md).
 */
#include "test_count_case.h"

#define NO_MAX  TLRI_NO_MAXIMUM
#define ELECT   TLRI_PURPOSE_ELECT
#define EXCLUDE TLRI_PURPOSE_EXCLUDE

static void ask_two_places(struct built_case *built)
{
    built->contest.places = 2;
}

static void ask_every_second(struct built_case *built)
{
    built->settings.minimum_order = TLRI_MINIMUM_EVERY_SECOND;
}

static const struct election_case cases[] = {
    {.name = "AV-1, AV-2 a majority of first preferences",
     .rules = "av",
     .candidates = 3,
     .places = 1,
     .papers = {"5: A", "3: B", "C"},
     .expected = "valid 9\n1 first-preferences: A 5 B 3 C 1 | 0 0 required 5\n"
                 "  elected A majority 5\nclosed 1+0\n"},
    {.name = "AV-5, AV-6 the lowest together when they cannot catch the next",
     .rules = "av",
     .candidates = 4,
     .places = 1,
     .papers = {"5: A", "6: B", "2: C A", "D A"},
     .expected = "valid 14\n1 first-preferences: A 5 B 6 C 2 D 1 | 0 0 required 8\n"
                 "2 exclusion CD: out D together, out C together, C>A 2 at 1, D>A 1 at 1, A 8 B 6 "
                 "C 0x D 0x | 0 0 required 8\n"
                 "  elected A majority 8\nclosed 1+0\n"},
    {.name = "AV-6 less and not-greater differ at equality",
     .rules = "av",
     .candidates = 4,
     .places = 1,
     .papers = {"5: A", "6: B", "3: C A", "2: D A"},
     .expected = "valid 16\n1 first-preferences: A 5 B 6 C 3 D 2 | 0 0 required 9\n"
                 "2 exclusion D: out D lowest, D>A 2 at 1, A 7 B 6 C 3 D 0x | 0 0 required 9\n"
                 "3 exclusion C: out C lowest, C>A 3 at 1, A 10 B 6 C 0x D 0x | 0 0 required 9\n"
                 "  elected A majority 10\nclosed 1+0\n"},
    {.name = "AV-6 not-greater takes both",
     .rules = "av",
     .set = {"bulk-exclusion", "not-greater"},
     .candidates = 4,
     .places = 1,
     .papers = {"5: A", "6: B", "3: C A", "2: D A"},
     .expected = "valid 16\n1 first-preferences: A 5 B 6 C 3 D 2 | 0 0 required 9\n"
                 "2 exclusion CD: out D together, out C together, C>A 3 at 1, D>A 2 at 1, A 10 B "
                 "6 C 0x D 0x | 0 0 required 9\n"
                 "  elected A majority 10\nclosed 1+0\n"},
    {.name = "AV-6 two-left keeps two",
     .rules = "av",
     .set = {"stop", "two-left"},
     .candidates = 3,
     .places = 1,
     .papers = {"8: A", "3: B", "2: C B"},
     .expected = "valid 13\n1 first-preferences: A 8 B 3 C 2 | 0 0 required 7\n"
                 "2 exclusion C: out C lowest, C>B 2 at 1, A 8 B 5 C 0x | 0 0 required 7\n"
                 "  elected A majority 8\nclosed 1+0\n"},
    {.name = "AV-2 majority of the valid papers, AV-4 then the one ahead",
     .rules = "av",
     .set = {"majority-base", "first", "bulk-exclusion", "off"},
     .candidates = 4,
     .places = 1,
     .papers = {"4: A", "3: B", "2: C", "2: D"},
     .lot = {{EXCLUDE, "CD", 'D'}},
     .expected = "valid 11\n1 first-preferences: A 4 B 3 C 2 D 2 | 0 0 required 6\n"
                 "  tie exclude CD lot D (stage 2)\n"
                 "2 exclusion D: out D lowest, D>- 2 at 1, A 4 B 3 C 2 D 0x | 2 0 required 6\n"
                 "3 exclusion C: out C lowest, C>- 2 at 1, A 4 B 3 C 0x D 0x | 4 0 required 6\n"
                 "  elected A most-votes 4\nclosed 1+0\n"},
    {.name = "AV-7 a tie for the lowest: fewer higher preferences go out, TIE-5",
     .rules = "av",
     .candidates = 4,
     .places = 1,
     .papers = {"5: A", "4: B", "3: C", "2: D", "D C"},
     .expected = "valid 15\n1 first-preferences: A 5 B 4 C 3 D 3 | 0 0 required 8\n"
                 "  tie exclude CD preferences 2 D (stage 2)\n"
                 "2 exclusion D: out D lowest, D>C 1 at 1, D>- 2 at 1, A 5 B 4 C 4 D 0x | 2 0 "
                 "required 7\n"
                 "  tie exclude BC preferences 1 C (stage 3)\n"
                 "3 exclusion C: out C lowest, C>- 4 at 1, A 5 B 4 C 0x D 0x | 6 0 required 5\n"
                 "  elected A majority 5\nclosed 1+0\n"},
    {.name = "AV-7 a final tie by higher preferences",
     .rules = "av",
     .candidates = 3,
     .places = 1,
     .papers = {"4: A", "3: B", "C A", "2: C B"},
     .expected = "valid 10\n1 first-preferences: A 4 B 3 C 3 | 0 0 required 6\n"
                 "  tie exclude BC preferences 2 C (stage 2)\n"
                 "2 exclusion C: out C lowest, C>A 1 at 1, C>B 2 at 1, A 5 B 5 C 0x | 0 0 "
                 "required 6\n"
                 "  tie elect AB preferences 1 A (stage 2)\n  elected A most-votes 5\n"
                 "closed 1+0\n"},
    {.name = "AV-7 a final tie that nothing settles is referred",
     .rules = "av",
     .candidates = 2,
     .places = 1,
     .papers = {"A", "B"},
     .expected = "valid 2\n1 first-preferences: A 1 B 1 | 0 0 required 2\n"
                 "  tie elect AB referred - (stage 1)\n  place 1 empty referred\nclosed 0+1\n"},
    {.name = "AV-7 tie-final = lot, TIE-8",
     .rules = "av",
     .set = {"tie-final", "lot"},
     .candidates = 2,
     .places = 1,
     .papers = {"A", "B"},
     .lot = {{ELECT, "AB", 'B'}},
     .expected = "valid 2\n1 first-preferences: A 1 B 1 | 0 0 required 2\n"
                 "  tie elect AB lot B (stage 1)\n  elected B most-votes 1\nclosed 1+0\n"},
    {.name = "AV-8 nobody's papers are live any more",
     .rules = "av",
     .candidates = 4,
     .places = 1,
     .papers = {"3: A", "3: B", "2: C", "2: D"},
     .set = {"bulk-exclusion", "off"},
     .lot = {{EXCLUDE, "CD", 'C'}, {EXCLUDE, "AB", 'A'}},
     .expected = "valid 10\n1 first-preferences: A 3 B 3 C 2 D 2 | 0 0 required 6\n"
                 "  tie exclude CD lot C (stage 2)\n"
                 "2 exclusion C: out C lowest, C>- 2 at 1, A 3 B 3 C 0x D 2 | 2 0 required 5\n"
                 "3 exclusion D: out D lowest, D>- 2 at 1, A 3 B 3 C 0x D 0x | 4 0 required 4\n"
                 "  tie elect AB referred - (stage 3)\n  place 1 empty referred\nclosed 0+1\n"},
    {.name = "AV-9, CON-7 a doomed candidate with a majority is not elected",
     .rules = "av",
     .candidates = 3,
     .places = 1,
     .group = {{"gender", "BC", 1, NO_MAX}},
     .papers = {"6: A B", "2: B", "C"},
     .expected = "valid 9\n  doomed A by 1\n1 first-preferences: A 6 B 2 C 1 | 0 0 required 5\n"
                 "2 exclusion A: out A doomed, A>B 6 at 1, A 0x B 8 C 1 | 0 0 required 5\n"
                 "  elected B majority 8\nclosed 1+0\n"},
    {.name = "AV-9, CON-12 a guarded candidate is elected when only it can be",
     .rules = "av",
     .candidates = 3,
     .places = 1,
     .group = {{"gender", "C", 1, NO_MAX}},
     .papers = {"6: A B", "2: B", "C"},
     .expected = "valid 9\n  guarded C by 1\n  doomed A by 1\n  doomed B by 1\n"
                 "1 first-preferences: A 6 B 2 C 1 | 0 0 required 5\n  elected C remaining 1\n"
                 "closed 1+0\n"},
    {.name = "AV-10 re-open nominations wins",
     .rules = "av",
     .candidates = 3,
     .places = 1,
     .reopen = 'C',
     .papers = {"2: A C", "B C", "4: C"},
     .expected = "valid 7\n1 first-preferences: A 2 B 1 C 4 | 0 0 required 4\n"
                 "  place 1 empty re-open-nominations C\nclosed 0+1\n"},
    {.name = "AV-11 several places are refused",
     .rules = "av",
     .candidates = 3,
     .places = 1,
     .papers = {"A"},
     .spoil = ask_two_places,
     .status = TLR_E_RULES,
     .code = 4002},
    {.name = "AV-12 no papers",
     .rules = "av",
     .candidates = 2,
     .places = 1,
     .papers = {NULL},
     .expected = "valid 0\n1 first-preferences: A 0 B 0 | 0 0 required 1\n"
                 "  place 1 empty no-votes\nclosed 0+1\n"},
    {.name = "AV-4 one candidate",
     .rules = "av",
     .candidates = 1,
     .places = 1,
     .papers = {NULL},
     .expected = "valid 0\n1 first-preferences: A 0 | 0 0 required 1\n  elected A remaining 0\n"
                 "closed 1+0\n"},
    /* ---- successive places ---- */
    {.name = "SUC-1, SUC-2 everybody excluded is back, the elected are passed over",
     .rules = "av-successive",
     .candidates = 4,
     .places = 2,
     .papers = {"5: A C", "4: B", "3: C B", "D B"},
     .expected = "valid 13\n1 next-place part 1: A 5 B 4 C 3 D 1 | 0 0 required 7\n"
                 "2 exclusion D: out D lowest, D>B 1 at 1, A 5 B 5 C 3 D 0x | 0 0 required 7\n"
                 "3 exclusion C: out C lowest, C>B 3 at 1, A 5 B 8 C 0x D 0x | 0 0 required 7\n"
                 "  elected B majority 8\n"
                 "4 next-place B part 2: A 5 B 0* C 3 D 1 | 4 0 required 5\n"
                 "  elected A majority 5\nclosed 2+0\n"},
    {.name = "SUC-3 the base of a place are the papers live when it opens",
     .rules = "av-successive",
     .set = {"majority-base", "first"},
     .candidates = 3,
     .places = 2,
     .papers = {"5: A", "2: B", "C"},
     .expected = "valid 8\n1 next-place part 1: A 5 B 2 C 1 | 0 0 required 5\n"
                 "  elected A majority 5\n2 next-place A part 2: A 0* B 2 C 1 | 5 0 required 2\n"
                 "  elected B majority 2\nclosed 2+0\n"},
    {.name = "SUC-4 ties do not look behind the opening of the place",
     .rules = "av-successive",
     .set = {"tie-lookback", "backwards", "bulk-exclusion", "off"},
     .candidates = 4,
     .places = 2,
     .papers = {"9: A", "A D", "5: B", "3: C", "2: D"},
     .lot = {{EXCLUDE, "CD", 'C'}},
     .expected = "valid 20\n1 next-place part 1: A 10 B 5 C 3 D 2 | 0 0 required 11\n"
                 "2 exclusion D: out D lowest, D>- 2 at 1, A 10 B 5 C 3 D 0x | 2 0 required 10\n"
                 "  elected A majority 10\n"
                 "3 next-place A part 2: A 0* B 5 C 3 D 3 | 9 0 required 6\n"
                 "  tie exclude CD lot C (stage 4)\n"
                 "4 exclusion C: out C lowest, C>- 3 at 1, A 0* B 5 C 0x D 3 | 12 0 required 5\n"
                 "  elected B majority 5\nclosed 2+0\n"},
    {.name = "SUC-5 just as many as places at the very start",
     .rules = "av-successive",
     .candidates = 2,
     .places = 2,
     .papers = {"B", "2: A"},
     .expected = "valid 3\n1 next-place part 1: A 2 B 1 | 0 0 required 2\n"
                 "  elected A remaining 2\n  elected B remaining 1\nclosed 2+0\n"},
    {.name = "SUC-5 the rest: who stayed to the end first, then by the vote when going out",
     .rules = "av-successive",
     .candidates = 5,
     .places = 3,
     .group = {{"gender", "ABC", 0, 1}},
     .papers = {"6: A", "4: B", "2: D A", "E A"},
     .set = {"bulk-exclusion", "off"},
     .expected = "valid 13\n  guarded D by 1\n  guarded E by 1\n"
                 "1 next-place part 1: A 6 B 4 C 0 D 2 E 1 | 0 0 required 7\n"
                 "2 exclusion C: out C lowest, A 6 B 4 C 0x D 2 E 1 | 0 0 required 7\n"
                 "3 exclusion E: out E lowest, E>A 1 at 1, A 7 B 4 C 0x D 2 E 0x | 0 0 required "
                 "7\n"
                 "  elected A majority 7\n  doomed B by 1\n  doomed C by 1\n"
                 "  elected D remaining 2\n  elected E remaining 1\nclosed 3+0\n"},
    {.name = "SUC-6 a doomed candidate is left out of the places that follow",
     .rules = "av-successive",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "AB", 0, 1}},
     .papers = {"6: A B", "4: B A", "3: C", "2: D"},
     .expected = "valid 15\n1 next-place part 1: A 6 B 4 C 3 D 2 | 0 0 required 8\n"
                 "2 exclusion D: out D lowest, D>- 2 at 1, A 6 B 4 C 3 D 0x | 2 0 required 7\n"
                 "3 exclusion C: out C lowest, C>- 3 at 1, A 6 B 4 C 0x D 0x | 5 0 required 6\n"
                 "  elected A majority 6\n  doomed B by 1\n"
                 "4 next-place A part 2: A 0* B 0x C 3 D 2 | 10 0 required 3\n"
                 "  elected C majority 3\nclosed 2+0\n"},
    {.name = "SUC-7 re-open nominations takes a place; reopen = all-after ends the count",
     .rules = "av-successive",
     .set = {"reopen", "all-after"},
     .candidates = 3,
     .places = 2,
     .reopen = 'C',
     .papers = {"4: C", "2: A", "B"},
     .expected = "valid 7\n1 next-place part 1: A 2 B 1 C 4 | 0 0 required 4\n"
                 "  place 1 empty re-open-nominations C\n  place 2 empty re-open-nominations\n"
                 "closed 0+2\n"},
    {.name = "SUC-7 reopen = this-place: it is passed over like the elected",
     .rules = "av-successive",
     .candidates = 4,
     .places = 2,
     .reopen = 'C',
     .papers = {"4: C A", "2: A", "B", "2: D"},
     .expected = "valid 9\n1 next-place part 1: A 2 B 1 C 4 D 2 | 0 0 required 5\n"
                 "2 exclusion B: out B lowest, B>- 1 at 1, A 2 B 0x C 4 D 2 | 1 0 required 5\n"
                 "  tie exclude AD preferences 2 D (stage 3)\n"
                 "3 exclusion D: out D lowest, D>- 2 at 1, A 2 B 0x C 4 D 0x | 3 0 required 4\n"
                 "  place 1 empty re-open-nominations C\n"
                 "4 next-place C part 2: A 6 B 1 C 0* D 2 | 0 0 required 5\n"
                 "  elected A majority 6\nclosed 1+1\n"},
    {.name = "AV-12 a later place without a live paper",
     .rules = "av-successive",
     .candidates = 4,
     .places = 2,
     .papers = {"3: A"},
     .expected = "valid 3\n1 next-place part 1: A 3 B 0 C 0 D 0 | 0 0 required 2\n"
                 "  elected A majority 3\n"
                 "2 next-place A part 2: A 0* B 0 C 0 D 0 | 3 0 required 1\n"
                 "  place 2 empty no-votes\nclosed 1+1\n"},
    {.name = "AV-12 no papers at all",
     .rules = "av-successive",
     .candidates = 4,
     .places = 2,
     .papers = {NULL},
     .expected = "valid 0\n1 next-place part 1: A 0 B 0 C 0 D 0 | 0 0 required 1\n"
                 "  place 1 empty no-votes\n  place 2 empty no-votes\nclosed 0+2\n"},
    {.name = "SUC-8 the second place of a pair is the group's, the third is anybody's",
     .rules = "av-successive",
     .set = {"minimum-order", "every-second"},
     .candidates = 4,
     .places = 3,
     .group = {{"gender", "CD", 1, NO_MAX}},
     .papers = {"6: A B C", "4: B A D", "3: D"},
     .expected = "valid 13\n1 next-place part 1: A 6 B 4 C 0 D 3 | 0 0 required 7\n"
                 "2 exclusion CD: out C together, out D together, D>- 3 at 1, A 6 B 4 C 0x D 0x "
                 "| 3 0 required 6\n  elected A majority 6\n"
                 "3 next-place A part 2: A 0* B 0x C 6 D 7 | 0 0 required 7\n"
                 "  elected D majority 7\n"
                 "4 next-place AD part 3: A 0* B 10 C 0 D 0* | 3 0 required 6\n"
                 "  elected B majority 10\nclosed 3+0\n"},
    {.name = "SUC-8 with nobody of the group left the place stays empty, and the next is opened",
     .rules = "av-successive",
     .set = {"minimum-order", "every-second"},
     .candidates = 5,
     .places = 5,
     .group = {{"gender", "C", 1, NO_MAX}},
     .papers = {"6: A B C", "4: B A D", "E"},
     .expected = "valid 11\n1 next-place part 1: A 6 B 4 C 0 D 0 E 1 | 0 0 required 6\n"
                 "  elected A majority 6\n"
                 "2 next-place A part 2: A 0* B 0x C 6 D 0x E 0x | 5 0 required 4\n"
                 "  elected C majority 6\n"
                 "3 next-place AC part 3: A 0* B 10 C 0* D 0 E 1 | 0 0 required 6\n"
                 "  elected B majority 10\n  place 4 empty constraint\n"
                 "4 next-place ABC part 5: A 0* B 0* C 0* D 4 E 1 | 6 0 required 3\n"
                 "  elected D majority 4\nclosed 4+1\n"},
    {.name = "SUC-8 a forced place needs no votes, the next does",
     .rules = "av-successive",
     .set = {"minimum-order", "every-second", "tie-final", "lot"},
     .candidates = 4,
     .places = 3,
     .group = {{"gender", "CD", 1, NO_MAX}},
     .lot = {{ELECT, "CD", 'D'}},
     .papers = {"2: A"},
     .expected = "valid 2\n1 next-place part 1: A 2 B 0 C 0 D 0 | 0 0 required 2\n"
                 "  elected A majority 2\n"
                 "2 next-place A part 2: A 0* B 0x C 0 D 0 | 2 0 required 1\n"
                 "  tie elect CD lot D (stage 2)\n  elected D most-votes 0\n"
                 "3 next-place AD part 3: A 0* B 0 C 0 D 0* | 2 0 required 1\n"
                 "  place 3 empty no-votes\nclosed 2+1\n"},
    {.name = "SUC-8 a member in the first place leaves the second open",
     .rules = "av-successive",
     .set = {"minimum-order", "every-second"},
     .candidates = 3,
     .places = 2,
     .group = {{"gender", "AC", 1, NO_MAX}},
     .papers = {"6: A B", "4: B", "1: C"},
     .expected = "valid 11\n1 next-place part 1: A 6 B 4 C 1 | 0 0 required 6\n"
                 "  elected A majority 6\n"
                 "2 next-place A part 2: A 0* B 10 C 1 | 0 0 required 6\n"
                 "  elected B majority 10\nclosed 2+0\n"},
    {.name = "ELI-8 every second place is for places filled one after another",
     .rules = "scottish-2011",
     .candidates = 2,
     .places = 2,
     .papers = {"A"},
     .spoil = ask_every_second,
     .status = TLR_E_RULES,
     .code = 4011},
};

int main(void)
{
    return case_run_table("one place, and one after another", cases,
                          sizeof cases / sizeof cases[0]);
}
