/*
 * count/prefix_tree.h: rankings with their common beginnings put together, for Meek's method.
 */
#ifndef TLRI_COUNT_PREFIX_TREE_H
#define TLRI_COUNT_PREFIX_TREE_H

#include "count/state.h"

/* One preference, reached by all papers that agree up to it. */
struct tlri_prefix_node {
    uint64_t papers; /* that reach it or go on from it */
    uint32_t behind; /* the next node that does not go on from this one */
    uint8_t candidate;
    uint8_t depth; /* preferences before it */
};

/* The ballots that begin with the same weight, as a tree in the order of a walk through it. */
struct tlri_prefix_tree {
    struct tlri_array nodes; /* struct tlri_prefix_node */
    tlri_dec weight;         /* of each paper at its first preference */
};

/* Makes the tree of all ballots cut into `parts` parts; lead: those that bear the first order. The
 * tree is to be dropped in any case. TLR_E_MEMORY. */
tlr_status tlri_prefix_tree_make(struct tlri_prefix_tree *tree, struct tlri_count *count,
                                 uint32_t parts, bool lead) TLRI_NODISCARD;
void tlri_prefix_tree_drop(struct tlri_prefix_tree *tree);

/* [MEK-1] Lets every paper pass down its preferences, each candidate keeping `keep` of what reaches
 * it, rounded up, and adds what is kept to `votes`. unit: 1 at the decimals of the count. */
void tlri_prefix_tree_pass(const struct tlri_prefix_tree *tree, const uint64_t *keep, uint64_t unit,
                           tlri_dec *votes);

#endif
