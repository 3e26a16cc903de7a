/*
 * The transferable vote under each published rule set, on elections small enough to do by hand:
 * spec/rules/stv.md, ers97.md, scottish.md, n-ireland.md, wigm.md.
 */
#include "test_count_case.h"

#define NO_MAX   TLRI_NO_MAXIMUM
#define ELECT    TLRI_PURPOSE_ELECT
#define EXCLUDE  TLRI_PURPOSE_EXCLUDE
#define TRANSFER TLRI_PURPOSE_TRANSFER

static const struct election_case cases[] = {
    /* ---- what all share ---- */
    {.name = "STV-7 no papers, and more candidates than places",
     .rules = "scottish-2011",
     .candidates = 3,
     .places = 2,
     .papers = {NULL},
     .expected = "valid 0\n"
                 "1 first-preferences: quota set 1.00000; A 0.00000 B 0.00000 C 0.00000 | 0.00000 "
                 "0.00000\n"
                 "  place 1 empty no-votes\n  place 2 empty no-votes\nclosed 0+2\n"},
    {.name = "STV-3 no papers, and as many candidates as places",
     .rules = "scottish-2011",
     .candidates = 2,
     .places = 2,
     .papers = {NULL},
     .expected = "valid 0\n"
                 "1 first-preferences: quota set 1.00000; A 0.00000 B 0.00000 | 0.00000 0.00000\n"
                 "  elected A remaining 0.00000\n  elected B remaining 0.00000\nclosed 2+0\n"},
    {.name = "STV-2 one candidate",
     .rules = "scottish-2011",
     .candidates = 1,
     .places = 1,
     .papers = {"2: A"},
     .expected = "valid 2\n1 first-preferences: quota set 2.00000; A 2.00000 | 0.00000 0.00000\n"
                 "  elected A quota 2.00000\nclosed 1+0\n"},
    {.name = "CON-4 more places than candidates; the quota is of the places declared",
     .rules = "scottish-2011",
     .candidates = 2,
     .places = 3,
     .papers = {"2: A", "6: B"},
     .expected = "valid 8\nplaces empty 1 too-few-candidates\n"
                 "1 first-preferences: quota set 3.00000; A 2.00000 B 6.00000 | 0.00000 0.00000\n"
                 "  elected B quota 6.00000\n  elected A remaining 2.00000\n"
                 "  place 3 empty too-few-candidates\nclosed 2+1\n"},
    {.name = "STV-9 re-open nominations has a surplus like any other",
     .rules = "scottish-2011",
     .candidates = 3,
     .places = 2,
     .reopen = 'A',
     .papers = {"6: A B", "2: B", "C"},
     .expected = "valid 9\n"
                 "1 first-preferences: quota set 4.00000; A 6.00000 B 2.00000 C 1.00000 | 0.00000 "
                 "0.00000\n"
                 "  place 1 empty re-open-nominations A\n"
                 "2 surplus A 2.00000: A>B 6 at 0.33333, A 4.00000* B 3.99998 C 1.00000 | 0.00000 "
                 "0.00002\n"
                 "3 exclusion C: out C lowest, C>- 1 at 1.00000, A 4.00000* B 3.99998 C 0.00000x "
                 "| 1.00000 0.00002\n"
                 "  elected B remaining 3.99998\nclosed 1+1\n"},
    {.name = "STV-9 reopen = all-after",
     .rules = "scottish-2011",
     .set = {"reopen", "all-after"},
     .candidates = 3,
     .places = 2,
     .reopen = 'A',
     .papers = {"6: A B", "2: B", "C"},
     .expected = "valid 9\n"
                 "1 first-preferences: quota set 4.00000; A 6.00000 B 2.00000 C 1.00000 | 0.00000 "
                 "0.00000\n"
                 "  place 1 empty re-open-nominations A\n  place 2 empty re-open-nominations\n"
                 "closed 0+2\n"},
    /* ---- Scottish ---- */
    {.name =
         "SCO-46, SCO-48 value times surplus over vote, multiplied first; STV-6 the quota is left",
     .rules = "scottish-2011",
     .candidates = 4,
     .places = 2,
     .papers = {"4: A B", "2: A C", "A", "2: B", "C", "2: D B"},
     .expected = "valid 12\n"
                 "1 first-preferences: quota set 5.00000; A 7.00000 B 2.00000 C 1.00000 D 2.00000 "
                 "| 0.00000 0.00000\n"
                 "  elected A quota 7.00000\n"
                 "2 surplus A 2.00000: A>B 4 at 0.28571, A>C 2 at 0.28571, A>- 1 at 0.28571, A "
                 "5.00000* B 3.14284 C 1.57142 D 2.00000 | 0.28571 0.00003\n"
                 "3 exclusion C: out C lowest, C>- 1 at 1.00000, C>- 2 at 0.28571, A 5.00000* B "
                 "3.14284 C 0.00000x D 2.00000 | 1.85713 0.00003\n"
                 "4 exclusion D: out D lowest, D>B 2 at 1.00000, A 5.00000* B 5.14284 C 0.00000x "
                 "D 0.00000x | 1.85713 0.00003\n"
                 "  elected B quota 5.14284\nclosed 2+0\n"},
    {.name = "SCO-48 a second surplus of papers at two values",
     .rules = "scottish-2011",
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
                 "3 surplus B 1.99996: B>C 3 at 0.28571, B>C 9 at 0.12698, A 5.00000* B 5.00000* "
                 "C 3.99995 D 2.00000 E 3.00000 | 0.00000 0.00005\n"
                 "4 exclusion D: out D lowest, D>- 2 at 1.00000, A 5.00000* B 5.00000* C 3.99995 "
                 "D 0.00000x E 3.00000 | 2.00000 0.00005\n"
                 "5 exclusion E: out E lowest, E>- 3 at 1.00000, A 5.00000* B 5.00000* C 3.99995 "
                 "D 0.00000x E 0.00000x | 5.00000 0.00005\n"
                 "  elected C remaining 3.99995\nclosed 3+0\n"},
    {.name = "SCO-49 equal surpluses look back, then a lot decides",
     .rules = "scottish-2011",
     .candidates = 4,
     .places = 3,
     .lot = {{TRANSFER, "AB", 'B'}},
     .papers = {"6: A C", "6: B D", "2: C", "2: D"},
     .expected = "valid 16\n"
                 "1 first-preferences: quota set 5.00000; A 6.00000 B 6.00000 C 2.00000 D 2.00000 "
                 "| 0.00000 0.00000\n"
                 "  elected A quota 6.00000\n  elected B quota 6.00000\n"
                 "  tie transfer AB lot B (stage 2)\n"
                 "2 surplus B 1.00000: B>D 6 at 0.16666, A 6.00000* B 5.00000* C 2.00000 D "
                 "2.99996 | 0.00000 0.00004\n"
                 "3 surplus A 1.00000: A>C 6 at 0.16666, A 5.00000* B 5.00000* C 2.99996 D "
                 "2.99996 | 0.00000 0.00008\n"
                 "  tie exclude CD earlier-stage 2 C (stage 4)\n"
                 "4 exclusion C: out C lowest, C>- 2 at 1.00000, C>- 6 at 0.16666, A 5.00000* B "
                 "5.00000* C 0.00000x D 2.99996 | 2.99996 0.00008\n"
                 "  elected D remaining 2.99996\nclosed 3+0\n"},
    {.name = "SCO-51, TIE-2 the lowest looks back to the latest stage where they differ",
     .rules = "scottish-2011",
     .candidates = 5,
     .places = 1,
     .papers = {"6: A", "5: B", "3: C", "2: D", "E D"},
     .expected = "valid 17\n"
                 "1 first-preferences: quota set 9.00000; A 6.00000 B 5.00000 C 3.00000 D 2.00000 "
                 "E 1.00000 | 0.00000 0.00000\n"
                 "2 exclusion E: out E lowest, E>D 1 at 1.00000, A 6.00000 B 5.00000 C 3.00000 D "
                 "3.00000 E 0.00000x | 0.00000 0.00000\n"
                 "  tie exclude CD earlier-stage 1 D (stage 3)\n"
                 "3 exclusion D: out D lowest, D>- 3 at 1.00000, A 6.00000 B 5.00000 C 3.00000 D "
                 "0.00000x E 0.00000x | 3.00000 0.00000\n"
                 "4 exclusion C: out C lowest, C>- 3 at 1.00000, A 6.00000 B 5.00000 C 0.00000x D "
                 "0.00000x E 0.00000x | 6.00000 0.00000\n"
                 "5 exclusion B: out B lowest, B>- 5 at 1.00000, A 6.00000 B 0.00000x C 0.00000x "
                 "D 0.00000x E 0.00000x | 11.00000 0.00000\n"
                 "  elected A remaining 6.00000\nclosed 1+0\n"},
    {.name = "SCO-52 the papers of the last excluded are moved before the rest are elected",
     .rules = "scottish-2011",
     .candidates = 3,
     .places = 2,
     .papers = {"4: A", "3: B", "2: C B"},
     .set = {"tie-exclusion", "order"},
     .expected = "valid 9\n"
                 "1 first-preferences: quota set 4.00000; A 4.00000 B 3.00000 C 2.00000 | 0.00000 "
                 "0.00000\n"
                 "  elected A quota 4.00000\n"
                 "2 exclusion C: out C lowest, C>B 2 at 1.00000, A 4.00000* B 5.00000 C 0.00000x "
                 "| 0.00000 0.00000\n"
                 "  elected B quota 5.00000\nclosed 2+0\n"},
    /* ---- ERS97 ---- */
    {.name = "ERS-1.6, ERS-2.2, ERS-3.7, ERS-3.9 the booklet's model election, stages 1 and 2",
     .rules = "ers97",
     .candidates = 11,
     .places = 6,
     .papers = {"123: A B", "11: A", "105: B", "91: C", "90: D", "81: E", "64: F", "59: G", "55: H",
                "27: I", "24: J", "23: K"},
     .contains = {"valid 753\n", "quota set 107.58;", "A 134.00 B 105.00 C 91.00",
                  "required 107.58\n  elected A quota 134.00\n2 surplus A 26.42:",
                  " A>B 123 at 0.21, A>- 11 at 0.00, A 107.58* B 130.83", "| 0.00 0.59 required"}},
    {.name = "ERS-1.6 an exact division is the quota as it is",
     .rules = "ers97",
     .candidates = 3,
     .places = 1,
     .papers = {"4: A", "B", "C"},
     .contains = {"quota set 3.00;", "elected A quota"}},
    {.name = "ERS-3.2 a later surplus: the last batch; ERS-3.9 papers that keep their value",
     .rules = "ers97",
     .candidates = 5,
     .places = 3,
     .papers = {"10: A", "5: B C", "5: C", "4: D B", "2: E D"},
     .expected = "valid 26\n"
                 "1 first-preferences: quota set 6.50; A 10.00 B 5.00 C 5.00 D 4.00 E 2.00 | 0.00 "
                 "0.00 required 6.50\n"
                 "  elected A quota 10.00\n"
                 "2 surplus A 3.50: A>- 10 at 1.00, A 6.50* B 5.00 C 5.00 D 4.00 E 2.00 | 3.50 "
                 "0.00 required 5.34\n"
                 "3 exclusion E part 1 2.00: out E lowest, E>D 2 at 1.00, A 6.50* B 5.00 C 5.00 D "
                 "6.00 E 0.00x | 3.50 0.00 required 5.34\n"
                 "  elected D required-vote 6.00\n  tie elect BC none-elected - (stage 3)\n"
                 "  tie exclude BC lot-needed - (stage 4)\nlot needed\n"},
    {.name = "ERS-1.7, ERS-6.20 the vote required falls with every vote that is settled",
     .rules = "ers97",
     .candidates = 4,
     .places = 2,
     .papers = {"6: A", "4: B", "2: C", "D"},
     .expected = "valid 13\n"
                 "1 first-preferences: quota set 4.34; A 6.00 B 4.00 C 2.00 D 1.00 | 0.00 0.00 "
                 "required 4.34\n"
                 "  elected A quota 6.00\n"
                 "2 surplus A 1.66: A>- 6 at 1.00, A 4.34* B 4.00 C 2.00 D 1.00 | 1.66 0.00 "
                 "required 3.50\n"
                 "  elected B required-vote 4.00\nclosed 2+0\n"},
    {.name = "ERS-2.2 a surplus that cannot change who goes out waits, at equality too",
     .rules = "ers97",
     .candidates = 5,
     .places = 2,
     .papers = {"12: A B", "6: B", "6: C", "4: D", "2: E C"},
     .expected = "valid 30\n"
                 "1 first-preferences: quota set 10.00; A 12.00 B 6.00 C 6.00 D 4.00 E 2.00 | "
                 "0.00 0.00 required 10.00\n"
                 "  elected A quota 12.00\n  deferred 2.00 within 2.00\n"
                 "2 exclusion E part 1 2.00: out E lowest, E>C 2 at 1.00, A 12.00* B 6.00 C 8.00 "
                 "D 4.00 E 0.00x | 0.00 0.00 required 10.00\n"
                 "  deferred 2.00 within 2.00\n"
                 "3 exclusion D part 1 4.00: out D lowest, D>- 4 at 1.00, A 12.00* B 6.00 C 8.00 "
                 "D 0.00x E 0.00x | 4.00 0.00 required 8.00\n"
                 "  elected C required-vote 8.00\nclosed 2+0\n"},
    {.name = "ERS-2.5 as many of the lowest together as possible",
     .rules = "ers97",
     .candidates = 6,
     .places = 2,
     .papers = {"7: A", "6: B", "5: C", "2: D C", "2: E B", "F B"},
     .expected = "valid 23\n"
                 "1 first-preferences: quota set 7.67; A 7.00 B 6.00 C 5.00 D 2.00 E 2.00 F 1.00 "
                 "| 0.00 0.00 required 7.67\n"
                 "2 exclusion DEF part 1 5.00: out F together, out D together, out E together, "
                 "D>C 2 at 1.00, E>B 2 at 1.00, F>B 1 at 1.00, A 7.00 B 9.00 C 7.00 D 0.00x E "
                 "0.00x F 0.00x | 0.00 0.00 required 7.67\n"
                 "  elected B quota 9.00\n"
                 "3 surplus B 1.33: B>- 3 at 1.00, A 7.00 B 7.67* C 7.00 D 0.00x E 0.00x F 0.00x "
                 "| 1.33 0.00 required 7.00\n"
                 "  tie elect AC earlier-stage 1 A (stage 3)\n  elected A required-vote 7.00\n"
                 "closed 2+0\n"},
    {.name = "ERS-4.1 batch by batch, the highest value first; ERS-4.10 no papers for the elected",
     .rules = "ers97",
     .candidates = 5,
     .places = 3,
     .papers = {"12: A D B", "4: B", "5: C", "2: D B C", "4: E"},
     .expected = "valid 27\n"
                 "1 first-preferences: quota set 6.75; A 12.00 B 4.00 C 5.00 D 2.00 E 4.00 | 0.00 "
                 "0.00 required 6.75\n"
                 "  elected A quota 12.00\n"
                 "2 surplus A 5.25: A>D 12 at 0.43, A 6.75* B 4.00 C 5.00 D 7.16 E 4.00 | 0.00 "
                 "0.09 required 6.72\n"
                 "  elected D quota 7.16\n"
                 "3 surplus D 0.41: D>B 12 at 0.03, A 6.75* B 4.36 C 5.00 D 6.75* E 4.00 | 0.00 "
                 "0.14 required 6.68\n"
                 "4 exclusion E part 1 4.00: out E lowest, E>- 4 at 1.00, A 6.75* B 4.36 C 5.00 D "
                 "6.75* E 0.00x | 4.00 0.14 required 4.68\n"
                 "  elected C required-vote 5.00\nclosed 3+0\n"},
    {.name = "ERS-4.8 the quota falls while nobody is elected",
     .rules = "ers97",
     .candidates = 5,
     .places = 2,
     .papers = {"5: A", "5: B", "4: C", "3: D", "E"},
     .expected = "valid 18\n"
                 "1 first-preferences: quota set 6.00; A 5.00 B 5.00 C 4.00 D 3.00 E 1.00 | 0.00 "
                 "0.00 required 6.00\n"
                 "2 exclusion DE part 1 4.00: out E together, out D together, D>- 3 at 1.00, E>- "
                 "1 at 1.00, quota lowered 4.67; A 5.00 B 5.00 C 4.00 D 0.00x E 0.00x | 4.00 0.00 "
                 "required 4.67\n"
                 "  elected A quota 5.00\n  elected B quota 5.00\nclosed 2+0\n"},
    {.name = "ERS-5.1 an exclusion that would leave as many as places is not made",
     .rules = "ers97",
     .candidates = 3,
     .places = 2,
     .papers = {"4: A", "3: B", "3: C"},
     .lot = {{EXCLUDE, "BC", 'B'}},
     .expected = "valid 10\n"
                 "1 first-preferences: quota set 3.34; A 4.00 B 3.00 C 3.00 | 0.00 0.00 required "
                 "3.34\n"
                 "  elected A quota 4.00\n"
                 "2 surplus A 0.66: A>- 4 at 1.00, A 3.34* B 3.00 C 3.00 | 0.66 0.00 required "
                 "3.00\n"
                 "  tie elect BC none-elected - (stage 2)\n  tie exclude BC lot B (stage 3)\n"
                 "  elected C remaining 3.00\nclosed 2+0\n"},
    {.name = "ERS-6.2 level, and fewer places: none is elected now",
     .rules = "ers97",
     .candidates = 3,
     .places = 1,
     .papers = {"3: A", "3: B"},
     .expected = "valid 6\n"
                 "1 first-preferences: quota set 3.00; A 3.00 B 3.00 C 0.00 | 0.00 0.00 required "
                 "3.00\n"
                 "  tie elect AB none-elected - (stage 1)\n"
                 "2 exclusion C part 1: out C lowest, A 3.00 B 3.00 C 0.00x | 0.00 0.00 required "
                 "3.00\n"
                 "  tie elect AB none-elected - (stage 2)\n"
                 "  tie exclude AB lot-needed - (stage 3)\nlot needed\n"},
    /* ---- Northern Ireland ---- */
    {.name = "NIR-48.1, NIR-49.4 surplus over transferable papers, cut to hundredths",
     .rules = "n-ireland-1985",
     .candidates = 4,
     .places = 2,
     .papers = {"6: A B", "A C", "2: A", "3: B", "3: C", "4: D"},
     .expected = "valid 19\n"
                 "1 first-preferences: quota set 7.00; A 9.00 B 3.00 C 3.00 D 4.00 | 0.00 0.00\n"
                 "  elected A quota 9.00\n"
                 "2 surplus A 2.00: A>B 6 at 0.28, A>C 1 at 0.28, A>- 2 at 0.00, A 7.00* B 4.68 C "
                 "3.28 D 4.00 | 0.00 0.04\n"
                 "3 exclusion C: out C lowest, C>- 3 at 1.00, C>- 1 at 0.28, A 7.00* B 4.68 C "
                 "0.00x D 4.00 | 3.28 0.04\n"
                 "  elected B required-vote 4.68\nclosed 2+0\n"},
    {.name = "NIR-49.4 never more than 1: papers that keep their value",
     .rules = "n-ireland-1985",
     .candidates = 4,
     .places = 2,
     .papers = {"A B", "9: A", "3: B", "3: C", "4: D"},
     .expected = "valid 20\n"
                 "1 first-preferences: quota set 7.00; A 10.00 B 3.00 C 3.00 D 4.00 | 0.00 0.00\n"
                 "  elected A quota 10.00\n"
                 "2 surplus A 3.00: A>B 1 at 1.00, A>- 9 at 1.00, A 7.00* B 4.00 C 3.00 D 4.00 | "
                 "2.00 0.00\n"
                 "3 exclusion C: out C lowest, C>- 3 at 1.00, A 7.00* B 4.00 C 0.00x D 4.00 | "
                 "5.00 0.00\n"
                 "  tie elect BD earlier-stage 1 D (stage 3)\n  elected D required-vote 4.00\n"
                 "closed 2+0\n"},
    {.name = "NIR-48.3 one place: nobody is elected at the first stage, no surplus is moved",
     .rules = "n-ireland-1985",
     .candidates = 3,
     .places = 1,
     .papers = {"5: A", "2: B", "C"},
     .expected = "valid 8\n"
                 "1 first-preferences: quota set 5.00; A 5.00 B 2.00 C 1.00 | 0.00 0.00\n"
                 "2 exclusion BC: out C together, out B together, B>- 2 at 1.00, C>- 1 at 1.00, A "
                 "5.00 B 0.00x C 0.00x | 3.00 0.00\n"
                 "  elected A quota 5.00\nclosed 1+0\n"},
    {.name = "NIR-49.10 surpluses wait only when strictly less",
     .rules = "n-ireland-1985",
     .candidates = 5,
     .places = 2,
     .papers = {"13: A B", "6: B", "6: C", "4: D", "E"},
     .expected = "valid 30\n"
                 "1 first-preferences: quota set 11.00; A 13.00 B 6.00 C 6.00 D 4.00 E 1.00 | "
                 "0.00 0.00\n"
                 "  elected A quota 13.00\n  deferred 2.00 within 3.00\n"
                 "2 exclusion E: out E lowest, E>- 1 at 1.00, A 13.00* B 6.00 C 6.00 D 4.00 E "
                 "0.00x | 1.00 0.00\n"
                 "3 surplus A 2.00: A>B 13 at 0.15, A 11.00* B 7.95 C 6.00 D 4.00 E 0.00x | 1.00 "
                 "0.05\n"
                 "4 exclusion D: out D lowest, D>- 4 at 1.00, A 11.00* B 7.95 C 6.00 D 0.00x E "
                 "0.00x | 5.00 0.05\n"
                 "  elected B required-vote 7.95\nclosed 2+0\n"},
    {.name = "NIR-51 who has the quota after a sub-parcel receives nothing of the next",
     .rules = "n-ireland-1985",
     .candidates = 5,
     .places = 2,
     .papers = {"7: A", "6: B", "4: C", "3: D B", "E D B C"},
     .expected = "valid 21\n"
                 "1 first-preferences: quota set 8.00; A 7.00 B 6.00 C 4.00 D 3.00 E 1.00 | 0.00 "
                 "0.00\n"
                 "2 exclusion E: out E lowest, E>D 1 at 1.00, A 7.00 B 6.00 C 4.00 D 4.00 E 0.00x "
                 "| 0.00 0.00\n"
                 "  tie exclude CD earlier-stage 1 D (stage 3)\n"
                 "3 exclusion D: out D lowest, D>B 3 at 1.00, D>C 1 at 1.00, A 7.00 B 9.00 C 5.00 "
                 "D 0.00x E 0.00x | 0.00 0.00\n"
                 "  elected B quota 9.00\n  elected A required-vote 7.00\nclosed 2+0\n"},
    {.name = "NIR-51.12 several together when strictly less than the next",
     .rules = "n-ireland-1985",
     .candidates = 5,
     .places = 2,
     .papers = {"7: A", "6: B", "5: C", "2: D C", "2: E B"},
     .expected = "valid 22\n"
                 "1 first-preferences: quota set 8.00; A 7.00 B 6.00 C 5.00 D 2.00 E 2.00 | 0.00 "
                 "0.00\n"
                 "2 exclusion DE: out D together, out E together, D>C 2 at 1.00, E>B 2 at 1.00, A "
                 "7.00 B 8.00 C 7.00 D 0.00x E 0.00x | 0.00 0.00\n"
                 "  elected B quota 8.00\n  tie elect AC earlier-stage 1 A (stage 2)\n"
                 "  elected A required-vote 7.00\nclosed 2+0\n"},
    {.name = "NIR-52 the last place: at least all others and the surpluses",
     .rules = "n-ireland-1985",
     .candidates = 4,
     .places = 2,
     .papers = {"9: A", "6: B", "4: C", "2: D"},
     .expected = "valid 21\n"
                 "1 first-preferences: quota set 8.00; A 9.00 B 6.00 C 4.00 D 2.00 | 0.00 0.00\n"
                 "  elected A quota 9.00\n  deferred 1.00 within 2.00\n"
                 "2 exclusion D: out D lowest, D>- 2 at 1.00, A 9.00* B 6.00 C 4.00 D 0.00x | "
                 "2.00 0.00\n"
                 "  elected B required-vote 6.00\nclosed 2+0\n"},
    /* ---- WIGM ---- */
    {.name = "WIG-A.1, WIG-B.3 every product and quotient cut to four decimals",
     .rules = "wigm-prf",
     .candidates = 4,
     .places = 2,
     .papers = {"4: A B", "2: A C", "A", "2: B", "C", "2: D B"},
     .expected = "valid 12\n"
                 "1 first-preferences: quota set 4.0001; A 7.0000 B 2.0000 C 1.0000 D 2.0000 | "
                 "0.0000 0.0000\n"
                 "  elected A quota 7.0000\n"
                 "2 surplus A 2.9999: A>B 4 at 0.4285, A>C 2 at 0.4285, A>- 1 at 0.4285, A "
                 "4.0001* B 3.7140 C 1.8570 D 2.0000 | 0.4285 0.0004\n"
                 "3 exclusion C: out C lowest, C>- 1 at 1.0000, C>- 2 at 0.4285, A 4.0001* B "
                 "3.7140 C 0.0000x D 2.0000 | 2.2855 0.0004\n"
                 "4 exclusion D: out D lowest, D>B 2 at 1.0000, A 4.0001* B 5.7140 C 0.0000x D "
                 "0.0000x | 2.2855 0.0004\n"
                 "  elected B quota 5.7140\nclosed 2+0\n"},
    {.name = "WIG-B.3 papers whose new value is nothing are non-transferable",
     .rules = "wigm-prf",
     .candidates = 4,
     .places = 2,
     .papers = {"10001: A B", "9999: B", "9000: C", "1000: D C"},
     .expected = "valid 30000\n"
                 "1 first-preferences: quota set 10000.0001; A 10001.0000 B 9999.0000 C 9000.0000 "
                 "D 1000.0000 | 0.0000 0.0000\n"
                 "  elected A quota 10001.0000\n"
                 "2 surplus A 0.9999: A>- 10001 at 0.0000, A 10000.0001* B 9999.0000 C 9000.0000 "
                 "D 1000.0000 | 0.0000 0.9999\n"
                 "3 exclusion D: out D lowest, D>C 1000 at 1.0000, A 10000.0001* B 9999.0000 C "
                 "10000.0000 D 0.0000x | 0.0000 0.9999\n"
                 "4 exclusion B: out B lowest, B>- 9999 at 1.0000, A 10000.0001* B 0.0000x C "
                 "10000.0000 D 0.0000x | 9999.0000 0.9999\n"
                 "  elected C remaining 10000.0000\nclosed 2+0\n"},
    {.name = "WIG-B.2 batch defeat before any surplus",
     .rules = "wigm-prf-batch",
     .candidates = 5,
     .places = 2,
     .papers = {"9: A C", "6: B", "6: C", "2: D B", "E C"},
     .expected = "valid 24\n"
                 "1 first-preferences: quota set 8.0001; A 9.0000 B 6.0000 C 6.0000 D 2.0000 E "
                 "1.0000 | 0.0000 0.0000\n"
                 "  elected A quota 9.0000\n"
                 "2 exclusion DE: out E together, out D together, D>B 2 at 1.0000, E>C 1 at "
                 "1.0000, A 9.0000* B 8.0000 C 7.0000 D 0.0000x E 0.0000x | 0.0000 0.0000\n"
                 "3 exclusion C: out C lowest, A 9.0000* B 8.0000 C 7.0000x D 0.0000x E 0.0000x | "
                 "0.0000 0.0000\n"
                 "  elected B remaining 8.0000\nclosed 2+0\n"},
    {.name = "WIG-B.4 level lowest by the order drawn beforehand, TIE-6",
     .rules = "wigm-prf",
     .candidates = 4,
     .places = 1,
     .order = "DCBA",
     .papers = {"4: A", "3: B", "2: C B", "2: D A"},
     .expected = "valid 11\n"
                 "1 first-preferences: quota set 5.5001; A 4.0000 B 3.0000 C 2.0000 D 2.0000 | "
                 "0.0000 0.0000\n"
                 "  tie exclude CD predetermined-order D (stage 2)\n"
                 "2 exclusion D: out D lowest, D>A 2 at 1.0000, A 6.0000 B 3.0000 C 2.0000 D "
                 "0.0000x | 0.0000 0.0000\n"
                 "  elected A quota 6.0000\nclosed 1+0\n"},
    {.name = "STV-4, STV-5 long rankings that differ late, moved many times",
     .rules = "scottish-2011",
     .set = {"tie-exclusion", "order"},
     .candidates = 11,
     .places = 2,
     .papers = {"A B C D E F G H I J K", "A B C D E F G H I K J", "2: A B C D E F G H I",
                "B C D E F G H I J K", "B C D E F G H I K", "2: C D E F G H I J", "3: C D",
                "D E F G H I J K", "4: K", "5: J", "4: I J", "H G F E D C B A", "G K"},
     .expected = "valid 27\n"
                 "1 first-preferences: quota set 10.00000; A 4.00000 B 2.00000 C 5.00000 D "
                 "1.00000 E 0.00000 F 0.00000 G 1.00000 H 1.00000 I 4.00000 J 5.00000 K 4.00000 | "
                 "0.00000 0.00000\n"
                 "  tie exclude EF predetermined-order E (stage 2)\n"
                 "2 exclusion E: out E lowest, A 4.00000 B 2.00000 C 5.00000 D 1.00000 E 0.00000x "
                 "F 0.00000 G 1.00000 H 1.00000 I 4.00000 J 5.00000 K 4.00000 | 0.00000 0.00000\n"
                 "3 exclusion F: out F lowest, A 4.00000 B 2.00000 C 5.00000 D 1.00000 E 0.00000x "
                 "F 0.00000x G 1.00000 H 1.00000 I 4.00000 J 5.00000 K 4.00000 | 0.00000 0.00000\n"
                 "  tie exclude DGH predetermined-order D (stage 4)\n"
                 "4 exclusion D: out D lowest, D>G 1 at 1.00000, A 4.00000 B 2.00000 C 5.00000 D "
                 "0.00000x E 0.00000x F 0.00000x G 2.00000 H 1.00000 I 4.00000 J 5.00000 K "
                 "4.00000 | 0.00000 0.00000\n"
                 "5 exclusion H: out H lowest, H>G 1 at 1.00000, A 4.00000 B 2.00000 C 5.00000 D "
                 "0.00000x E 0.00000x F 0.00000x G 3.00000 H 0.00000x I 4.00000 J 5.00000 K "
                 "4.00000 | 0.00000 0.00000\n"
                 "6 exclusion B: out B lowest, B>C 2 at 1.00000, A 4.00000 B 0.00000x C 7.00000 D "
                 "0.00000x E 0.00000x F 0.00000x G 3.00000 H 0.00000x I 4.00000 J 5.00000 K "
                 "4.00000 | 0.00000 0.00000\n"
                 "7 exclusion G: out G lowest, G>C 1 at 1.00000, G>I 1 at 1.00000, G>K 1 at "
                 "1.00000, A 4.00000 B 0.00000x C 8.00000 D 0.00000x E 0.00000x F 0.00000x G "
                 "0.00000x H 0.00000x I 5.00000 J 5.00000 K 5.00000 | 0.00000 0.00000\n"
                 "8 exclusion A: out A lowest, A>C 4 at 1.00000, A 0.00000x B 0.00000x C 12.00000 "
                 "D 0.00000x E 0.00000x F 0.00000x G 0.00000x H 0.00000x I 5.00000 J 5.00000 K "
                 "5.00000 | 0.00000 0.00000\n"
                 "  elected C quota 12.00000\n"
                 "9 surplus C 2.00000: C>I 8 at 0.16666, C>- 4 at 0.16666, A 0.00000x B 0.00000x "
                 "C 10.00000* D 0.00000x E 0.00000x F 0.00000x G 0.00000x H 0.00000x I 6.33328 J "
                 "5.00000 K 5.00000 | 0.66664 0.00008\n"
                 "  tie exclude JK earlier-stage 6 K (stage 10)\n"
                 "10 exclusion K: out K lowest, K>- 5 at 1.00000, A 0.00000x B 0.00000x C "
                 "10.00000* D 0.00000x E 0.00000x F 0.00000x G 0.00000x H 0.00000x I 6.33328 J "
                 "5.00000 K 0.00000x | 5.66664 0.00008\n"
                 "11 exclusion J: out J lowest, J>- 5 at 1.00000, A 0.00000x B 0.00000x C "
                 "10.00000* D 0.00000x E 0.00000x F 0.00000x G 0.00000x H 0.00000x I 6.33328 J "
                 "0.00000x K 0.00000x | 10.66664 0.00008\n"
                 "  elected I remaining 6.33328\nclosed 2+0\n"},
};

int main(void)
{
    return case_run_table("the transferable vote", cases, sizeof cases / sizeof cases[0]);
}
