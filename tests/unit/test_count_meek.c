/*
 * Meek's method in three statements (spec/rules/meek.md), figures to the last digit.
 */
#include "test_count_case.h"

#define NO_MAX  TLRI_NO_MAXIMUM
#define EXCLUDE TLRI_PURPOSE_EXCLUDE

static const struct election_case cases[] = {
    {.name = "MEK-1, MEK-2, MEK-5, MEK-7 prf: keep factors rounded up, the quota from what is kept",
     .rules = "meek-prf",
     .candidates = 3,
     .places = 2,
     .order = "CBA",
     .papers = {"4: A B", "2: A", "2: B", "2: C"},
     .expected = "valid 10\n"
                 "1 first-preferences: 1 iterations 2.666666666, quota set 3.333333334; A "
                 "6.000000000 B 2.000000000 C 2.000000000 | 0.000000000 0.000000000\n"
                 "  elected A quota 6.000000000\n"
                 "2 iteration: keep A 0.555555556, 2 iterations 1.037037036, quota recomputed "
                 "3.037037038; A 3.333333336* B 3.777777776 C 2.000000000 | 0.888888888 "
                 "0.000000000\n"
                 "  elected B quota 3.777777776\nclosed 2+0\n"},
    {.name = "MEK-8 level with the lowest are all whom the surplus could lift",
     .rules = "meek-prf",
     .candidates = 4,
     .places = 1,
     .order = "BCDA",
     .papers = {"5: A", "2: B", "2: C", "2: D A"},
     .expected = "valid 11\n"
                 "1 first-preferences: 1 iterations 0.000000000, quota set 5.500000001; A "
                 "5.000000000 B 2.000000000 C 2.000000000 D 2.000000000 | 0.000000000 "
                 "0.000000000\n"
                 "  tie exclude BCD predetermined-order B (stage 2)\n"
                 "2 exclusion B: out B lowest, 1 iterations 0.499999999, quota recomputed "
                 "4.500000001; A 5.000000000 B 0.000000000x C 2.000000000 D 2.000000000 | "
                 "2.000000000 0.000000000\n"
                 "  elected A quota 5.000000000\nclosed 1+0\n"},
    {.name = "MEK-9 nz: the lowest goes out as soon as it cannot catch the next",
     .rules = "meek-nz",
     .candidates = 4,
     .places = 2,
     .papers = {"9: A", "4: B", "3: C", "D C"},
     .expected = "valid 17\n"
                 "1 first-preferences: 1 iterations 3.333333333, quota set 5.666666667; A "
                 "9.000000000 B 4.000000000 C 3.000000000 D 1.000000000 | 0.000000000 "
                 "0.000000000\n"
                 "  elected A quota 9.000000000\n"
                 "2 iteration: keep A 1.000000000, 1 iterations 3.333333333, quota recomputed "
                 "5.666666667; A 9.000000000* B 4.000000000 C 3.000000000 D 1.000000000 | "
                 "0.000000000 0.000000000\n"
                 "3 iteration: keep A 0.629629630, 1 iterations 1.111111113, quota recomputed "
                 "4.555555557; A 5.666666670* B 4.000000000 C 3.000000000 D 1.000000000 | "
                 "3.333333330 0.000000000\n"
                 "4 exclusion D: out D lowest, keep A 0.506172840, 1 iterations 0.370370373, "
                 "quota recomputed 4.185185187; A 4.555555560* B 4.000000000 C 4.000000000 D "
                 "0.000000000x | 4.444444440 0.000000000\n"
                 "5 iteration: keep A 0.465020577, 1 iterations 0.123456795, quota recomputed "
                 "4.061728398; A 4.185185193* B 4.000000000 C 4.000000000 D 0.000000000x | "
                 "4.814814807 0.000000000\n"
                 "6 iteration: keep A 0.451303156, 1 iterations 0.041152269, quota recomputed "
                 "4.020576135; A 4.061728404* B 4.000000000 C 4.000000000 D 0.000000000x | "
                 "4.938271596 0.000000000\n"
                 "7 iteration: keep A 0.446730682, 1 iterations 0.013717425, quota recomputed "
                 "4.006858713; A 4.020576138* B 4.000000000 C 4.000000000 D 0.000000000x | "
                 "4.979423862 0.000000000\n"
                 "8 iteration: keep A 0.445206524, 1 iterations 0.004572477, quota recomputed "
                 "4.002286239; A 4.006858716* B 4.000000000 C 4.000000000 D 0.000000000x | "
                 "4.993141284 0.000000000\n"
                 "9 iteration: keep A 0.444698472, 1 iterations 0.001524165, quota recomputed "
                 "4.000762083; A 4.002286248* B 4.000000000 C 4.000000000 D 0.000000000x | "
                 "4.997713752 0.000000000\n"
                 "10 iteration: keep A 0.444529121, 1 iterations 0.000508059, quota recomputed "
                 "4.000254030; A 4.000762089* B 4.000000000 C 4.000000000 D 0.000000000x | "
                 "4.999237911 0.000000000\n"
                 "11 iteration: keep A 0.444472671, 1 iterations 0.000169359, quota recomputed "
                 "4.000084680; A 4.000254039* B 4.000000000 C 4.000000000 D 0.000000000x | "
                 "4.999745961 0.000000000\n"
                 "12 iteration: keep A 0.444453854, 1 iterations 0.000056457, quota recomputed "
                 "4.000028229; A 4.000084686* B 4.000000000 C 4.000000000 D 0.000000000x | "
                 "4.999915314 0.000000000\n"
                 "  tie exclude BC earlier-stage 1 C (stage 13)\n"
                 "13 exclusion C: out C lowest, A 4.000084686* B 4.000000000 C 4.000000000x D "
                 "0.000000000x | 4.999915314 0.000000000\n"
                 "  elected B remaining 4.000000000\nclosed 2+0\n"},
    {.name = "MEK-9 nz: all without votes go out together",
     .rules = "meek-nz",
     .candidates = 5,
     .places = 1,
     .papers = {"3: A", "3: B"},
     .lot = {{EXCLUDE, "AB", 'A'}},
     .expected = "valid 6\n"
                 "1 first-preferences: 1 iterations 0.000000000, quota set 3.000000001; A "
                 "3.000000000 B 3.000000000 C 0.000000000 D 0.000000000 E 0.000000000 | "
                 "0.000000000 0.000000000\n"
                 "2 exclusion CDE: out C together, out D together, out E together, 1 iterations "
                 "0.000000000, quota recomputed 3.000000001; A 3.000000000 B 3.000000000 C "
                 "0.000000000x D 0.000000000x E 0.000000000x | 0.000000000 0.000000000\n"
                 "  tie exclude AB lot A (stage 3)\n"
                 "3 exclusion A: out A lowest, A 3.000000000x B 3.000000000 C 0.000000000x D "
                 "0.000000000x E 0.000000000x | 0.000000000 0.000000000\n"
                 "  elected B remaining 3.000000000\nclosed 1+0\n"},
    {.name = "MEK-3, MEK-10 123: elections do not end a round, and the quota is exceeded",
     .rules = "meek-123",
     .candidates = 5,
     .places = 3,
     .papers = {"9: A B", "4: B C", "4: C", "2: D C", "3: E"},
     .expected = "valid 22\n"
                 "1 first-preferences: keep A 0.611111112, keep B 0.733333335, 3 iterations "
                 "0.466666682, quota set 5.266666670; A 5.500000008 B 5.500000014 C 5.066666660 D "
                 "2.000000000 E 3.000000000 | 0.933333318 0.000000000\n"
                 "  elected A quota 5.500000008\n  elected B quota 5.500000014\n"
                 "2 exclusion D: out D lowest, keep A 0.611111112, keep B 0.733333335, 1 "
                 "iterations 2.266666672, quota recomputed 5.266666670; A 5.500000008* B "
                 "5.500000014* C 7.066666660 D 0.000000000x E 3.000000000 | 0.933333318 "
                 "0.000000000\n"
                 "  elected C quota 7.066666660\nclosed 3+0\n"},
    {.name = "MEK-11 as many as places",
     .rules = "meek-prf",
     .candidates = 2,
     .places = 2,
     .papers = {"3: A", "B"},
     .expected = "valid 4\n"
                 "1 first-preferences: 1 iterations 1.666666666, quota set 1.333333334; A "
                 "3.000000000 B 1.000000000 | 0.000000000 0.000000000\n"
                 "  elected A quota 3.000000000\n  elected B remaining 1.000000000\nclosed 2+0\n"},
    {.name = "STV-7 no papers",
     .rules = "meek-prf",
     .candidates = 2,
     .places = 1,
     .papers = {NULL},
     .expected = "valid 0\n"
                 "1 first-preferences: 1 iterations 0.000000000, quota set 0.000000001; A "
                 "0.000000000 B 0.000000000 | 0.000000000 0.000000000\n"
                 "  place 1 empty no-votes\nclosed 0+1\n"},
    {.name = "MEK-12 a doomed candidate goes out at the end of the round",
     .rules = "meek-prf",
     .candidates = 4,
     .places = 2,
     .group = {{"gender", "AB", 0, 1}},
     .papers = {"5: A B", "3: B", "3: C", "2: D"},
     .expected = "valid 13\n"
                 "1 first-preferences: 1 iterations 0.666666666, quota set 4.333333334; A "
                 "5.000000000 B 3.000000000 C 3.000000000 D 2.000000000 | 0.000000000 "
                 "0.000000000\n"
                 "  elected A quota 5.000000000\n  doomed B by 1\n"
                 "2 exclusion B: out B doomed, keep A 0.666666667, 2 iterations 0.777777777, "
                 "quota recomputed 2.777777779; A 3.333333335* B 0.000000000x C 3.000000000 D "
                 "2.000000000 | 4.666666665 0.000000000\n"
                 "  elected C quota 3.000000000\nclosed 2+0\n"},
    {.name = "MEK-13 equal preferences: the first order gets what cutting leaves",
     .rules = "meek-prf",
     .set = {"repeated-number", "share"},
     .candidates = 4,
     .places = 1,
     .order = "DCBA",
     .papers = {"2: A=B=C D", "4: D", "A"},
     .expected = "valid 7\n"
                 "1 first-preferences: 1 iterations 0.499999999, quota set 3.500000001; A "
                 "1.666666672 B 0.666666664 C 0.666666664 D 4.000000000 | 0.000000000 "
                 "0.000000000\n"
                 "  elected D quota 4.000000000\nclosed 1+0\n"},
    {.name = "MEK-13, MRK-8 more than 720 orders are refused",
     .rules = "meek-prf",
     .set = {"repeated-number", "share"},
     .candidates = 9,
     .places = 1,
     .papers = {"A=B=C=D=E=F H=I"},
     .status = TLR_E_LIMIT,
     .code = 4007},
    {.name = "TIE-6 a lot in Meek's count stops it with the round told",
     .rules = "meek-123",
     .candidates = 3,
     .places = 1,
     .papers = {"A", "B", "C"},
     .expected = "valid 3\n"
                 "1 first-preferences: 1 iterations 0.000000000, quota set 1.500000000; A "
                 "1.000000000 B 1.000000000 C 1.000000000 | 0.000000000 0.000000000\n"
                 "  tie exclude ABC lot-needed - (stage 2)\nlot needed\n"},
};

int main(void)
{
    return case_run_table("Meek's method", cases, sizeof cases / sizeof cases[0]);
}
