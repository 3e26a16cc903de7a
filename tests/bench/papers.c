/*
 * papers.c: large BLT files, faster than gen_ballots.py makes them.
 *
 *     papers PAPERS CANDIDATES PLACES short|full >FILE.blt
 *
 * For what the other inputs do not show: how cost grows with the number of papers (short: as many
 * preferences as people give, five on average, the popular candidates more often), and the worst
 * that a file can ask for (full: every paper ranks all candidates in an order of its own, so that
 * no two can be put together). The numbers come from a fixed sequence: the same bytes everywhere.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CANDIDATES_MAX 250u
#define GOES_ON        80u /* of a hundred voters with one more candidate to give, so many do */

/* Marsaglia's xorshift, 64 bits. */
static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)((*state >> 32) % below);
}

static uint32_t draw_length(uint64_t *state, uint32_t candidates, int full)
{
    uint32_t length = full ? candidates : 1;
    while (length < candidates && draw(state, 100) < GOES_ON) {
        length++;
    }
    return length;
}

/* Of two places drawn the smaller: low numbers are the popular candidates. */
static uint32_t draw_place(uint64_t *state, uint32_t left, int full)
{
    uint32_t one = draw(state, left);
    uint32_t other = full ? one : draw(state, left);
    return one < other ? one : other;
}

static void print_paper(uint64_t *state, uint32_t candidates, int full)
{
    uint32_t left[CANDIDATES_MAX];
    uint32_t length = draw_length(state, candidates, full);
    for (uint32_t i = 0; i < candidates; i++) {
        left[i] = i + 1;
    }
    putchar('1');
    for (uint32_t i = 0; i < length; i++) {
        uint32_t rest = candidates - i;
        uint32_t place = draw_place(state, rest, full);
        printf(" %u", left[place]);
        memmove(&left[place], &left[place + 1], (rest - 1 - place) * sizeof *left);
    }
    puts(" 0");
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: papers PAPERS CANDIDATES PLACES short|full\n");
        return 2;
    }
    unsigned long papers = strtoul(argv[1], NULL, 10);
    unsigned long candidates = strtoul(argv[2], NULL, 10);
    int full = strcmp(argv[4], "full") == 0;
    uint64_t state = 0x9e3779b97f4a7c15u;
    if (candidates < 1 || candidates > CANDIDATES_MAX) {
        fprintf(stderr, "papers: 1 to %u candidates\n", CANDIDATES_MAX);
        return 2;
    }
    printf("%lu %s\n", candidates, argv[3]);
    for (unsigned long i = 0; i < papers; i++) {
        print_paper(&state, (uint32_t)candidates, full);
    }
    puts("0");
    for (unsigned long i = 0; i < candidates; i++) {
        printf("\"C%lu\"\n", i + 1);
    }
    puts("\"made by tests/bench/papers.c\"");
    return fflush(stdout) == 0 ? 0 : 1;
}
