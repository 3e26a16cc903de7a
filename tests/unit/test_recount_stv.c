/*
 * unit/test_recount_stv.c: the recount by transferable votes, and bounds on groups. Every sheet
 * here was worked out by hand from spec/rules/.
 */
#include "support/recount_booth.h"

static const struct election ers97[] = {
    {.name = "ERS-1.6 ERS-3.1 ERS-3.7 a first-stage surplus at a reduced value",
     .rules = "ers97",
     .candidates = "ABCD",
     .places = 2,
     .papers = "20 AB, 8 A, 12 BC, 11 C, 9 DC",
     .sheet = "#1 first-preferences\n"
              "quota 20.00 set 60/3\n"
              "A 28.00 B 12.00 C 11.00 D 9.00 lost 0 0.00 rounding 0.00\n"
              "required 20.00\n"
              "in A 28.00 quota\n"
              "#2 surplus A 8.00\n"
              "A>B 20 x 0.40 = 8.00\n"
              "A>- 8 x 0.00 = 0.00\n"
              "A 20.00* B 20.00 C 11.00 D 9.00 lost 8 0.00 rounding 0.00\n"
              "required 20.00\n"
              "in B 20.00 quota\n"
              "closed 2 0\n"},
    {.name = "ERS-4.8 the quota falls; ERS-6.2 the earliest stage decides between level ones",
     .rules = "ers97",
     .candidates = "ABC",
     .places = 1,
     .papers = "5 A, 4 BA, 1 CB, 1 C",
     .sheet = "#1 first-preferences\n"
              "quota 5.50 set 11/2\n"
              "A 5.00 B 4.00 C 2.00 lost 0 0.00 rounding 0.00\n"
              "required 5.50\n"
              "#2 exclusion C part 1 2.00 2p\n"
              "out C 2.00 lowest\n"
              "C>B 1 x 1.00 = 1.00\n"
              "C>- 1 x 1.00 = 1.00\n"
              "quota 5.00 lowered 10/2\n"
              "A 5.00 B 5.00 C 0.00x lost 1 1.00 rounding 0.00\n"
              "required 5.00\n"
              "tie elect AB earlier-stage 1 A\n"
              "in A 5.00 quota\n"
              "closed 1 0\n"},
    {.name = "ERS-6.2 none is elected; ERS-5.1 the choice is made and no stage is opened",
     .rules = "ers97",
     .candidates = "AB",
     .places = 1,
     .papers = "5 A, 5 B",
     .lots = "exclude AB B",
     .sheet = "#1 first-preferences\n"
              "quota 5.00 set 10/2\n"
              "A 5.00 B 5.00 lost 0 0.00 rounding 0.00\n"
              "required 5.00\n"
              "tie elect AB none-elected\n"
              "tie exclude AB lot B\n"
              "in A 5.00 remaining\n"
              "closed 1 0\n"},
    {.name = "ERS-2.2 a surplus waits; ERS-2.5 two together; ERS-1.7 ERS-6.20 the required vote",
     .rules = "ers97",
     .candidates = "ABCDE",
     .places = 2,
     .papers = "21 AB, 15 B, 14 C, 4 DC, 3 D, 3 ED",
     .sheet = "#1 first-preferences\n"
              "quota 20.00 set 60/3\n"
              "A 21.00 B 15.00 C 14.00 D 7.00 E 3.00 lost 0 0.00 rounding 0.00\n"
              "required 20.00\n"
              "in A 21.00 quota\n"
              "deferred 1.00 4.00\n"
              "#2 exclusion DE part 1 10.00 10p\n"
              "out E 3.00 together\n"
              "out D 7.00 together\n"
              "D>C 4 x 1.00 = 4.00\n"
              "D>- 3 x 1.00 = 3.00\n"
              "E>- 3 x 1.00 = 3.00\n"
              "A 21.00* B 15.00 C 18.00 D 0.00x E 0.00x lost 6 6.00 rounding 0.00\n"
              "required 17.00\n"
              "in C 18.00 required-vote\n"
              "closed 2 0\n"},
    {.name = "ERS-4.1 ERS-4.10 batch by batch, and no more when the places are full",
     .rules = "ers97",
     .candidates = "ABCD",
     .places = 2,
     .papers = "15 AB, 15 AC, 8 BC, 9 C, 13 D",
     .sheet = "#1 first-preferences\n"
              "quota 20.00 set 60/3\n"
              "A 30.00 B 8.00 C 9.00 D 13.00 lost 0 0.00 rounding 0.00\n"
              "required 20.00\n"
              "in A 30.00 quota\n"
              "#2 surplus A 10.00\n"
              "A>B 15 x 0.33 = 4.95\n"
              "A>C 15 x 0.33 = 4.95\n"
              "A 20.00* B 12.95 C 13.95 D 13.00 lost 0 0.00 rounding 0.10\n"
              "required 19.95\n"
              "#3 exclusion B part 1 8.00 8p\n"
              "out B 12.95 lowest\n"
              "B>C 8 x 1.00 = 8.00\n"
              "A 20.00* B 4.95x C 21.95 D 13.00 lost 0 0.00 rounding 0.10\n"
              "required 19.95\n"
              "in C 21.95 quota\n"
              "closed 2 0\n"},
    /* A's surplus of 12.75 is shared by 24 papers: 0.53 each. They lift B over the quota by 8.47;
     * this batch alone moves on, at 8.47 / 24 = 0.35. */
    {.name = "ERS-3.2 a later surplus: the last batch only",
     .rules = "ers97",
     .candidates = "ABCD",
     .places = 3,
     .papers = "24 ABC, 7 BD, 9 C, 5 D",
     .sheet = "#1 first-preferences\n"
              "quota 11.25 set 45/4\n"
              "A 24.00 B 7.00 C 9.00 D 5.00 lost 0 0.00 rounding 0.00\n"
              "required 11.25\n"
              "in A 24.00 quota\n"
              "#2 surplus A 12.75\n"
              "A>B 24 x 0.53 = 12.72\n"
              "A 11.25* B 19.72 C 9.00 D 5.00 lost 0 0.00 rounding 0.03\n"
              "required 11.24\n"
              "in B 19.72 quota\n"
              "#3 surplus B 8.47\n"
              "B>C 24 x 0.35 = 8.40\n"
              "A 11.25* B 11.25* C 17.40 D 5.00 lost 0 0.00 rounding 0.10\n"
              "required 11.20\n"
              "in C 17.40 quota\n"
              "closed 3 0\n"},
};

/* [STV-3] What an exclusion does to the bounds may end the count: no paper moves. */
static const struct election ended_by_bounds = {
    .name = "CON-5 STV-3 A in needs B, so A out dooms B, and as many are left as places",
    .rules = "ers97",
    .candidates = "ABCD",
    .places = 2,
    .bounds = "sex women 1-1 AC, race black 1-1 AD",
    .papers = "3 A, 4 B, 4 C, 4 D",
    .sheet = "#1 first-preferences\n"
             "quota 5.00 set 15/3\n"
             "A 3.00 B 4.00 C 4.00 D 4.00 lost 0 0.00 rounding 0.00\n"
             "required 5.00\n"
             "#2 exclusion A part 1 3.00 3p\n"
             "out A 3.00 lowest\n"
             "guarded C by 1\n"
             "guarded D by 2\n"
             "doomed B by 1\n"
             "A 3.00x B 4.00 C 4.00 D 4.00 lost 0 0.00 rounding 0.00\n"
             "required 5.00\n"
             "in C 4.00 remaining\n"
             "in D 4.00 remaining\n"
             "closed 2 0\n"};

static const struct election others[] = {
    {.name = "SCO-46 SCO-47 SCO-48 SCO-50 SCO-52",
     .rules = "scottish-2011",
     .candidates = "ABC",
     .places = 2,
     .papers = "8 AB, 4 AC, 4 B, 5 C",
     .sheet = "#1 first-preferences\n"
              "quota 8.00000 set 21/3\n"
              "A 12.00000 B 4.00000 C 5.00000 lost 0 0.00000 rounding 0.00000\n"
              "in A 12.00000 quota\n"
              "#2 surplus A 4.00000\n"
              "A>B 8 x 0.33333 = 2.66664\n"
              "A>C 4 x 0.33333 = 1.33332\n"
              "A 8.00000* B 6.66664 C 6.33332 lost 0 0.00000 rounding 0.00004\n"
              "#3 exclusion C\n"
              "out C 6.33332 lowest\n"
              "C>- 5 x 1.00000 = 5.00000\n"
              "C>- 4 x 0.33333 = 1.33332\n"
              "A 8.00000* B 6.66664 C 0.00000x lost 9 6.33332 rounding 0.00004\n"
              "in B 6.66664 remaining\n"
              "closed 2 0\n"},
    {.name = "STV-9 re-open nominations takes a place",
     .rules = "scottish-2011",
     .candidates = "ARC",
     .reopen = 'R',
     .places = 2,
     .papers = "10 A, 9 B, 2 C",
     .sheet = "#1 first-preferences\n"
              "quota 8.00000 set 21/3\n"
              "A 10.00000 B 9.00000 C 2.00000 lost 0 0.00000 rounding 0.00000\n"
              "in A 10.00000 quota\n"
              "empty 2 re-open-nominations\n"
              "closed 1 1\n"},
    {.name = "STV-7 no valid paper",
     .rules = "scottish-2011",
     .candidates = "ABC",
     .places = 2,
     .papers = "3 .",
     .sheet = "#1 first-preferences\n"
              "quota 1.00000 set 0/3\n"
              "A 0.00000 B 0.00000 C 0.00000 lost 0 0.00000 rounding 0.00000\n"
              "empty 1 no-votes\n"
              "empty 2 no-votes\n"
              "closed 0 2\n"},
    {.name = "NIR-48.1 NIR-48.3 NIR-49.4 NIR-50",
     .rules = "n-ireland-1985",
     .candidates = "ABC",
     .places = 2,
     .papers = "8 AB, 4 A, 4 B, 5 C",
     .sheet = "#1 first-preferences\n"
              "quota 8.00 set 21/3\n"
              "A 12.00 B 4.00 C 5.00 lost 0 0.00 rounding 0.00\n"
              "in A 12.00 quota\n"
              "#2 surplus A 4.00\n"
              "A>B 8 x 0.50 = 4.00\n"
              "A>- 4 x 0.00 = 0.00\n"
              "A 8.00* B 8.00 C 5.00 lost 4 0.00 rounding 0.00\n"
              "in B 8.00 quota\n"
              "closed 2 0\n"},
    {.name = "NIR-48.3 with one place nobody at stage 1; NIR-51.12 two together",
     .rules = "n-ireland-1985",
     .candidates = "ABC",
     .places = 1,
     .papers = "6 A, 3 B, 2 CA",
     .sheet = "#1 first-preferences\n"
              "quota 6.00 set 11/2\n"
              "A 6.00 B 3.00 C 2.00 lost 0 0.00 rounding 0.00\n"
              "#2 exclusion BC\n"
              "out C 2.00 together\n"
              "out B 3.00 together\n"
              "B>- 3 x 1.00 = 3.00\n"
              "C>A 2 x 1.00 = 2.00\n"
              "A 8.00 B 0.00x C 0.00x lost 3 3.00 rounding 0.00\n"
              "in A 8.00 quota\n"
              "closed 1 0\n"},
    {.name = "NIR-52 the last place to whoever outweighs all others",
     .rules = "n-ireland-1985",
     .candidates = "ABCD",
     .places = 2,
     .papers = "8 A, 7 B, 4 C, 2 D",
     .sheet = "#1 first-preferences\n"
              "quota 8.00 set 21/3\n"
              "A 8.00 B 7.00 C 4.00 D 2.00 lost 0 0.00 rounding 0.00\n"
              "in A 8.00 quota\n"
              "in B 7.00 required-vote\n"
              "closed 2 0\n"},
    /* Quota 9: A's surplus of 9 moves 18 papers at 0.50, 9 of them to B, 9 to C. B, the lowest,
     * goes out: its first preferences lift C to the quota, and the rest of B goes past C to D. */
    {.name = "NIR-51 NIR-49.7 who has the quota after a sub-parcel gets nothing of the next",
     .rules = "n-ireland-1985",
     .candidates = "ABCDE",
     .places = 3,
     .papers = "9 ABCD, 9 AC, 1 BC, 4 C, 6 D, 6 E",
     .sheet = "#1 first-preferences\n"
              "quota 9.00 set 35/4\n"
              "A 18.00 B 1.00 C 4.00 D 6.00 E 6.00 lost 0 0.00 rounding 0.00\n"
              "in A 18.00 quota\n"
              "#2 surplus A 9.00\n"
              "A>B 9 x 0.50 = 4.50\n"
              "A>C 9 x 0.50 = 4.50\n"
              "A 9.00* B 5.50 C 8.50 D 6.00 E 6.00 lost 0 0.00 rounding 0.00\n"
              "#3 exclusion B\n"
              "out B 5.50 lowest\n"
              "B>C 1 x 1.00 = 1.00\n"
              "B>D 9 x 0.50 = 4.50\n"
              "A 9.00* B 0.00x C 9.50 D 10.50 E 6.00 lost 0 0.00 rounding 0.00\n"
              "in D 10.50 quota\n"
              "in C 9.50 quota\n"
              "closed 3 0\n"},
    {.name = "WIG-A.1 WIG-B.1 WIG-B.3 every product and every quotient is cut",
     .rules = "wigm-prf",
     .candidates = "ABC",
     .places = 2,
     .papers = "8 AB, 4 AC, 4 B, 5 C",
     .sheet = "#1 first-preferences\n"
              "quota 7.0001 set 21/3\n"
              "A 12.0000 B 4.0000 C 5.0000 lost 0 0.0000 rounding 0.0000\n"
              "in A 12.0000 quota\n"
              "#2 surplus A 4.9999\n"
              "A>B 8 x 0.4166 = 3.3328\n"
              "A>C 4 x 0.4166 = 1.6664\n"
              "A 7.0001* B 7.3328 C 6.6664 lost 0 0.0000 rounding 0.0007\n"
              "in B 7.3328 quota\n"
              "closed 2 0\n"},
    {.name = "WIG-B.2 sure losers go together, and one alone; WIG-D.3 the end before they move",
     .rules = "wigm-prf-batch",
     .candidates = "ABCD",
     .places = 1,
     .papers = "8 A, 5 B, 2 CB, 1 D",
     .sheet = "#1 first-preferences\n"
              "quota 8.0001 set 16/2\n"
              "A 8.0000 B 5.0000 C 2.0000 D 1.0000 lost 0 0.0000 rounding 0.0000\n"
              "#2 exclusion CD\n"
              "out D 1.0000 together\n"
              "out C 2.0000 together\n"
              "C>B 2 x 1.0000 = 2.0000\n"
              "D>- 1 x 1.0000 = 1.0000\n"
              "A 8.0000 B 7.0000 C 0.0000x D 0.0000x lost 1 1.0000 rounding 0.0000\n"
              "#3 exclusion B\n"
              "out B 7.0000 lowest\n"
              "A 8.0000 B 7.0000x C 0.0000x D 0.0000x lost 1 1.0000 rounding 0.0000\n"
              "in A 8.0000 remaining\n"
              "closed 1 0\n"},
    {.name = "GRE-1 GRE-2 a quota that must be exceeded: 25 of 100 for 3 places is not enough",
     .rules = "exact-quota",
     .set = "quota-test=exceed",
     .candidates = "ABCD",
     .places = 3,
     .papers = "25 A, 26 B, 20 CD, 4 C, 25 D",
     .sheet = "#1 first-preferences\n"
              "quota 25.00000 set 100/4\n"
              "A 25.00000 B 26.00000 C 24.00000 D 25.00000 lost 0 0.00000 rounding 0.00000\n"
              "in B 26.00000 quota\n"
              "#2 surplus B 1.00000\n"
              "B>- 26 x 0.03846 = 0.99996\n"
              "A 25.00000 B 25.00000* C 24.00000 D 25.00000 lost 26 0.99996 rounding 0.00004\n"
              "#3 exclusion C\n"
              "out C 24.00000 lowest\n"
              "C>D 20 x 1.00000 = 20.00000\n"
              "C>- 4 x 1.00000 = 4.00000\n"
              "A 25.00000 B 25.00000* C 0.00000x D 45.00000 lost 30 4.99996 rounding 0.00004\n"
              "in D 45.00000 quota\n"
              "in A 25.00000 remaining\n"
              "closed 3 0\n"},
    {.name = "GRE-3 nothing is rounded; TRA-2 shown to the nearest unit",
     .rules = "wigm-exact",
     .candidates = "ABC",
     .places = 2,
     .papers = "3 AB, 2 AC, 1 B, 1 C",
     .sheet = "#1 first-preferences\n"
              "quota 2.333333333333 set 7/3\n"
              "A 5.000000000000 B 1.000000000000 C 1.000000000000 lost 0 0.000000000000 "
              "rounding 0.000000000000\n"
              "in A 5.000000000000 quota\n"
              "#2 surplus A 2.666666666667\n"
              "A>B 3 x 0.533333333333 = 1.600000000000\n"
              "A>C 2 x 0.533333333333 = 1.066666666667\n"
              "A 2.333333333333* B 2.600000000000 C 2.066666666667 lost 0 0.000000000000 "
              "rounding 0.000000000000\n"
              "in B 2.600000000000 quota\n"
              "closed 2 0\n"},
    {.name =
         "GRE-5 GRE-10 what the receivers leave is of the highest value first, as far as it goes",
     .rules = "custom",
     .set = "repeated-number=share quota=cut quota-test=reach arithmetic=exact surplus=weighted "
            "surplus-papers=transferable",
     .candidates = "ABCD",
     .places = 3,
     .papers = "1 A=B, 1 B",
     .lots = "exclude CD D",
     .sheet = "#1 first-preferences\n"
              "quota 0.50000 set 2/4\n"
              "A 0.50000 B 1.50000 C 0.00000 D 0.00000 lost 0 0.00000 rounding 0.00000\n"
              "in B 1.50000 quota\n"
              "in A 0.50000 quota\n"
              "#2 surplus B 1.00000\n"
              "B>- 1 x 1.00000 = 1.00000\n"
              "B>- 1 x 0.50000 = 0.00000\n"
              "A 0.50000* B 0.50000* C 0.00000 D 0.00000 lost 2 1.00000 rounding 0.00000\n"
              "tie exclude CD lot D\n"
              "#3 exclusion D\n"
              "out D 0.00000 lowest\n"
              "A 0.50000* B 0.50000* C 0.00000 D 0.00000x lost 2 1.00000 rounding 0.00000\n"
              "in C 0.00000 remaining\n"
              "closed 3 0\n"},
    {.name = "WIG-B.3 a value cut to nothing stops the papers",
     .rules = "wigm-prf",
     .candidates = "ABCD",
     .places = 2,
     .papers = "10001 AB, 9999 B, 5000 C, 5000 D",
     .sheet =
         "#1 first-preferences\n"
         "quota 10000.0001 set 30000/3\n"
         "A 10001.0000 B 9999.0000 C 5000.0000 D 5000.0000 lost 0 0.0000 rounding 0.0000\n"
         "in A 10001.0000 quota\n"
         "#2 surplus A 0.9999\n"
         "A>- 10001 x 0.0000 = 0.0000\n"
         "A 10000.0001* B 9999.0000 C 5000.0000 D 5000.0000 lost 10001 0.0000 rounding 0.9999\n"
         "tie exclude CD predetermined-order C\n"
         "#3 exclusion C\n"
         "out C 5000.0000 lowest\n"
         "C>- 5000 x 1.0000 = 5000.0000\n"
         "A 10000.0001* B 9999.0000 C 0.0000x D 5000.0000 lost 15001 5000.0000 rounding 0.9999\n"
         "#4 exclusion D\n"
         "out D 5000.0000 lowest\n"
         "D>- 5000 x 1.0000 = 5000.0000\n"
         "A 10000.0001* B 9999.0000 C 0.0000x D 0.0000x lost 20001 10000.0000 rounding 0.9999\n"
         "in B 9999.0000 remaining\n"
         "closed 2 0\n"},
    {.name = "GRE-5 only transferable papers share a surplus, each by number",
     .rules = "custom",
     .set = "quota=droop-integer quota-test=reach surplus=unweighted "
            "surplus-papers=transferable",
     .candidates = "ABC",
     .places = 2,
     .papers = "8 AB, 4 A, 4 B, 5 C",
     .sheet = "#1 first-preferences\n"
              "quota 8.00000 set 21/3\n"
              "A 12.00000 B 4.00000 C 5.00000 lost 0 0.00000 rounding 0.00000\n"
              "in A 12.00000 quota\n"
              "#2 surplus A 4.00000\n"
              "A>B 8 x 0.50000 = 4.00000\n"
              "A>- 4 x 0.00000 = 0.00000\n"
              "A 8.00000* B 8.00000 C 5.00000 lost 4 0.00000 rounding 0.00000\n"
              "in B 8.00000 quota\n"
              "closed 2 0\n"},
    {.name = "GRE-10 equal preferences: each order takes its part of the paper",
     .rules = "wigm-exact",
     .set = "repeated-number=share",
     .candidates = "ABC",
     .places = 1,
     .papers = "2 A=B, 1 C",
     .sheet = "#1 first-preferences\n"
              "quota 1.500000000000 set 3/2\n"
              "A 1.000000000000 B 1.000000000000 C 1.000000000000 lost 0 0.000000000000 "
              "rounding 0.000000000000\n"
              "tie exclude ABC predetermined-order A\n"
              "#2 exclusion A\n"
              "out A 1.000000000000 lowest\n"
              "A>B 2 x 0.500000000000 = 1.000000000000\n"
              "A 0.000000000000x B 2.000000000000 C 1.000000000000 lost 0 0.000000000000 "
              "rounding 0.000000000000\n"
              "in B 2.000000000000 quota\n"
              "closed 1 0\n"},
};

static const struct election meek[] = {
    {.name = "MEK-1 MEK-2 MEK-5 keep factors rounded up; MEK-7 an election ends a round",
     .rules = "meek-prf",
     .candidates = "ABC",
     .places = 2,
     .papers = "6 AB, 2 B, 1 C",
     .sheet = "#1 first-preferences\n"
              "iterations 1 2.999999999\n"
              "quota 3.000000001 set 0/0\n"
              "A 6.000000000 B 2.000000000 C 1.000000000 lost 0 0.000000000 "
              "rounding 0.000000000\n"
              "in A 6.000000000 quota\n"
              "#2 iteration\n"
              "keep A 0.500000001\n"
              "iterations 2 1.999999998\n"
              "quota 3.000000001 recomputed 0/0\n"
              "A 3.000000006* B 4.999999994 C 1.000000000 lost 0 0.000000000 "
              "rounding 0.000000000\n"
              "in B 4.999999994 quota\n"
              "closed 2 0\n"},
    {.name = "MEK-9 the lowest goes out early; level ones by the earliest stage; MEK-11",
     .rules = "meek-nz",
     .candidates = "ABC",
     .places = 1,
     .papers = "4 A, 3 B, 1 CB",
     .sheet = "#1 first-preferences\n"
              "iterations 1 0.000000000\n"
              "quota 4.000000001 set 0/0\n"
              "A 4.000000000 B 3.000000000 C 1.000000000 lost 0 0.000000000 "
              "rounding 0.000000000\n"
              "#2 exclusion C\n"
              "out C 1.000000000 lowest\n"
              "iterations 1 0.000000000\n"
              "quota 4.000000001 recomputed 0/0\n"
              "A 4.000000000 B 4.000000000 C 0.000000000x lost 0 0.000000000 "
              "rounding 0.000000000\n"
              "tie exclude AB earlier-stage 1 B\n"
              "#3 exclusion B\n"
              "out B 4.000000000 lowest\n"
              "A 4.000000000 B 4.000000000x C 0.000000000x lost 0 0.000000000 "
              "rounding 0.000000000\n"
              "in A 4.000000000 remaining\n"
              "closed 1 0\n"},
    {.name = "MEK-6 every iteration of the New Zealand count is a stage",
     .rules = "meek-nz",
     .candidates = "ABCDE",
     .places = 2,
     .papers = "4 AB, 2 B, 2 C",
     .sheet = "#1 first-preferences\n"
              "iterations 1 1.333333333\n"
              "quota 2.666666667 set 0/0\n"
              "A 4.000000000 B 2.000000000 C 2.000000000 D 0.000000000 E 0.000000000 "
              "lost 0 0.000000000 rounding 0.000000000\n"
              "in A 4.000000000 quota\n"
              "#2 iteration\n"
              "keep A 1.000000000\n"
              "iterations 1 1.333333333\n"
              "quota 2.666666667 recomputed 0/0\n"
              "A 4.000000000* B 2.000000000 C 2.000000000 D 0.000000000 E 0.000000000 "
              "lost 0 0.000000000 rounding 0.000000000\n"
              "#3 iteration\n"
              "keep A 0.666666667\n"
              "iterations 1 0.666666666\n"
              "quota 2.666666667 recomputed 0/0\n"
              "A 2.666666668* B 3.333333332 C 2.000000000 D 0.000000000 E 0.000000000 "
              "lost 0 0.000000000 rounding 0.000000000\n"
              "in B 3.333333332 quota\n"
              "closed 2 0\n"},
    {.name = "MEK-5 MEK-9 a keep factor so near to 1 that it is rounded up to it",
     .rules = "meek-nz",
     .set = "repeated-number=share",
     .candidates = "ABCD",
     .places = 2,
     .papers = "97 A, 9 A=B=C, 60 B, 70 C, 64 D",
     .sheet = "#1 first-preferences\n"
              "iterations 1 0.000000023\n"
              "quota 100.000000001 set 0/0\n"
              "A 100.000000024 B 62.999999988 C 72.999999988 D 64.000000000 "
              "lost 0 0.000000000 rounding 0.000000000\n"
              "in A 100.000000024 quota\n"
              "#2 iteration\n"
              "keep A 1.000000000\n"
              "iterations 1 0.000000023\n"
              "quota 100.000000001 recomputed 0/0\n"
              "A 100.000000024* B 62.999999988 C 72.999999988 D 64.000000000 "
              "lost 0 0.000000000 rounding 0.000000000\n"
              "#3 exclusion B\n"
              "out B 62.999999988 lowest\n"
              "keep A 1.000000000\n"
              "iterations 1 21.500000017\n"
              "quota 80.000000001 recomputed 0/0\n"
              "A 101.500000018* B 0.000000000x C 74.499999982 D 64.000000000 "
              "lost 0 60.000000000 rounding 0.000000000\n"
              "#4 iteration\n"
              "keep A 0.788177340\n"
              "iterations 1 9.151067326\n"
              "quota 73.151067327 recomputed 0/0\n"
              "A 80.000000037* B 0.000000000x C 75.453201943 D 64.000000000 "
              "lost 0 80.546798020 rounding 0.000000000\n"
              "in C 75.453201943 quota\n"
              "closed 2 0\n"},
    {.name = "MEK-9 an elected candidate whose vote is the quota keeps its factor at an exclusion",
     .rules = "meek-nz",
     .candidates = "ABCDE",
     .places = 2,
     .bounds = "sex women 1-* BD, sex men 0-* AE",
     .papers = "1 ACD",
     .lots = "exclude CE E",
     .sheet = "#1 first-preferences\n"
              "iterations 1 0.666666666\n"
              "quota 0.333333334 set 0/0\n"
              "A 1.000000000 B 0.000000000 C 0.000000000 D 0.000000000 E 0.000000000 lost 0 "
              "0.000000000 rounding 0.000000000\n"
              "in A 1.000000000 quota\n"
              "doomed C by 1\n"
              "doomed E by 1\n"
              "tie exclude CE lot E\n"
              "#2 exclusion E\n"
              "out E 0.000000000 doomed\n"
              "keep A 0.333333334\n"
              "iterations 1 0.000000000\n"
              "quota 0.333333334 recomputed 0/0\n"
              "A 0.333333334* B 0.000000000 C 0.666666666 D 0.000000000 E 0.000000000x lost 0 "
              "0.000000000 rounding 0.000000000\n"
              "#3 exclusion C\n"
              "out C 0.666666666 doomed\n"
              "keep A 0.333333334\n"
              "iterations 1 0.333333332\n"
              "quota 0.333333334 recomputed 0/0\n"
              "A 0.333333334* B 0.000000000 C 0.000000000x D 0.666666666 E 0.000000000x lost 0 "
              "0.000000000 rounding 0.000000000\n"
              "in D 0.666666666 quota\n"
              "closed 2 0\n"},
    {.name = "MEK-9 CON-8 all without votes go out together, but for one who is guarded",
     .rules = "meek-nz",
     .candidates = "ABCDEF",
     .places = 2,
     .bounds = "sex women 1-* F",
     .papers = "3 A, 3 B, 3 C",
     .lots = "exclude ABC C",
     .sheet = "guarded F by 1\n"
              "#1 first-preferences\n"
              "iterations 1 0.000000000\n"
              "quota 3.000000001 set 0/0\n"
              "A 3.000000000 B 3.000000000 C 3.000000000 D 0.000000000 E 0.000000000 F 0.000000000 "
              "lost 0 0.000000000 rounding 0.000000000\n"
              "#2 exclusion DE\n"
              "out D 0.000000000 together\n"
              "out E 0.000000000 together\n"
              "iterations 1 0.000000000\n"
              "quota 3.000000001 recomputed 0/0\n"
              "A 3.000000000 B 3.000000000 C 3.000000000 D 0.000000000x E 0.000000000x F "
              "0.000000000 lost 0 0.000000000 rounding 0.000000000\n"
              "tie exclude ABC lot C\n"
              "#3 exclusion C\n"
              "out C 3.000000000 lowest\n"
              "iterations 1 0.000000000\n"
              "quota 2.000000001 recomputed 0/0\n"
              "A 3.000000000 B 3.000000000 C 0.000000000x D 0.000000000x E 0.000000000x F "
              "0.000000000 lost 0 3.000000000 rounding 0.000000000\n"
              "tie elect AB lot-needed\n"},
    {.name = "MEK-1 MEK-10 twelve decimals: amounts beyond one machine word",
     .rules = "meek-123",
     .set = "decimals=12",
     .candidates = "ABCD",
     .places = 3,
     .papers = "1001 AB, 1003 BC, 999 C, 997 D",
     .sheet = "#1 first-preferences\n"
              "keep A 0.999000999001\n"
              "keep B 0.997008973081\n"
              "iterations 2 2.999252243492\n"
              "quota 999.999252243490 set 0/0\n"
              "A 1000.000000000001 B 1000.997008974204 C 1001.999999999757 D 997.000000000000 lost "
              "0 0.002991026038 rounding 0.000000000000\n"
              "in B 1000.997008974204 quota\n"
              "in A 1000.000000000001 quota\n"
              "in C 1001.999999999757 quota\n"
              "closed 3 0\n"},
    {.name = "MEK-10 elections do not end a round; they stand behind its last iteration",
     .rules = "meek-123",
     .candidates = "ABC",
     .places = 2,
     .papers = "6 AB, 2 B, 1 C",
     .sheet = "#1 first-preferences\n"
              "keep A 0.500000000\n"
              "iterations 2 2.000000000\n"
              "quota 3.000000000 set 0/0\n"
              "A 3.000000000 B 5.000000000 C 1.000000000 lost 0 0.000000000 "
              "rounding 0.000000000\n"
              "in A 3.000000000 quota\n"
              "in B 5.000000000 quota\n"
              "closed 2 0\n"},
    {.name = "MEK-8 the predetermined order among the lowest; MEK-13 equal preferences",
     .rules = "meek-prf",
     .set = "repeated-number=share",
     .candidates = "ABC",
     .places = 1,
     .papers = "2 B=A, 1 C",
     .sheet = "#1 first-preferences\n"
              "iterations 1 0.000000000\n"
              "quota 1.500000001 set 0/0\n"
              "A 1.000000000 B 1.000000000 C 1.000000000 lost 0 0.000000000 "
              "rounding 0.000000000\n"
              "tie exclude ABC predetermined-order A\n"
              "#2 exclusion A\n"
              "out A 1.000000000 lowest\n"
              "iterations 1 0.499999999\n"
              "quota 1.500000001 recomputed 0/0\n"
              "A 0.000000000x B 2.000000000 C 1.000000000 lost 0 0.000000000 "
              "rounding 0.000000000\n"
              "in B 2.000000000 quota\n"
              "closed 1 0\n"},
};

static const struct election bounds[] = {
    {.name = "CON-2 CON-5 CON-6 two categories: the black woman is in every completion",
     .rules = "block",
     .candidates = "ABCDE",
     .places = 3,
     .bounds = "sex women 2-* CDE, race black 2-* ABE",
     .papers = "5 xA, 4 xB, 3 xC, 2 xD, 1 xE",
     .sheet = "guarded E by 1\n"
              "#1 votes\n"
              "A 5 B 4 C 3 D 2 E 1 lost 0 0 rounding 0\n"
              "in A 5 most-votes\n"
              "doomed B by 1\n"
              "in C 3 most-votes\n"
              "doomed D by 2\n"
              "in E 1 remaining\n"
              "closed 3 0\n"},
    {.name = "CON-4 too few women: a place stays empty",
     .rules = "block",
     .candidates = "ABC",
     .places = 2,
     .bounds = "sex women 2-* C",
     .papers = "5 xA, 4 xB, 3 xC",
     .sheet = "infeasible 1 for 1\n"
              "places-empty 1 constraint 1\n"
              "guarded C by 1\n"
              "doomed A by 1\n"
              "doomed B by 1\n"
              "#1 votes\n"
              "A 5 B 4 C 3 lost 0 0 rounding 0\n"
              "in C 3 remaining\n"
              "empty 2 constraint\n"
              "closed 1 1\n"},
    {.name = "CON-4 ... is referred",
     .rules = "block",
     .set = "insufficient=refer",
     .candidates = "ABC",
     .places = 2,
     .bounds = "sex men 0-* AB, sex women 2-* C",
     .papers = "5 xA, 4 xB, 3 xC",
     .sheet = "infeasible 2 for 1\n"
              "places-empty 1 referred 2\n"
              "guarded C by 2\n"
              "doomed A by 2\n"
              "doomed B by 2\n"
              "#1 votes\n"
              "A 5 B 4 C 3 lost 0 0 rounding 0\n"
              "in C 3 remaining\n"
              "empty 2 referred\n"
              "closed 1 1\n"},
    {.name = "CON-4 ... is refused",
     .rules = "block",
     .set = "insufficient=refuse",
     .candidates = "ABC",
     .places = 2,
     .bounds = "sex women 2-* C",
     .papers = "5 xA, 4 xB, 3 xC",
     .sheet = "infeasible 1 for 1\n"},
    {.name = "CON-4 no number of empty places helps",
     .rules = "block",
     .candidates = "ABC",
     .places = 2,
     .bounds = "sex women 5-* C",
     .papers = "5 xA, 4 xB, 3 xC",
     .sheet = "infeasible 1 for 0\n"},
    {.name = "CON-7 a doomed candidate is not elected, and goes out before any surplus",
     .rules = "scottish-2011",
     .candidates = "ABCD",
     .places = 2,
     .bounds = "sex men 0-1 AB",
     .papers = "10 A, 9 BD, 3 C, 2 D",
     .sheet = "#1 first-preferences\n"
              "quota 9.00000 set 24/3\n"
              "A 10.00000 B 9.00000 C 3.00000 D 2.00000 lost 0 0.00000 rounding 0.00000\n"
              "in A 10.00000 quota\n"
              "doomed B by 1\n"
              "#2 exclusion B\n"
              "out B 9.00000 doomed\n"
              "B>D 9 x 1.00000 = 9.00000\n"
              "A 10.00000* B 0.00000x C 3.00000 D 11.00000 lost 0 0.00000 rounding 0.00000\n"
              "in D 11.00000 quota\n"
              "closed 2 0\n"},
    {.name = "CON-8 the lowest who is not guarded goes out; CON-12 the rest",
     .rules = "scottish-2011",
     .candidates = "ABCD",
     .places = 3,
     .bounds = "sex women 1-* D",
     .papers = "6 A, 5 B, 4 C, 1 D",
     .sheet = "guarded D by 1\n"
              "#1 first-preferences\n"
              "quota 5.00000 set 16/4\n"
              "A 6.00000 B 5.00000 C 4.00000 D 1.00000 lost 0 0.00000 rounding 0.00000\n"
              "in A 6.00000 quota\n"
              "in B 5.00000 quota\n"
              "doomed C by 1\n"
              "in D 1.00000 remaining\n"
              "closed 3 0\n"},
    {.name = "CON-11 level at the quota, room for both, but no completion with both",
     .rules = "scottish-2011",
     .candidates = "ABC",
     .places = 2,
     .bounds = "sex men 0-1 AB",
     .papers = "5 A, 5 B, 1 C",
     .lots = "elect AB B",
     .sheet = "guarded C by 1\n"
              "#1 first-preferences\n"
              "quota 4.00000 set 11/3\n"
              "A 5.00000 B 5.00000 C 1.00000 lost 0 0.00000 rounding 0.00000\n"
              "tie elect AB lot B\n"
              "in B 5.00000 quota\n"
              "doomed A by 1\n"
              "in C 1.00000 remaining\n"
              "closed 2 0\n"},
};

static void check_all(const struct election *elections, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check_election(&elections[i], false);
    }
}

#define CHECK_ALL(table) check_all(table, sizeof(table) / sizeof(table)[0])

static void test_ers97(void **state)
{
    (void)state;
    CHECK_ALL(ers97);
    check_election(&ended_by_bounds, false);
}

static void test_others(void **state)
{
    (void)state;
    CHECK_ALL(others);
}

static void test_meek(void **state)
{
    (void)state;
    CHECK_ALL(meek);
}

static void test_bounds(void **state)
{
    (void)state;
    CHECK_ALL(bounds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ers97),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_meek),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
