/*
 * Papers of crosses: block and limited vote (spec/rules/plurality.md), rounds (eliminating.md).
 */
#include "test_count_case.h"

#define NO_MAX  TLRI_NO_MAXIMUM
#define ELECT   TLRI_PURPOSE_ELECT
#define EXCLUDE TLRI_PURPOSE_EXCLUDE

static void ask_every_second(struct built_case *built)
{
    built->settings.minimum_order = TLRI_MINIMUM_EVERY_SECOND;
}

static const struct election_case cases[] = {
    {.name = "PLU-1, PLU-2, PLU-3 every mark a vote, the most votes first",
     .rules = "block",
     .candidates = 4,
     .places = 2,
     .papers = {"5: x A B", "3: x B C", "2: x D"},
     .expected = "valid 10\n1 votes: A 5 B 8 C 3 D 2 | 0 0\n  elected B most-votes 8\n"
                 "  elected A most-votes 5\nclosed 2+0\n"},
    {.name = "PLU-1 limited: fewer marks than places",
     .rules = "limited",
     .set = {"votes", "1"},
     .candidates = 3,
     .places = 2,
     .papers = {"x A B", "2: x A", "x C"},
     .expected = "rejected too-many-marks 1 [marks/MRK-11]\nvalid 3\n"
                 "1 votes: A 2 B 0 C 1 | 0 0\n  elected A most-votes 2\n"
                 "  elected C most-votes 1\nclosed 2+0\n"},
    {.name = "PLU-4 level candidates who all fit are elected in ballot order, TIE-1",
     .rules = "block",
     .candidates = 3,
     .places = 2,
     .papers = {"x B C", "x B C", "x A"},
     .expected = "valid 3\n1 votes: A 1 B 2 C 2 | 0 0\n  elected B most-votes 2\n"
                 "  elected C most-votes 2\nclosed 2+0\n"},
    {.name = "PLU-4 level ones who do not fit: a lot is needed, TIE-6",
     .rules = "block",
     .candidates = 3,
     .places = 1,
     .papers = {"x A", "x B", "x C"},
     .expected = "valid 3\n1 votes: A 1 B 1 C 1 | 0 0\n  tie elect ABC lot-needed - (stage 1)\n"
                 "lot needed\n"},
    {.name = "PLU-4 after a lot the tie is met again among the rest, TIE-7",
     .rules = "block",
     .candidates = 4,
     .places = 2,
     .lot = {{ELECT, "ABC", 'B'}, {ELECT, "AC", 'C'}},
     .papers = {"x A", "x B", "x C"},
     .expected = "valid 3\n1 votes: A 1 B 1 C 1 D 0 | 0 0\n  tie elect ABC lot B (stage 1)\n"
                 "  elected B most-votes 1\n  tie elect AC lot C (stage 1)\n"
                 "  elected C most-votes 1\nclosed 2+0\n"},
    {.name = "PLU-5 nobody without a vote is elected while there is a choice",
     .rules = "block",
     .candidates = 4,
     .places = 2,
     .papers = {"x A"},
     .expected = "valid 1\n1 votes: A 1 B 0 C 0 D 0 | 0 0\n  elected A most-votes 1\n"
                 "  place 2 empty no-votes\nclosed 1+1\n"},
    {.name = "PLU-5 as many as places: all, even without votes",
     .rules = "block",
     .candidates = 2,
     .places = 2,
     .papers = {"x A"},
     .expected = "valid 1\n1 votes: A 1 B 0 | 0 0\n  elected A remaining 1\n"
                 "  elected B remaining 0\nclosed 2+0\n"},
    {.name = "PLU-3, CON-8 a minimum skips whoever would make it unreachable",
     .rules = "block",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "CD", 1, NO_MAX}},
     .papers = {"5: x A", "4: x B", "2: x C", "x D"},
     .expected = "valid 12\n1 votes: A 5 B 4 C 2 D 1 | 0 0\n  elected A most-votes 5\n"
                 "  doomed B by 1\n  elected C most-votes 2\nclosed 2+0\n"},
    {.name =
         "CAC 2013, CLP section: two places, at least one woman (A and C); the first two meet it",
     .rules = "block",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "AC", 1, NO_MAX}},
     .papers = {"40000: x A B", "34972: x A C", "26589: x B D", "23246: x C D", "551: x B C"},
     .expected = "valid 125358\n1 votes: A 74972 B 67140 C 58769 D 49835 | 0 0\n"
                 "  elected A most-votes 74972\n  elected B most-votes 67140\nclosed 2+0\n"},
    {.name = "the same votes, had both places been for women: the second man would be passed over",
     .rules = "block",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "AC", 2, NO_MAX}},
     .papers = {"40000: x A B", "34972: x A C", "26589: x B D", "23246: x C D", "551: x B C"},
     .contains = {"guarded C by 1", "doomed B by 1", "elected A", "elected C"}},
    {.name = "PLU-5 a guarded candidate is elected without votes",
     .rules = "block",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "D", 1, NO_MAX}},
     .papers = {"x A B", "x B"},
     .expected = "valid 2\n  guarded D by 1\n1 votes: A 1 B 2 C 0 D 0 | 0 0\n"
                 "  elected B most-votes 2\n  doomed A by 1\n  doomed C by 1\n"
                 "  elected D remaining 0\nclosed 2+0\n"},
    {.name = "CON-4 leave-empty: a minimum that cannot be met costs a place",
     .rules = "block",
     .candidates = 3,
     .places = 3,
     .group = {{"gender", "C", 2, NO_MAX}},
     .lot = {{ELECT, "ABC", 'A'}},
     .papers = {"x A B C"},
     .expected = "valid 1\ninfeasible 1 can fill 2\nplaces empty 1 constraint\n"
                 "  guarded C by 1\n1 votes: A 1 B 1 C 1 | 0 0\n"
                 "  tie elect ABC lot A (stage 1)\n  elected A most-votes 1\n  doomed B by 1\n"
                 "  elected C remaining 1\n  place 3 empty constraint\nclosed 2+1\n"},
    {.name = "CON-4 refer: the place is referred",
     .rules = "block",
     .set = {"insufficient", "refer"},
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "D", 2, NO_MAX}},
     .papers = {"x A B", "x D"},
     .expected = "valid 2\ninfeasible 1 can fill 1\nplaces empty 1 referred\n  guarded D by 1\n"
                 "  doomed A by 1\n  doomed B by 1\n  doomed C by 1\n"
                 "1 votes: A 1 B 1 C 0 D 1 | 0 0\n  elected D remaining 1\n"
                 "  place 2 empty referred\nclosed 1+1\n"},
    {.name = "CON-4 refuse: nothing is counted",
     .rules = "block",
     .set = {"insufficient", "refuse"},
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "D", 2, NO_MAX}},
     .papers = {"x A B", "x D"},
     .expected = "valid 2\ninfeasible 1 can fill 1\nrefused\n"},
    {.name = "CON-4 no number of empty places helps: refused under every reading",
     .rules = "block",
     .candidates = 2,
     .places = 1,
     .group = {{"gender", "A", 2, NO_MAX}, {"gender", "B", 2, NO_MAX}},
     .papers = {"x A"},
     .expected = "valid 1\ninfeasible 2 can fill 0\nrefused\n"},
    {.name = "PLU-6 re-open nominations takes a place and leaves it empty",
     .rules = "block",
     .candidates = 3,
     .places = 2,
     .reopen = 'C',
     .papers = {"3: x C", "2: x A", "x B"},
     .expected = "valid 6\n1 votes: A 2 B 1 C 3 | 0 0\n  place 1 empty re-open-nominations C\n"
                 "  elected A most-votes 2\nclosed 1+1\n"},
    {.name = "PLU-6 reopen = all-after",
     .rules = "block",
     .set = {"reopen", "all-after"},
     .candidates = 3,
     .places = 2,
     .reopen = 'C',
     .papers = {"3: x C", "2: x A", "x B"},
     .expected = "valid 6\n1 votes: A 2 B 1 C 3 | 0 0\n  place 1 empty re-open-nominations C\n"
                 "  place 2 empty re-open-nominations\nclosed 0+2\n"},
    {.name = "PLU-7 every second place is the group's, or stays empty",
     .rules = "block",
     .set = {"minimum-order", "every-second"},
     .candidates = 6,
     .places = 5,
     .group = {{"gender", "E", 2, NO_MAX}},
     .papers = {"6: x A", "5: x B", "4: x C", "3: x D", "x E"},
     .expected = "valid 19\n1 votes: A 6 B 5 C 4 D 3 E 1 F 0 | 0 0\n  elected A most-votes 6\n"
                 "  elected E most-votes 1\n  elected B most-votes 5\n"
                 "  place 4 empty constraint\n  elected C most-votes 4\nclosed 4+1\n"},
    {.name = "PLU-7 a forced second needs no votes; others do",
     .rules = "block",
     .set = {"minimum-order", "every-second"},
     .candidates = 4,
     .places = 3,
     .group = {{"gender", "CD", 1, NO_MAX}},
     .lot = {{ELECT, "CD", 'D'}},
     .papers = {"2: x A"},
     .expected = "valid 2\n1 votes: A 2 B 0 C 0 D 0 | 0 0\n  elected A most-votes 2\n"
                 "  tie elect CD lot D (stage 1)\n  elected D most-votes 0\n"
                 "  place 3 empty no-votes\nclosed 2+1\n"},
    {.name = "PLU-7 the reading is off without a group that has a minimum",
     .rules = "block",
     .set = {"minimum-order", "every-second"},
     .candidates = 2,
     .places = 1,
     .group = {{"gender", "A", 0, NO_MAX}},
     .papers = {"x B"},
     .expected = "valid 1\n1 votes: A 0 B 1 | 0 0\n  elected B most-votes 1\nclosed 1+0\n"},
    {.name = "all withdrawn: no stage, every place empty",
     .rules = "block",
     .candidates = 2,
     .places = 2,
     .withdrawn = "AB",
     .papers = {"x A"},
     .expected = "valid 1\nplaces empty 2 too-few-candidates\n"
                 "  place 1 empty too-few-candidates\n  place 2 empty too-few-candidates\n"
                 "closed 0+2\n"},
    {.name = "more places than candidates",
     .rules = "block",
     .candidates = 1,
     .places = 3,
     .papers = {"x A"},
     .expected = "valid 1\nplaces empty 2 too-few-candidates\n1 votes: A 1 | 0 0\n"
                 "  elected A remaining 1\n  place 2 empty too-few-candidates\n"
                 "  place 3 empty too-few-candidates\nclosed 1+2\n"},
    /* ---- the eliminating ballot ---- */
    {.name = "ELI-2 more than half elects; ELI-4 the lowest go out together for the next round",
     .rules = "eliminating",
     .candidates = 5,
     .places = 2,
     .papers = {"6: x A B", "3: x C", "x D", "x E"},
     .expected = "valid 11\n1 round: A 6 B 6 C 3 D 1 E 1 | 0 0 required 6\n"
                 "  elected A majority 6\n  elected B majority 6\nclosed 2+0\n"},
    {.name = "ELI-2 level candidates who cannot all be elected: none is",
     .rules = "eliminating",
     .candidates = 3,
     .places = 1,
     .set = {"overvote", "count"},
     .papers = {"4: x A B", "x C"},
     .expected = "noted overvote 4 [marks/MRK-11]\nvalid 5\n"
                 "1 round: A 4 B 4 C 1 | 0 0 required 3\n"
                 "  tie elect AB none-elected - (stage 1) out C lowest,\nclosed 0+1\n"
                 "next round\n"},
    {.name = "ELI-3 as many as places",
     .rules = "eliminating",
     .candidates = 2,
     .places = 2,
     .papers = {"x A", "x B"},
     .expected = "valid 2\n1 round: A 1 B 1 | 0 0 required 2\n  elected A remaining 1\n"
                 "  elected B remaining 1\nclosed 2+0\n"},
    {.name = "ELI-4 a tie for going out",
     .rules = "eliminating",
     .candidates = 4,
     .places = 1,
     .lot = {{EXCLUDE, "CD", 'C'}},
     .papers = {"4: x A", "4: x B", "3: x C", "3: x D"},
     .expected = "valid 14\n1 round: A 4 B 4 C 3 D 3 | 0 0 required 8\n"
                 "  tie exclude CD lot C (stage 1) out C lowest,\nclosed 0+1\nnext round\n"},
    {.name = "ELI-4 off: the level lowest go out together when enough remain",
     .rules = "eliminating",
     .set = {"bulk-exclusion", "off"},
     .candidates = 4,
     .places = 1,
     .papers = {"4: x A", "4: x B", "3: x C", "3: x D"},
     .expected = "valid 14\n"
                 "1 round: A 4 B 4 C 3 D 3 | 0 0 required 8 out C together, out D together,\n"
                 "closed 0+1\nnext round\n"},
    {.name = "ELI-4 those left are just as many as the places: no next round",
     .rules = "eliminating",
     .candidates = 3,
     .places = 1,
     .papers = {"2: x A", "x B", "x C"},
     .set = {"bulk-exclusion", "off"},
     .expected = "valid 4\n"
                 "1 round: A 2 B 1 C 1 | 0 0 required 3 out B together, out C together,\n"
                 "  elected A remaining 2\nclosed 1+0\n"},
    {.name = "ELI-5 doomed candidates go out instead of the lowest",
     .rules = "eliminating",
     .candidates = 4,
     .places = 1,
     .group = {{"gender", "CD", 1, NO_MAX}},
     .papers = {"3: x A", "2: x B", "2: x C", "2: x D"},
     .expected = "valid 9\n  doomed A by 1\n  doomed B by 1\n"
                 "1 round: A 3 B 2 C 2 D 2 | 0 0 required 5 out B doomed, out A doomed,\n"
                 "closed 0+1\nnext round\n"},
    {.name = "ELI-7 no votes",
     .rules = "eliminating",
     .candidates = 2,
     .places = 1,
     .papers = {NULL},
     .expected = "valid 0\n1 round: A 0 B 0 | 0 0 required 1\n  place 1 empty no-votes\n"
                 "closed 0+1\n"},
    {.name = "ELI-8 every second place is for places filled one after another",
     .rules = "eliminating",
     .candidates = 2,
     .places = 1,
     .papers = {"x A"},
     .spoil = ask_every_second,
     .status = TLR_E_RULES,
     .code = 4011},
};

int main(void)
{
    return case_run_table("papers of crosses", cases, sizeof cases / sizeof cases[0]);
}
