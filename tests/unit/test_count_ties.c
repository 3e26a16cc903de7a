/*
 * Ties: looking back in both directions, three or more tied, higher preferences, last resorts
 * (spec/rules/ties.md).
 */
#include "test_count_case.h"

#define ELECT   TLRI_PURPOSE_ELECT
#define EXCLUDE TLRI_PURPOSE_EXCLUDE

/* Names somebody who is not tied. */
static void name_another(struct built_case *built)
{
    built->lot[0].selected = 0;
}

static void forget_one(struct built_case *built)
{
    built->contest.tie_order_size = 2;
}

static void name_one_twice(struct built_case *built)
{
    built->order[1] = built->order[0];
}

static const struct election_case cases[] = {
    {.name = "TIE-2 forwards: the earliest stage where they differ",
     .rules = "av",
     .set = {"tie-lookback", "forwards", "bulk-exclusion", "off"},
     .candidates = 4,
     .places = 1,
     .papers = {"7: A", "4: B", "3: C", "D C"},
     .expected = "valid 15\n1 first-preferences: A 7 B 4 C 3 D 1 | 0 0 required 8\n"
                 "2 exclusion D: out D lowest, D>C 1 at 1, A 7 B 4 C 4 D 0x | 0 0 required 8\n"
                 "  tie exclude BC earlier-stage 1 C (stage 3)\n"
                 "3 exclusion C: out C lowest, C>- 4 at 1, A 7 B 4 C 0x D 0x | 4 0 required 6\n"
                 "  elected A majority 7\nclosed 1+0\n"},
    {.name = "TIE-3 narrow backwards: the latest stage where somebody is behind",
     .rules = "av",
     .set = {"tie-lookback", "backwards", "bulk-exclusion", "off"},
     .candidates = 6,
     .places = 1,
     .papers = {"12: A", "5: B", "4: C", "4: D", "E C", "2: F", "F D"},
     .lot = {{EXCLUDE, "CD", 'C'}},
     .expected = "valid 29\n1 first-preferences: A 12 B 5 C 4 D 4 E 1 F 3 | 0 0 required 15\n"
                 "2 exclusion E: out E lowest, E>C 1 at 1, A 12 B 5 C 5 D 4 E 0x F 3 | 0 0 "
                 "required 15\n"
                 "3 exclusion F: out F lowest, F>D 1 at 1, F>- 2 at 1, A 12 B 5 C 5 D 5 E 0x F 0x "
                 "| 2 0 required 14\n"
                 "  tie exclude BCD earlier-stage 2 D (stage 4)\n"
                 "4 exclusion D: out D lowest, D>- 5 at 1, A 12 B 5 C 5 D 0x E 0x F 0x | 7 0 "
                 "required 12\n"
                 "  elected A majority 12\nclosed 1+0\n"},
    {.name = "TIE-3 narrow forwards leaves C and D tied, TIE-4; then a lot, TIE-6",
     .rules = "av",
     .set = {"tie-lookback", "forwards", "bulk-exclusion", "off"},
     .candidates = 5,
     .places = 1,
     .papers = {"12: A", "5: B", "4: C", "4: D", "E C", "E D"},
     .lot = {{EXCLUDE, "CD", 'C'}, {EXCLUDE, "BCD", 'C'}},
     .expected = "valid 27\n1 first-preferences: A 12 B 5 C 4 D 4 E 2 | 0 0 required 14\n"
                 "2 exclusion E: out E lowest, E>C 1 at 1, E>D 1 at 1, A 12 B 5 C 5 D 5 E 0x | 0 "
                 "0 required 14\n"
                 "  tie exclude BCD earlier-stage 1 - (stage 3)\n"
                 "  tie exclude CD lot C (stage 3)\n"
                 "3 exclusion C: out C lowest, C>- 5 at 1, A 12 B 5 C 0x D 5 E 0x | 5 0 required "
                 "12\n"
                 "  elected A majority 12\nclosed 1+0\n"},
    {.name = "TIE-3 single: one stage with exactly one of all the tied at the extreme",
     .rules = "av",
     .set = {"tie-lookback", "forwards", "tie-three", "single", "bulk-exclusion", "off"},
     .candidates = 6,
     .places = 1,
     .papers = {"12: A", "5: B", "4: C", "4: D", "E C", "F D", "F"},
     .lot = {{EXCLUDE, "BCD", 'B'}},
     .expected = "valid 28\n1 first-preferences: A 12 B 5 C 4 D 4 E 1 F 2 | 0 0 required 15\n"
                 "2 exclusion E: out E lowest, E>C 1 at 1, A 12 B 5 C 5 D 4 E 0x F 2 | 0 0 "
                 "required 15\n"
                 "3 exclusion F: out F lowest, F>D 1 at 1, F>- 1 at 1, A 12 B 5 C 5 D 5 E 0x F 0x "
                 "| 1 0 required 14\n"
                 "  tie exclude BCD earlier-stage 2 D (stage 4)\n"
                 "4 exclusion D: out D lowest, D>- 5 at 1, A 12 B 5 C 5 D 0x E 0x F 0x | 6 0 "
                 "required 12\n"
                 "  elected A majority 12\nclosed 1+0\n"},
    {.name = "TIE-3 all-differ: no stage where all differ, so a lot among all",
     .rules = "av",
     .set = {"tie-lookback", "forwards", "tie-three", "all-differ", "bulk-exclusion", "off"},
     .candidates = 6,
     .places = 1,
     .papers = {"12: A", "5: B", "4: C", "4: D", "E C", "F D", "F"},
     .lot = {{EXCLUDE, "BCD", 'B'}},
     .expected = "valid 28\n1 first-preferences: A 12 B 5 C 4 D 4 E 1 F 2 | 0 0 required 15\n"
                 "2 exclusion E: out E lowest, E>C 1 at 1, A 12 B 5 C 5 D 4 E 0x F 2 | 0 0 "
                 "required 15\n"
                 "3 exclusion F: out F lowest, F>D 1 at 1, F>- 1 at 1, A 12 B 5 C 5 D 5 E 0x F 0x "
                 "| 1 0 required 14\n"
                 "  tie exclude BCD lot B (stage 4)\n"
                 "4 exclusion B: out B lowest, B>- 5 at 1, A 12 B 0x C 5 D 5 E 0x F 0x | 6 0 "
                 "required 12\n"
                 "  elected A majority 12\nclosed 1+0\n"},
    {.name = "TIE-5 higher preferences: one settles nothing, the next does",
     .rules = "av",
     .set = {"bulk-exclusion", "off"},
     .candidates = 4,
     .places = 1,
     .papers = {"5: A", "5: B D", "3: C", "2: D", "D C"},
     .expected = "valid 16\n1 first-preferences: A 5 B 5 C 3 D 3 | 0 0 required 9\n"
                 "  tie exclude CD preferences 2 C (stage 2)\n"
                 "2 exclusion C: out C lowest, C>- 3 at 1, A 5 B 5 C 0x D 3 | 3 0 required 7\n"
                 "3 exclusion D: out D lowest, D>- 3 at 1, A 5 B 5 C 0x D 0x | 6 0 required 6\n"
                 "  tie elect AB referred - (stage 3)\n  place 1 empty referred\nclosed 0+1\n"},
    {.name = "TIE-6 order: ballot order when none is given",
     .rules = "av",
     .set = {"tie-lookback", "none", "tie-exclusion", "order", "bulk-exclusion", "off"},
     .candidates = 3,
     .places = 1,
     .papers = {"3: A", "2: B A", "2: C"},
     .expected = "valid 7\n1 first-preferences: A 3 B 2 C 2 | 0 0 required 4\n"
                 "  tie exclude BC predetermined-order B (stage 2)\n"
                 "2 exclusion B: out B lowest, B>A 2 at 1, A 5 B 0x C 2 | 0 0 required 4\n"
                 "  elected A majority 5\nclosed 1+0\n"},
    {.name = "TIE-6 first-stage: behind at the first stage",
     .rules = "av",
     .set = {"tie-lookback", "none", "tie-exclusion", "first-stage", "bulk-exclusion", "off"},
     .candidates = 4,
     .places = 1,
     .papers = {"5: A", "4: B", "3: C", "D C"},
     .expected = "valid 13\n1 first-preferences: A 5 B 4 C 3 D 1 | 0 0 required 7\n"
                 "2 exclusion D: out D lowest, D>C 1 at 1, A 5 B 4 C 4 D 0x | 0 0 required 7\n"
                 "  tie exclude BC earlier-stage 1 C (stage 3)\n"
                 "3 exclusion C: out C lowest, C>- 4 at 1, A 5 B 4 C 0x D 0x | 4 0 required 5\n"
                 "  elected A majority 5\nclosed 1+0\n"},
    {.name = "TIE-6 first-stage: level there too, so a lot",
     .rules = "av",
     .set = {"tie-lookback", "none", "tie-exclusion", "first-stage", "bulk-exclusion", "off"},
     .candidates = 3,
     .places = 1,
     .papers = {"5: A", "3: B", "3: C"},
     .lot = {{EXCLUDE, "BC", 'C'}},
     .expected = "valid 11\n1 first-preferences: A 5 B 3 C 3 | 0 0 required 6\n"
                 "  tie exclude BC lot C (stage 2)\n"
                 "2 exclusion C: out C lowest, C>- 3 at 1, A 5 B 3 C 0x | 3 0 required 5\n"
                 "  elected A majority 5\nclosed 1+0\n"},
    {.name = "TIE-6 re-run: no further stage, the place is empty",
     .rules = "av",
     .set = {"tie-lookback", "none", "tie-exclusion", "re-run", "bulk-exclusion", "off"},
     .candidates = 3,
     .places = 1,
     .papers = {"4: A", "3: B", "3: C"},
     .expected = "valid 10\n1 first-preferences: A 4 B 3 C 3 | 0 0 required 6\n"
                 "  tie exclude BC re-run - (stage 2)\n  place 1 empty re-run\nclosed 0+1\n"},
    {.name = "TIE-6 refer with several places: those filled stay filled",
     .rules = "scottish-2011",
     .set = {"tie-exclusion", "refer"},
     .candidates = 4,
     .places = 2,
     .papers = {"6: A", "3: B", "2: C", "2: D"},
     .expected = "valid 13\n"
                 "1 first-preferences: quota set 5.00000; A 6.00000 B 3.00000 C 2.00000 D 2.00000 "
                 "| 0.00000 0.00000\n"
                 "  elected A quota 6.00000\n"
                 "2 surplus A 1.00000: A>- 6 at 0.16666, A 5.00000* B 3.00000 C 2.00000 D 2.00000 "
                 "| 0.99996 0.00004\n"
                 "  tie exclude CD referred - (stage 3)\n  place 2 empty referred\nclosed 1+1\n"},
    {.name = "TIE-6 a lot for another purpose does not answer",
     .rules = "block",
     .candidates = 2,
     .places = 1,
     .papers = {"x A", "x B"},
     .lot = {{EXCLUDE, "AB", 'A'}},
     .expected = "valid 2\n1 votes: A 1 B 1 | 0 0\n  tie elect AB lot-needed - (stage 1)\n"
                 "lot needed\n"},
    {.name = "TIE-6 a lot that names somebody else is refused",
     .rules = "block",
     .candidates = 3,
     .places = 1,
     .papers = {"x C", "x B"},
     .lot = {{ELECT, "BC", 'B'}},
     .spoil = name_another,
     .status = TLR_E_RULES,
     .code = 4005},
    {.name = "an order that leaves somebody out is refused",
     .rules = "wigm-prf",
     .candidates = 3,
     .places = 1,
     .order = "CBA",
     .papers = {"A"},
     .spoil = forget_one,
     .status = TLR_E_RULES,
     .code = 4008},
    {.name = "an order that names somebody twice is refused",
     .rules = "wigm-prf",
     .candidates = 3,
     .places = 1,
     .order = "CBA",
     .papers = {"A"},
     .spoil = name_one_twice,
     .status = TLR_E_RULES,
     .code = 4008},
};

int main(void)
{
    return case_run_table("ties", cases, sizeof cases / sizeof cases[0]);
}
