#include "cvtrees.h"
#include "clones.h"

#define LANES CV_TREE_LANES

typedef double numbers_v __attribute__((vector_size(64), aligned(8)));
typedef int64_t masks_v __attribute__((vector_size(64), aligned(8)));

#define ALL(value) ((numbers_v){value, value, value, value, value, value, value, value})
#define EVERY ((masks_v){-1, -1, -1, -1, -1, -1, -1, -1})

// Vectors are not handed to functions or back, as how that is done depends on the width of registers.
#define CHOSEN(mask, yes, no) ((numbers_v)(((masks_v)(yes) & (mask)) | ((masks_v)(no) & ~(mask))))
#define KEPT(mask, numbers) ((numbers_v)((masks_v)(numbers) & (mask)))
#define ADD(values, more) (*(numbers_v *)(values) = *(numbers_v *)(values) + (more))

// Tells which rows go left.
INLINE void left_rows(
    const cv_tree_step *step, const uint64_t *sets, const double *x, masks_v *out) {
  const numbers_v value = *(const numbers_v *)x;
  const int missing_left = step->flags & CV_TREE_MISSING_LEFT;
  if (!(step->flags & CV_TREE_LEVELS)) {
    // Nothing compares with not-a-number, so one of the two takes it along.
    *out = missing_left ? ~(value > ALL(step->threshold)) : value <= ALL(step->threshold);
    return;
  }
  masks_v left = {0};
  const double end = (double)step->set_count * 64;
  const int members_right = (step->flags & CV_TREE_MEMBERS_RIGHT) != 0;
  for (int lane = 0; lane < LANES; lane++) {
    const double level = value[lane];
    int goes_left;
    if (level != level) {
      goes_left = missing_left;
    } else {
      int member = 0;
      if (level >= 0 && level < end) {
        const uint64_t place = (uint64_t)level;
        member = sets[step->set + (int64_t)(place >> 6)] >> (place & 63) & 1;
      }
      goes_left = member != members_right;
    }
    left[lane] = -(int64_t)goes_left;
  }
  *out = left;
}

// The working memory of one tree: a row of nodes a depth for the products on the way down and the
// sums on the way up; and the rows that follow the way to each depth, and go left there.
typedef struct {
  numbers_v *products, *sums;
  masks_v *ways, *lefts;
  masks_v known;
} memory_t;

size_t cv_tree_memory(size_t nodes, size_t depth, size_t players) {
  return LANES * ((depth + 2) * (2 * nodes + 2) + nodes * (players + 2) + 4);
}

INLINE memory_t memory_of(const int nodes, size_t depth, double *memory) {
  memory_t work;
  work.products = (numbers_v *)memory;
  work.sums = work.products + (depth + 2) * (size_t)nodes;
  work.ways = (masks_v *)(work.sums + (depth + 2) * (size_t)nodes);
  work.lefts = work.ways + (depth + 2);
  work.known = EVERY;
  work.ways[0] = EVERY;
  for (int node = 0; node < nodes; node++) work.products[node] = ALL(1.0);
  return work;
}

// Goes down one way: the products of the depth below are those of this one times a factor.
INLINE void go_down(
    const int nodes, memory_t *work, const cv_tree_step *step, int goes_left, const double *k) {
  masks_v way = goes_left ? work->lefts[step->depth] : ~work->lefts[step->depth];
  const numbers_v *from = work->products + step->depth * nodes;
  numbers_v *to = work->products + (step->depth + 1) * nodes;
  if (step->earlier == 0) {
    work->ways[step->depth + 1] = way;
    for (int node = 0; node < nodes; node++, k += 3)
        to[node] = from[node] * CHOSEN(way, ALL(k[0]), ALL(k[1]));
    return;
  }
  const masks_v before = work->ways[step->earlier];
  way &= before;
  work->ways[step->depth + 1] = way;
  for (int node = 0; node < nodes; node++, k += 3)
      to[node] = from[node] * CHOSEN(before, CHOSEN(way, ALL(k[0]), ALL(k[1])), ALL(k[2]));
}

// Adds what a player gets of the sums that came up one way.
INLINE void share(
    const int nodes, const memory_t *work, const cv_tree_step *step, const double *k,
    double *values) {
  const numbers_v *sums = work->sums + (step->depth + 1) * nodes;
  const masks_v way = work->ways[step->depth + 1];
  numbers_v total = {0};
  for (int node = 0; node < nodes; node++, k += 2)
      total = total + sums[node] * CHOSEN(way, ALL(k[0]), ALL(k[1]));
  if (step->earlier) total = KEPT(work->ways[step->earlier], total);
  ADD(values, total);
}

INLINE void pair(
    const int nodes, memory_t *work, const cv_tree_step *step, const double *k,
    double *values) {
  const masks_v left = work->lefts[step->depth];
  const numbers_v *products = work->products + step->depth * nodes;
  numbers_v *sums = work->sums + step->depth * nodes;
  numbers_v total = {0};
  if (step->earlier == 0) {
    for (int node = 0; node < nodes; node++, k += 5) {
      sums[node] = products[node] * CHOSEN(left, ALL(k[0]), ALL(k[1]));
      total = total + products[node] * CHOSEN(left, ALL(k[3]), ALL(k[4]));
    }
    ADD(values, total);
    return;
  }
  const masks_v before = work->ways[step->earlier];
  for (int node = 0; node < nodes; node++, k += 5) {
    sums[node] = products[node] * CHOSEN(before, CHOSEN(left, ALL(k[0]), ALL(k[1])), ALL(k[2]));
    total = total + products[node] * CHOSEN(left, ALL(k[3]), ALL(k[4]));
  }
  ADD(values, KEPT(before, total));
}

// Gives what a slope adds to the constant of its leaf, for rows that follow so far.
INLINE void slope_part(
    const memory_t *work, const cv_tree_step *step, const double *k, const double *x,
    numbers_v *out) {
  const numbers_v value = *(const numbers_v *)x;
  const numbers_v low = ALL(k[2]), high = ALL(k[3]);
  numbers_v held = CHOSEN(value > low, value, low);
  held = CHOSEN(held < high, held, high);
  const numbers_v part = ALL(k[0]) * (held - ALL(k[1]));
  *out = KEPT(work->known & work->ways[step->earlier], part);
}

INLINE void slope(
    const int nodes, memory_t *work, const cv_tree_step *step, const double *k, const double *x,
    double *values) {
  numbers_v part;
  slope_part(work, step, k, x, &part);
  const numbers_v *products = work->products + step->depth * nodes;
  numbers_v *sums = work->sums + step->depth * nodes;
  numbers_v total = {0};
  k += 4;
  for (int node = 0; node < nodes; node++, k += 2) {
    const numbers_v more = products[node] * ALL(k[0]) * part;
    sums[node] = sums[node] + more;
    total = total + more * ALL(k[1]);
  }
  ADD(values, total);
}

INLINE void walk(
    const int nodes, size_t depth, size_t steps_count, const cv_tree_step *steps,
    const double *numbers, const uint64_t *sets, size_t stride, const double *x, double *values,
    double *memory) {
  memory_t work = memory_of(nodes, depth, memory);
  for (const cv_tree_step *step = steps; step < steps + steps_count; step++) {
    const double *k = numbers + step->numbers;
    double *mine = values + (size_t)step->player * stride;
    const double *column = x + (size_t)step->feature * stride;
    switch (step->kind) {
    case CV_TREE_ENTER: {
      left_rows(step, sets, column, work.lefts + step->depth);
      go_down(nodes, &work, step, 1, k);
      break;
    }
    case CV_TREE_RIGHT: {
      share(nodes, &work, step, k, mine);
      const numbers_v *up = work.sums + (step->depth + 1) * nodes;
      numbers_v *sums = work.sums + step->depth * nodes;
      for (int node = 0; node < nodes; node++) sums[node] = up[node];
      go_down(nodes, &work, step, 0, k + 2 * nodes);
      break;
    }
    case CV_TREE_EXIT: {
      share(nodes, &work, step, k, mine);
      const numbers_v *up = work.sums + (step->depth + 1) * nodes;
      numbers_v *sums = work.sums + step->depth * nodes;
      for (int node = 0; node < nodes; node++) sums[node] = sums[node] + up[node];
      break;
    }
    case CV_TREE_LEAF: {
      const numbers_v *products = work.products + step->depth * nodes;
      numbers_v *sums = work.sums + step->depth * nodes;
      for (int node = 0; node < nodes; node++) sums[node] = products[node] * ALL(k[node]);
      work.known = EVERY;
      break;
    }
    case CV_TREE_PAIR:
      left_rows(step, sets, column, work.lefts + step->depth);
      pair(nodes, &work, step, k, mine);
      break;
    case CV_TREE_KNOWN:
      work.known &= *(const numbers_v *)column == *(const numbers_v *)column;
      break;
    case CV_TREE_SLOPE:
      slope(nodes, &work, step, k, column, mine);
      break;
    }
  }
}

#define FOR_ALL_ROWS(NODES)                                                                        \
  for (size_t row = 0; row < rows; row += LANES)                                                   \
  walk(NODES, depth, steps_count, steps, numbers, sets, stride, x + row, values + row, memory)

CLONES void cv_tree_values(
    size_t nodes, size_t depth, size_t steps_count, const cv_tree_step *steps,
    const double *numbers, const uint64_t *sets, size_t rows, size_t stride, const double *x,
    double *values, double *memory) {
  // The common numbers of nodes get a loop of their own without inner loops.
  switch (nodes) {
  case 1: FOR_ALL_ROWS(1); break;
  case 2: FOR_ALL_ROWS(2); break;
  case 3: FOR_ALL_ROWS(3); break;
  case 4: FOR_ALL_ROWS(4); break;
  case 5: FOR_ALL_ROWS(5); break;
  default: FOR_ALL_ROWS((int)nodes); break;
  }
}

// What interactions need beside: the shares of the players of the last leaf for each node, and the
// numbers that go up from it.
typedef struct {
  numbers_v *shares, *sums;
  const cv_tree_player *players;
  size_t count;
} leaf_t;

INLINE void shares_of(
    const int nodes, const memory_t *work, leaf_t *leaf, const double *numbers) {
  for (size_t i = 0; i < leaf->count; i++) {
    const masks_v way = work->ways[leaf->players[i].depth];
    const double *k = numbers + leaf->players[i].numbers;
    for (int node = 0; node < nodes; node++, k += 2)
        leaf->shares[i * nodes + node] = CHOSEN(way, ALL(k[0]), ALL(k[1]));
  }
}

// Adds what each player and each pair gets of the sums of a leaf.
INLINE void add_pairs(
    const int nodes, const leaf_t *leaf, size_t players, size_t stride, double *values) {
  for (size_t i = 0; i < leaf->count; i++) {
    const numbers_v *first = leaf->shares + i * nodes;
    const size_t a = (size_t)leaf->players[i].player;
    numbers_v total = {0};
    for (int node = 0; node < nodes; node++) total =
        total + leaf->sums[node] * first[node];
    ADD(values + (a * players + a) * stride, total);
    for (size_t j = i + 1; j < leaf->count; j++) {
      const numbers_v *second = leaf->shares + j * nodes;
      const size_t b = (size_t)leaf->players[j].player;
      total = ALL(0.0);
      for (int node = 0; node < nodes; node++) total =
          total + leaf->sums[node] * first[node] * second[node];
      ADD(values + (a < b ? a * players + b : b * players + a) * stride, total);
    }
  }
}

INLINE void slope_pairs(
    const int nodes, const memory_t *work, const cv_tree_step *step, leaf_t *leaf,
    const double *numbers, const double *k, const double *x, size_t players, size_t stride,
    double *values) {
  numbers_v part;
  slope_part(work, step, k, x, &part);
  const numbers_v *products = work->products + step->depth * nodes;
  numbers_v *mine = leaf->shares + (size_t)step->set * nodes;
  k += 4;
  for (int node = 0; node < nodes; node++, k += 2) {
    leaf->sums[node] = products[node] * ALL(k[0]) * part;
    mine[node] = ALL(k[1]);
  }
  add_pairs(nodes, leaf, players, stride, values);
  shares_of(nodes, work, leaf, numbers);
}

INLINE void walk_pairs(
    const int nodes, size_t depth, size_t players, size_t steps_count, const cv_tree_step *steps,
    const double *numbers, const uint64_t *sets, const cv_tree_player *way, size_t stride,
    const double *x, double *values, double *memory) {
  memory_t work = memory_of(nodes, depth, memory);
  leaf_t leaf = {(numbers_v *)(work.lefts + depth + 2), 0, way, 0};
  leaf.sums = leaf.shares + players * nodes;
  for (const cv_tree_step *step = steps; step < steps + steps_count; step++) {
    const double *k = numbers + step->numbers;
    const double *column = x + (size_t)step->feature * stride;
    switch (step->kind) {
    case CV_TREE_ENTER: {
      left_rows(step, sets, column, work.lefts + step->depth);
      go_down(nodes, &work, step, 1, k);
      break;
    }
    case CV_TREE_RIGHT:
      go_down(nodes, &work, step, 0, k);
      break;
    case CV_TREE_LEAF: {
      const numbers_v *products = work.products + step->depth * nodes;
      for (int node = 0; node < nodes; node++) leaf.sums[node] =
          products[node] * ALL(k[node]);
      leaf.players = way + step->set;
      leaf.count = (size_t)step->set_count;
      shares_of(nodes, &work, &leaf, numbers);
      add_pairs(nodes, &leaf, players, stride, values);
      work.known = EVERY;
      break;
    }
    case CV_TREE_KNOWN:
      work.known &= *(const numbers_v *)column == *(const numbers_v *)column;
      break;
    case CV_TREE_SLOPE:
      slope_pairs(
          nodes, &work, step, &leaf, numbers, k, column, players, stride, values);
      break;
    }
  }
}

#define FOR_ALL_PAIRS(NODES)                                                                       \
  for (size_t row = 0; row < rows; row += LANES)                                                   \
  walk_pairs(                                                                                      \
      NODES, depth, players, steps_count, steps, numbers, sets, way, stride, x + row,              \
      values + row, memory)

CLONES void cv_tree_interactions(
    size_t nodes, size_t depth, size_t players, size_t steps_count, const cv_tree_step *steps,
    const double *numbers, const uint64_t *sets, const cv_tree_player *way, size_t rows,
    size_t stride, const double *x, double *values, double *memory) {
  switch (nodes) {
  case 1: FOR_ALL_PAIRS(1); break;
  case 2: FOR_ALL_PAIRS(2); break;
  case 3: FOR_ALL_PAIRS(3); break;
  case 4: FOR_ALL_PAIRS(4); break;
  default: FOR_ALL_PAIRS((int)nodes); break;
  }
}

CLONES void cv_tree_follows(
    const cv_tree_step *split, const uint64_t *sets, size_t rows, size_t stride, const double *x,
    int64_t *follows) {
  const double *column = x + (size_t)split->feature * stride;
  for (size_t row = 0; row < rows; row += LANES)
    left_rows(split, sets, column + row, (masks_v *)(follows + row));
}

CLONES void cv_tree_ways(
    size_t rows, const int64_t *follows, int goes_left, uint64_t bits, const uint64_t *in,
    uint64_t *out) {
  const int64_t turned = goes_left ? 0 : -1;
  const int64_t others = (int64_t)~bits;
  for (size_t row = 0; row < rows; row++)
    out[row] = in[row] & (uint64_t)((follows[row] ^ turned) | others);
}

CLONES void cv_tree_look_up(
    size_t rows, size_t stride, size_t count, const int32_t *columns, size_t size,
    const double *tables, const uint64_t *ways, double *values) {
  for (size_t i = 0; i < count; i++) {
    double *mine = values + (size_t)columns[i] * stride;
    const double *table = tables + i * size;
    for (size_t row = 0; row < rows; row++) mine[row] += table[ways[row] & (size - 1)];
  }
}

// Exchanges the background's part of one player for its share: rows that do not follow, then those
// that do. (0, 1 - x; x, 1) was done to the sums before, and (0, -1; 1, 0) is wanted.
INLINE void add_shares(
    size_t size, size_t step, double x, double weight, const double *sums, double *out) {
  const double none = -weight / (1 - x), all = weight / x, mixed = -weight / (x * (1 - x));
  for (size_t start = 0; start < size; start += 2 * step)
    for (size_t i = start; i < start + step; i++) {
      out[i] += none * sums[i];
      out[i + step] += all * sums[i + step] + mixed * sums[i];
    }
}

INLINE void add_pair_shares(
    size_t size, size_t a, size_t b, double x, double weight, const double *sums, double *out) {
  const double none = -1 / (1 - x), all = 1 / x, mixed = -1 / (x * (1 - x));
  for (size_t set = 0; set < size; set++) {
    const double *from = sums + (set & ~(a | b));
    const double low = set & a ? all * from[a] + mixed * from[0] : none * from[0];
    const double high = set & a ? all * from[a | b] + mixed * from[b] : none * from[b];
    out[set] += weight * (set & b ? all * high + mixed * low : none * low);
  }
}

CLONES void cv_tree_tables(
    size_t players, int pairs, size_t nodes, const double *places, const double *weights,
    const double *counts, double *tables, double *memory) {
  const size_t size = (size_t)1 << players;
  const size_t table_count = players + (pairs ? players * (players - 1) / 2 : 0);
  for (size_t i = 0; i < table_count * size; i++) tables[i] = 0;
  for (size_t node = 0; node < nodes; node++) {
    const double x = places[node];
    for (size_t i = 0; i < size; i++) memory[i] = counts[i];
    for (size_t step = 1; step < size; step *= 2)
      for (size_t start = 0; start < size; start += 2 * step)
        for (size_t i = start; i < start + step; i++) {
          const double low = memory[i], high = memory[i + step];
          memory[i] = (1 - x) * high;
          memory[i + step] = x * low + high;
        }
    double *out = tables;
    for (size_t i = 0; i < players; i++, out += size)
      add_shares(size, (size_t)1 << i, x, weights[node], memory, out);
    for (size_t i = 0; pairs && i < players; i++)
      for (size_t j = i + 1; j < players; j++, out += size)
        add_pair_shares(size, (size_t)1 << i, (size_t)1 << j, x, weights[node], memory, out);
  }
}
