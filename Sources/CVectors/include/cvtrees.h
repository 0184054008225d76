#ifndef CVTREES_H
#define CVTREES_H

#include <stddef.h>
#include <stdint.h>

// Shapley values of a tree, many rows side by side. A tree is a list of steps, depth first; the
// numbers of a step stand one after the other among the constants. What they mean is said where
// they are made, in Swift; here they are only multiplied and added, in the same order everywhere.
//
// The caller checks that features, players, depths and places are within their arrays.

enum {
  // A split is entered; then its left part follows.
  // Numbers: the left way's factors for each node (followed, not followed, not followed earlier).
  CV_TREE_ENTER,
  // The left part is done; then the right part follows. Numbers: the right way's factors.
  CV_TREE_TURN,
  // The right part is done. Numbers: shares for each node (left way followed and not, right way
  // followed and not).
  CV_TREE_LEAVE,
  // A leaf. Numbers: its value for each node.
  CV_TREE_LEAF,
  // A split of two leaves. Numbers for each node: sums (left, right, neither), shares (left,
  // right).
  CV_TREE_PAIR,
  // A split of two pairs, which follow as the next two steps. Numbers: those of entering, turning
  // and leaving.
  CV_TREE_QUAD,
  // A feature of the line of the leaf before: rows that lack it have no line.
  CV_TREE_KNOWN,
  // A slope of the line of the leaf before. Numbers: slope, mean, low, high, then for each node the
  // sum and the share; for interactions the sum and what takes the place of the player's share.
  CV_TREE_SLOPE,
};

enum {
  CV_TREE_MISSING_LEFT = 1,
  // It goes by levels: those in the set go left, or right where the next flag stands too.
  CV_TREE_LEVELS = 2,
  CV_TREE_MEMBERS_RIGHT = 4,
  // Who follows is asked for further down.
  CV_TREE_KEEP = 8,
};

typedef struct {
  int32_t kind, flags;
  int32_t feature, player;
  // The number of splits above.
  int32_t depth;
  // The number of splits above and with the earlier one of the same player, 0 for none.
  int32_t earlier;
  // Where sums go: 2 * depth for what stands on the left of a split, 1 more on the right.
  int32_t side;
  // The number of words of a set; of a leaf of interactions that of its players.
  int32_t set_count;
  // The greatest value that goes left.
  double threshold;
  // The first word of a set; of a leaf of interactions its first player; of a slope its player's
  // place among those.
  int64_t set;
  // The first number.
  int64_t numbers;
} cv_tree_step;

// A player on the way to a leaf, the depth of its last split, and its shares for each node followed
// by that for rows that do not follow.
typedef struct {
  int32_t player, depth;
  int64_t numbers;
} cv_tree_player;

// How many rows are worked on together; counts of rows are multiples of it.
enum { CV_TREE_LANES = 16 };

// How many numbers of working memory a tree needs.
size_t cv_tree_memory(size_t nodes, size_t depth, size_t players);

// values[player][row] += the tree's values. x[feature][row]; both with the stride given.
// rows is a multiple of the lanes. memory need not be cleared.
void cv_tree_values(
    size_t nodes, size_t depth, size_t steps_count, const cv_tree_step *steps,
    const double *numbers, const uint64_t *sets, size_t rows, size_t stride, const double *x,
    double *values, double *memory);

// values[first * players + second][row] += the interactions for first < second, whole and not in
// halves; and values[player * players + player][row] += the values.
void cv_tree_interactions(
    size_t nodes, size_t depth, size_t players, size_t steps_count, const cv_tree_step *steps,
    const double *numbers, const uint64_t *sets, const cv_tree_player *way, size_t rows,
    size_t stride, const double *x, double *values, double *memory);

// follows[row] = all ones where a split sends a row left, else 0.
void cv_tree_follows(
    const cv_tree_step *split, const uint64_t *sets, size_t rows, size_t stride, const double *x,
    int64_t *follows);

// out[row] = in[row], without the bits given where a row does not go this way.
void cv_tree_ways(
    size_t rows, const int64_t *follows, int goes_left, uint64_t bits, const uint64_t *in,
    uint64_t *out);

// values[columns[i]][row] += tables[i][ways[row] & (size - 1)] for i below count; size is a power
// of 2.
void cv_tree_look_up(
    size_t rows, size_t stride, size_t count, const int32_t *columns, size_t size,
    const double *tables, const uint64_t *ways, double *values);

// What players get of a leaf, for each set of players whose splits a row follows.
// counts[set] is the leaf's value times the share of background rows that follow just these, for
// sets of so many players. tables[player][set] is written for each player, and where pairs is not
// 0, tables[...][set] for each pair after them, (0, 1), (0, 2), ..., (1, 2), ...: the whole
// interaction. memory has a place a set.
void cv_tree_tables(
    size_t players, int pairs, size_t nodes, const double *places, const double *weights,
    const double *counts, double *tables, double *memory);

#endif
