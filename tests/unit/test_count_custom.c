/*
 * The transferable vote composed from settings (spec/rules/gregory.md), in decimals and exact.
 */
#include "test_count_case.h"

#define NO_MAX   TLRI_NO_MAXIMUM
#define ELECT    TLRI_PURPOSE_ELECT
#define EXCLUDE  TLRI_PURPOSE_EXCLUDE
#define TRANSFER TLRI_PURPOSE_TRANSFER

/* What every composed count below declares, unless it says otherwise. */
#define DECLARED "quota-test", "reach", "surplus", "weighted", "decimals", "3"
#define TEN_PAPERS                                                                                 \
    {                                                                                              \
        "4: A", "3: B", "2: C", "D"                                                                \
    }

static const struct election_case cases[] = {
    {.name = "GRE-1 droop-integer",
     .rules = "custom",
     .set = {"quota", "droop-integer", DECLARED},
     .candidates = 4,
     .places = 2,
     .papers = TEN_PAPERS,
     .contains = {"quota set 4.000;"}},
    {.name = "GRE-1 round-up",
     .rules = "custom",
     .set = {"quota", "round-up", DECLARED},
     .candidates = 4,
     .places = 2,
     .papers = TEN_PAPERS,
     .contains = {"quota set 3.334;"}},
    {.name = "GRE-1 plus-unit",
     .rules = "custom",
     .set = {"quota", "plus-unit", DECLARED},
     .candidates = 4,
     .places = 1,
     .papers = TEN_PAPERS,
     .contains = {"quota set 5.001;"}},
    {.name = "GRE-1 cut",
     .rules = "custom",
     .set = {"quota", "cut", DECLARED},
     .candidates = 4,
     .places = 2,
     .papers = TEN_PAPERS,
     .contains = {"quota set 3.333;"}},
    {.name = "GRE-1 hare",
     .rules = "custom",
     .set = {"quota", "hare", DECLARED},
     .candidates = 4,
     .places = 3,
     .papers = TEN_PAPERS,
     .contains = {"quota set 3.333;", "elected A quota"}},
    {.name = "GRE-1, GRE-2 exact: 129,549 votes, 9 places, 12,954.9 reached",
     .rules = "exact-quota",
     .set = {"quota-test", "reach"},
     .candidates = 3,
     .places = 9,
     .papers = {"12955: A", "12954: B", "103640: C"},
     .contains = {"quota set 12954.90000;",
                  "  elected A quota 12955.00000\n  elected B remaining 12954.00000\n"}},
    {.name = "GRE-2 exceed: 100 votes, 3 places, 25 is not enough and 26 is",
     .rules = "exact-quota",
     .set = {"quota-test", "exceed"},
     .candidates = 4,
     .places = 3,
     .papers = {"25: A", "26: B", "49: C"},
     .contains = {"quota set 25.00000;",
                  "  elected C quota 49.00000\n  elected B quota 26.00000\n2 surplus C 24.00000:",
                  "elected A remaining 25.00000"}},
    {.name = "GRE-2 reach: the same 25 is enough",
     .rules = "exact-quota",
     .set = {"quota-test", "reach"},
     .candidates = 4,
     .places = 3,
     .papers = {"25: A", "26: B", "49: C"},
     .contains = {"elected A quota 25.00000\nclosed 3+0\n"}},
    {.name = "GRE-4 weighted, GRE-5 all",
     .rules = "custom",
     .set = {"quota", "droop-integer", DECLARED},
     .candidates = 4,
     .places = 2,
     .papers = {"5: A B", "2: A", "3: B A", "2: C B", "D"},
     .expected = "valid 13\n"
                 "1 first-preferences: quota set 5.000; A 7.000 B 3.000 C 2.000 D 1.000 | 0.000 "
                 "0.000\n"
                 "  elected A quota 7.000\n"
                 "2 surplus A 2.000: A>B 5 at 0.285, A>- 2 at 0.285, A 5.000* B 4.425 C 2.000 D "
                 "1.000 | 0.570 0.005\n"
                 "3 exclusion D: out D lowest, D>- 1 at 1.000, A 5.000* B 4.425 C 2.000 D 0.000x "
                 "| 1.570 0.005\n"
                 "4 exclusion C: out C lowest, C>B 2 at 1.000, A 5.000* B 6.425 C 0.000x D 0.000x "
                 "| 1.570 0.005\n"
                 "  elected B quota 6.425\nclosed 2+0\n"},
    {.name = "GRE-5 transferable: only papers that go on share the surplus",
     .rules = "custom",
     .set = {"quota", "droop-integer", "surplus-papers", "transferable", DECLARED},
     .candidates = 4,
     .places = 2,
     .papers = {"5: A B", "2: A", "2: B A", "3: C B", "D"},
     .expected = "valid 13\n"
                 "1 first-preferences: quota set 5.000; A 7.000 B 2.000 C 3.000 D 1.000 | 0.000 "
                 "0.000\n"
                 "  elected A quota 7.000\n"
                 "2 surplus A 2.000: A>B 5 at 0.400, A>- 2 at 0.000, A 5.000* B 4.000 C 3.000 D "
                 "1.000 | 0.000 0.000\n"
                 "3 exclusion D: out D lowest, D>- 1 at 1.000, A 5.000* B 4.000 C 3.000 D 0.000x "
                 "| 1.000 0.000\n"
                 "4 exclusion C: out C lowest, C>B 3 at 1.000, A 5.000* B 7.000 C 0.000x D 0.000x "
                 "| 1.000 0.000\n"
                 "  elected B quota 7.000\nclosed 2+0\n"},
    {.name = "GRE-5 transferable, and the papers keep their value",
     .rules = "custom",
     .set = {"quota", "droop-integer", "surplus-papers", "transferable", DECLARED},
     .candidates = 4,
     .places = 2,
     .papers = {"A B", "8: A", "2: B A", "2: C B", "D"},
     .expected = "valid 14\n"
                 "1 first-preferences: quota set 5.000; A 9.000 B 2.000 C 2.000 D 1.000 | 0.000 "
                 "0.000\n"
                 "  elected A quota 9.000\n"
                 "2 surplus A 4.000: A>B 1 at 1.000, A>- 8 at 1.000, A 5.000* B 3.000 C 2.000 D "
                 "1.000 | 3.000 0.000\n"
                 "3 exclusion D: out D lowest, D>- 1 at 1.000, A 5.000* B 3.000 C 2.000 D 0.000x "
                 "| 4.000 0.000\n"
                 "4 exclusion C: out C lowest, C>B 2 at 1.000, A 5.000* B 5.000 C 0.000x D 0.000x "
                 "| 4.000 0.000\n"
                 "  elected B quota 5.000\nclosed 2+0\n"},
    {.name = "GRE-4 unweighted: all papers alike, whatever their value",
     .rules = "custom",
     .set = {"quota", "droop-integer", "quota-test", "reach", "surplus", "unweighted"},
     .candidates = 5,
     .places = 3,
     .papers = {"9: A B C", "3: B C", "2: C", "2: D", "3: E"},
     .expected = "valid 19\n"
                 "1 first-preferences: quota set 5.00000; A 9.00000 B 3.00000 C 2.00000 D 2.00000 "
                 "E 3.00000 | 0.00000 0.00000\n"
                 "  elected A quota 9.00000\n"
                 "2 surplus A 4.00000: A>B 9 at 0.44444, A 5.00000* B 6.99996 C 2.00000 D 2.00000 "
                 "E 3.00000 | 0.00000 0.00004\n"
                 "  elected B quota 6.99996\n"
                 "3 surplus B 1.99996: B>C 3 at 0.16666, B>C 9 at 0.16666, A 5.00000* B 5.00000* "
                 "C 3.99992 D 2.00000 E 3.00000 | 0.00000 0.00008\n"
                 "4 exclusion D: out D lowest, D>- 2 at 1.00000, A 5.00000* B 5.00000* C 3.99992 "
                 "D 0.00000x E 3.00000 | 2.00000 0.00008\n"
                 "5 exclusion E: out E lowest, E>- 3 at 1.00000, A 5.00000* B 5.00000* C 3.99992 "
                 "D 0.00000x E 0.00000x | 5.00000 0.00008\n"
                 "  elected C remaining 3.99992\nclosed 3+0\n"},
    {.name = "GRE-4 last-batch",
     .rules = "custom",
     .set = {"quota", "droop-integer", "quota-test", "reach", "surplus", "last-batch", "exclusion",
             "by-value"},
     .candidates = 5,
     .places = 3,
     .papers = {"9: A B C", "3: B C", "2: C", "2: D", "3: E"},
     .expected = "valid 19\n"
                 "1 first-preferences: quota set 5.00000; A 9.00000 B 3.00000 C 2.00000 D 2.00000 "
                 "E 3.00000 | 0.00000 0.00000\n"
                 "  elected A quota 9.00000\n"
                 "2 surplus A 4.00000: A>B 9 at 0.44444, A 5.00000* B 6.99996 C 2.00000 D 2.00000 "
                 "E 3.00000 | 0.00000 0.00004\n"
                 "  elected B quota 6.99996\n"
                 "3 surplus B 1.99996: B>C 9 at 0.22221, A 5.00000* B 5.00000* C 3.99989 D "
                 "2.00000 E 3.00000 | 0.00000 0.00011\n"
                 "4 exclusion D part 1 2.00000: out D lowest, D>- 2 at 1.00000, A 5.00000* B "
                 "5.00000* C 3.99989 D 0.00000x E 3.00000 | 2.00000 0.00011\n"
                 "5 exclusion E part 1 3.00000: out E lowest, E>- 3 at 1.00000, A 5.00000* B "
                 "5.00000* C 3.99989 D 0.00000x E 0.00000x | 5.00000 0.00011\n"
                 "  elected C remaining 3.99989\nclosed 3+0\n"},
    {.name = "GRE-5 unweighted transferable: each the smaller of its own value and the new one",
     .rules = "custom",
     .set = {"quota", "droop-integer", "quota-test", "reach", "surplus", "unweighted",
             "surplus-papers", "transferable"},
     .candidates = 5,
     .places = 3,
     .papers = {"9: A B C", "2: B C", "B", "2: C", "2: D", "3: E"},
     .expected = "valid 19\n"
                 "1 first-preferences: quota set 5.00000; A 9.00000 B 3.00000 C 2.00000 D 2.00000 "
                 "E 3.00000 | 0.00000 0.00000\n"
                 "  elected A quota 9.00000\n"
                 "2 surplus A 4.00000: A>B 9 at 0.44444, A 5.00000* B 6.99996 C 2.00000 D 2.00000 "
                 "E 3.00000 | 0.00000 0.00004\n"
                 "  elected B quota 6.99996\n"
                 "3 surplus B 1.99996: B>C 2 at 0.18181, B>- 1 at 0.00000, B>C 9 at 0.18181, A "
                 "5.00000* B 5.00000* C 3.99991 D 2.00000 E 3.00000 | 0.00000 0.00009\n"
                 "4 exclusion D: out D lowest, D>- 2 at 1.00000, A 5.00000* B 5.00000* C 3.99991 "
                 "D 0.00000x E 3.00000 | 2.00000 0.00009\n"
                 "5 exclusion E: out E lowest, E>- 3 at 1.00000, A 5.00000* B 5.00000* C 3.99991 "
                 "D 0.00000x E 0.00000x | 5.00000 0.00009\n"
                 "  elected C remaining 3.99991\nclosed 3+0\n"},
    {.name = "GRE-6 the surplus of whoever was elected first",
     .rules = "custom",
     .set = {"quota", "droop-integer", "surplus-order", "elected", DECLARED},
     .candidates = 5,
     .places = 3,
     .papers = {"8: A B", "6: B C", "3: C", "2: D", "E"},
     .expected = "valid 20\n"
                 "1 first-preferences: quota set 6.000; A 8.000 B 6.000 C 3.000 D 2.000 E 1.000 | "
                 "0.000 0.000\n"
                 "  elected A quota 8.000\n  elected B quota 6.000\n"
                 "2 surplus A 2.000: A>- 8 at 0.250, A 6.000* B 6.000* C 3.000 D 2.000 E 1.000 | "
                 "2.000 0.000\n"
                 "3 exclusion E: out E lowest, E>- 1 at 1.000, A 6.000* B 6.000* C 3.000 D 2.000 "
                 "E 0.000x | 3.000 0.000\n"
                 "4 exclusion D: out D lowest, D>- 2 at 1.000, A 6.000* B 6.000* C 3.000 D 0.000x "
                 "E 0.000x | 5.000 0.000\n"
                 "  elected C remaining 3.000\nclosed 3+0\n"},
    {.name = "GRE-6 defer, GRE-8 bulk-exclusion, GRE-7 by-value",
     .rules = "custom",
     .set = {"quota", "droop-integer", "defer", "less", "bulk-exclusion", "less", "exclusion",
             "by-value", "quota-test", "reach", "surplus", "weighted"},
     .candidates = 6,
     .places = 2,
     .papers = {"9: A D", "6: B", "5: C", "D B", "E C", "F B"},
     .expected = "valid 23\n"
                 "1 first-preferences: quota set 8.00000; A 9.00000 B 6.00000 C 5.00000 D 1.00000 "
                 "E 1.00000 F 1.00000 | 0.00000 0.00000\n"
                 "  elected A quota 9.00000\n  deferred 1.00000 within 2.00000\n"
                 "2 exclusion DEF part 1 3.00000: out D together, out E together, out F together, "
                 "D>B 1 at 1.00000, E>C 1 at 1.00000, F>B 1 at 1.00000, A 9.00000* B 8.00000 C "
                 "6.00000 D 0.00000x E 0.00000x F 0.00000x | 0.00000 0.00000\n"
                 "  elected B quota 8.00000\nclosed 2+0\n"},
    {.name = "GRE-9 equal surpluses look back as the settings say",
     .rules = "custom",
     .set = {"quota", "droop-integer", "tie-lookback", "forwards", DECLARED},
     .candidates = 4,
     .places = 3,
     .papers = {"6: A C", "6: B D", "2: C", "2: D"},
     .lot = {{TRANSFER, "AB", 'A'}},
     .contains = {"tie transfer AB lot A (stage 2)\n2 surplus A"}},
    {.name = "GRE-3 exact: nothing is lost to rounding, and a third is a third",
     .rules = "wigm-exact",
     .set = {"decimals", "3"},
     .candidates = 3,
     .places = 2,
     .papers = {"3: A B", "3: A C", "2: B", "C"},
     .expected = "valid 9\n"
                 "1 first-preferences: quota set 3.000; A 6.000 B 2.000 C 1.000 | 0.000 0.000\n"
                 "  elected A quota 6.000\n"
                 "2 surplus A 3.000: A>B 3 at 0.500, A>C 3 at 0.500, A 3.000* B 3.500 C 2.500 | "
                 "0.000 0.000\n"
                 "  elected B quota 3.500\nclosed 2+0\n"},
    {.name = "GRE-10 equal preferences: each order an equal part of the paper",
     .rules = "wigm-exact",
     .set = {"decimals", "3", "repeated-number", "share"},
     .candidates = 4,
     .places = 1,
     .papers = {"2: A=B C", "C=D=A", "3: D", "B"},
     .expected = "valid 7\n"
                 "1 first-preferences: quota set 3.500; A 1.333 B 2.000 C 0.333 D 3.333 | 0.000 "
                 "0.001\n"
                 "2 exclusion C: out C lowest, C>A 1 at 0.167, C>D 1 at 0.167, A 1.500 B 2.000 C "
                 "0.000x D 3.500 | 0.000 0.000\n"
                 "3 exclusion A: out A lowest, A>B 2 at 0.500, A>D 3 at 0.167, A 0.000x B 3.000 C "
                 "0.000x D 4.000 | 0.000 0.000\n"
                 "  elected D quota 4.000\nclosed 1+0\n"},
    {.name = "GRE-10 more than 720 orders are refused",
     .rules = "wigm-exact",
     .set = {"repeated-number", "share"},
     .candidates = 8,
     .places = 1,
     .papers = {"A=B=C=D=E=F=G"},
     .status = TLR_E_LIMIT,
     .code = 4007},
};

int main(void)
{
    return case_run_table("composed from settings", cases, sizeof cases / sizeof cases[0]);
}
