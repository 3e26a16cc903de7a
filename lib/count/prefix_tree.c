/*
 * count/prefix_tree.c: the papers of a Meek count as a tree of common beginnings ([MEK-1]).
 *
 * What a paper still weighs at some preference depends on the preferences before it alone. So
 * papers with a common beginning share the work, and where a candidate keeps all that arrives
 * (everybody who continues does) the whole subtree behind is passed over. Ballots come sorted by
 * preference after preference, so the tree is their sequence without the repetitions: a flat array
 * in the order of a walk, each node knowing where its subtree ends. No pointers, no recursion: one
 * weight for each depth.
 */
#include "count/prefix_tree.h"

#define BILLION 1000000000u

/* The path from the root to the ballot added last. */
struct path {
    uint32_t node[TLRI_CANDIDATES_MAX];
    uint32_t length;
};

static struct tlri_prefix_node *node_at(const struct tlri_prefix_tree *tree, uint32_t i)
{
    return (struct tlri_prefix_node *)tree->nodes.data + i;
}

/* Ends the subtrees of the path that a ballot does not share. */
static void leave(struct tlri_prefix_tree *tree, struct path *path, uint32_t shared)
{
    while (path->length > shared) {
        path->length--;
        node_at(tree, path->node[path->length])->behind = (uint32_t)tree->nodes.count;
    }
}

static uint32_t shared_with(const struct tlri_prefix_tree *tree, const struct path *path,
                            const uint8_t *rank, uint32_t length)
{
    uint32_t shared = 0;
    while (shared < path->length && shared < length &&
           node_at(tree, path->node[shared])->candidate == rank[shared]) {
        shared++;
    }
    return shared;
}

static tlr_status add(struct tlri_prefix_tree *tree, struct path *path,
                      const struct tlri_ballot *ballot, const uint8_t *rank)
{
    leave(tree, path, shared_with(tree, path, rank, ballot->length));
    for (uint32_t depth = path->length; depth < ballot->length; depth++) {
        struct tlri_prefix_node *node = NULL;
        path->node[depth] = (uint32_t)tree->nodes.count;
        TLR_TRY(tlri_array_push(&tree->nodes, &node));
        node->candidate = rank[depth];
        node->depth = (uint8_t)depth;
    }
    path->length = ballot->length;
    for (uint32_t depth = 0; depth < ballot->length; depth++) {
        node_at(tree, path->node[depth])->papers += ballot->papers;
    }
    return TLR_OK;
}

tlr_status tlri_prefix_tree_make(struct tlri_prefix_tree *tree, struct tlri_count *count,
                                 uint32_t parts, bool lead)
{
    const struct tlri_ballots *ballots = &count->ballots;
    struct path path = {.length = 0};
    /* [MEK-13] Equal shares, cut; what is left goes to the first order. */
    tlri_dec unit = tlri_dec_unit(count->out->decimals);
    tlri_dec share = unit / (tlri_dec)parts;
    tree->weight = lead ? unit - share * (tlri_dec)(parts - 1) : share;
    tlri_array_init(&tree->nodes, count->ctx, sizeof(struct tlri_prefix_node), UINT32_MAX);
    for (uint32_t row = 0; row < ballots->rows; row++) {
        const struct tlri_ballot *ballot = &ballots->row[row];
        if (ballot->parts == parts && ballot->lead == lead) {
            TLR_TRY(add(tree, &path, ballot, ballots->rank + ballot->first));
        }
    }
    leave(tree, &path, 0);
    return TLR_OK;
}

void tlri_prefix_tree_drop(struct tlri_prefix_tree *tree)
{
    tlri_array_drop(&tree->nodes);
}

/* weight x keep, rounded up; both at most 1, so that up to nine decimals the product fits 64 bits.
 */
static uint64_t kept_of(uint64_t weight, uint64_t keep, uint64_t unit)
{
    if (unit == BILLION) {
        return (weight * keep + (BILLION - 1)) / BILLION;
    }
    return (uint64_t)(((tlri_u128)weight * keep + (unit - 1)) / unit);
}

void tlri_prefix_tree_pass(const struct tlri_prefix_tree *tree, const uint64_t *keep, uint64_t unit,
                           tlri_dec *votes)
{
    uint64_t weight[TLRI_CANDIDATES_MAX + 1];
    const struct tlri_prefix_node *node = tree->nodes.data;
    uint32_t n = (uint32_t)tree->nodes.count;
    weight[0] = (uint64_t)tree->weight;
    for (uint32_t i = 0; i < n;) {
        const struct tlri_prefix_node *at = &node[i];
        uint64_t arrives = weight[at->depth];
        uint64_t kept = kept_of(arrives, keep[at->candidate], unit);
        votes[at->candidate] += (tlri_dec)((tlri_u128)kept * at->papers);
        weight[at->depth + 1] = arrives - kept;
        i = arrives == kept ? at->behind : i + 1;
    }
}
