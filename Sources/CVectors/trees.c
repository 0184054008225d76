#include "cvtrees.h"
#include "clones.h"

// Rows that are worked on together are some vectors of 64 bytes, so that each number that is read
// serves more than one.
#define LANES 8
#define VECTORS (CV_TREE_LANES / LANES)
#define EACH for (int v = 0; v < VECTORS; v++)

typedef double numbers_v __attribute__((vector_size(64), aligned(8)));
typedef int64_t masks_v __attribute__((vector_size(64), aligned(8)));

#define ALL(value) ((numbers_v){value, value, value, value, value, value, value, value})
#define EVERY ((masks_v){-1, -1, -1, -1, -1, -1, -1, -1})
// Vectors are not handed to functions or back: how that is done depends on the width of registers.
#define CHOSEN(mask, yes, no) ((numbers_v)(((masks_v)(yes) & (mask)) | ((masks_v)(no) & ~(mask))))
#define KEPT(mask, numbers) ((numbers_v)((masks_v)(numbers) & (mask)))
#define AT(values, v) (((numbers_v *)(values))[v])

// Tells which rows go left.
INLINE void left_rows(
    const cv_tree_step *step, const uint64_t *sets, const double *x, masks_v *left) {
  const int missing_left = step->flags & CV_TREE_MISSING_LEFT;
  if (!(step->flags & CV_TREE_LEVELS)) {
    // Nothing compares with not-a-number, so one of the two takes it along.
    const numbers_v threshold = ALL(step->threshold);
    if (missing_left) {
      EACH left[v] = ~(AT(x, v) > threshold);
    } else {
      EACH left[v] = AT(x, v) <= threshold;
    }
    return;
  }
  const double end = (double)step->set_count * 64;
  const int members_right = (step->flags & CV_TREE_MEMBERS_RIGHT) != 0;
  int64_t goes[CV_TREE_LANES];
  for (int lane = 0; lane < CV_TREE_LANES; lane++) {
    const double level = x[lane];
    if (level != level) {
      goes[lane] = missing_left ? -1 : 0;
      continue;
    }
    int member = 0;
    if (level >= 0 && level < end) {
      const uint64_t place = (uint64_t)level;
      member = sets[step->set + (int64_t)(place >> 6)] >> (place & 63) & 1;
    }
    goes[lane] = member != members_right ? -1 : 0;
  }
  EACH left[v] = ((masks_v *)goes)[v];
}

// The working memory of one tree. For each depth: for each node the product of factors on the way
// down; the rows that follow the splits of the player of the last one, and those that go left. For
// each split and side the sums that came up.
typedef struct {
  numbers_v *products, *sums;
  masks_v *ways, *lefts;
  masks_v known[VECTORS];
} memory_t;

size_t cv_tree_memory(size_t nodes, size_t depth, size_t players) {
  return CV_TREE_LANES * ((depth + 2) * (3 * nodes + 2) + nodes * (players + 2) + 4);
}

INLINE void lay_out(const int nodes, size_t depth, double *memory, memory_t *work) {
  const size_t a_depth = (size_t)nodes * VECTORS;
  work->products = (numbers_v *)memory;
  work->sums = work->products + (depth + 2) * a_depth;
  work->ways = (masks_v *)(work->sums + 2 * (depth + 2) * a_depth);
  work->lefts = work->ways + (depth + 2) * VECTORS;
  EACH work->ways[v] = EVERY;
  for (size_t i = 0; i < a_depth; i++) work->products[i] = ALL(1.0);
}

// Multiplies products by the factors of one way of a split. Where the player has no earlier split
// there are two factors a node, else a third for rows that did not follow that.
INLINE void go_down(
    const int nodes, const cv_tree_step *step, const masks_v *ways, const masks_v *left,
    int goes_left, const double *k, const numbers_v *from, numbers_v *to, masks_v *way) {
  EACH way[v] = goes_left ? left[v] : ~left[v];
  if (step->earlier == 0) {
    for (int node = 0; node < nodes; node++, k += 3) {
      const numbers_v follows = ALL(k[0]), leaves = ALL(k[1]);
      EACH to[node * VECTORS + v] = from[node * VECTORS + v] * CHOSEN(way[v], follows, leaves);
    }
    return;
  }
  const masks_v *before = ways + step->earlier * VECTORS;
  for (int node = 0; node < nodes; node++, k += 3) {
    const numbers_v follows = ALL(k[0]), leaves = ALL(k[1]), left_before = ALL(k[2]);
    EACH to[node * VECTORS + v] =
        from[node * VECTORS + v]
        * CHOSEN(before[v], CHOSEN(way[v], follows, leaves), left_before);
  }
  EACH way[v] &= before[v];
}

// Adds what the player of a split gets of the sums that came up both ways, and joins these.
INLINE void come_up(
    const int nodes, const cv_tree_step *step, const masks_v *ways, const masks_v *left,
    const double *k, const numbers_v *of_left, const numbers_v *of_right, numbers_v *to,
    double *values) {
  numbers_v total[VECTORS] = {0};
  for (int node = 0; node < nodes; node++, k += 4) {
    const numbers_v a = ALL(k[0]), b = ALL(k[1]), c = ALL(k[2]), d = ALL(k[3]);
    EACH {
      const numbers_v l = of_left[node * VECTORS + v], r = of_right[node * VECTORS + v];
      total[v] = total[v] + (l * CHOSEN(left[v], a, b) + r * CHOSEN(left[v], d, c));
      to[node * VECTORS + v] = l + r;
    }
  }
  if (step->earlier) EACH total[v] = KEPT(ways[step->earlier * VECTORS + v], total[v]);
  EACH AT(values, v) = AT(values, v) + total[v];
}

// The same for a split of two leaves, whose numbers are put together beforehand.
INLINE void pair(
    const int nodes, const cv_tree_step *step, const masks_v *ways, const masks_v *left,
    const double *k, const numbers_v *from, numbers_v *to, double *values) {
  numbers_v total[VECTORS] = {0};
  if (step->earlier == 0) {
    for (int node = 0; node < nodes; node++, k += 5) {
      const numbers_v a = ALL(k[0]), b = ALL(k[1]), c = ALL(k[3]), d = ALL(k[4]);
      EACH {
        const numbers_v product = from[node * VECTORS + v];
        to[node * VECTORS + v] = product * CHOSEN(left[v], a, b);
        total[v] = total[v] + product * CHOSEN(left[v], c, d);
      }
    }
    EACH AT(values, v) = AT(values, v) + total[v];
    return;
  }
  const masks_v *before = ways + step->earlier * VECTORS;
  for (int node = 0; node < nodes; node++, k += 5) {
    const numbers_v a = ALL(k[0]), b = ALL(k[1]), none = ALL(k[2]), c = ALL(k[3]), d = ALL(k[4]);
    EACH {
      const numbers_v product = from[node * VECTORS + v];
      to[node * VECTORS + v] = product * CHOSEN(before[v], CHOSEN(left[v], a, b), none);
      total[v] = total[v] + product * CHOSEN(left[v], c, d);
    }
  }
  EACH AT(values, v) = AT(values, v) + KEPT(before[v], total[v]);
}

// A split of two pairs, which are the two steps after it: all stays in registers.
INLINE void quad(
    const int nodes, memory_t *work, const cv_tree_step *step, const double *numbers,
    const uint64_t *sets, size_t stride, const double *x, double *values, numbers_v *to) {
  const double *k = numbers + step->numbers;
  const numbers_v *from = work->products + (size_t)step->depth * nodes * VECTORS;
  masks_v *below = work->ways + (size_t)(step->depth + 1) * VECTORS;
  masks_v left[VECTORS], inner[VECTORS], way[VECTORS];
  numbers_v products[nodes * VECTORS], of_left[nodes * VECTORS], of_right[nodes * VECTORS];
  left_rows(step, sets, x + (size_t)step->feature * stride, left);
  for (int side = 0; side < 2; side++) {
    const cv_tree_step *child = step + 1 + side;
    go_down(nodes, step, work->ways, left, !side, k + side * 3 * nodes, from, products, way);
    if (child->earlier == step->depth + 1) EACH below[v] = way[v];
    left_rows(child, sets, x + (size_t)child->feature * stride, inner);
    pair(
        nodes, child, work->ways, inner, numbers + child->numbers, products,
        side ? of_right : of_left, values + (size_t)child->player * stride);
  }
  come_up(
      nodes, step, work->ways, left, k + 6 * nodes, of_left, of_right, to,
      values + (size_t)step->player * stride);
}

// Gives what a slope adds to the constant of its leaf, for rows that follow so far.
INLINE void slope_part(
    const memory_t *work, const cv_tree_step *step, const double *k, const double *x,
    numbers_v *part) {
  const numbers_v low = ALL(k[2]), high = ALL(k[3]);
  EACH {
    numbers_v held = CHOSEN(AT(x, v) > low, AT(x, v), low);
    held = CHOSEN(held < high, held, high);
    const numbers_v found = ALL(k[0]) * (held - ALL(k[1]));
    part[v] = KEPT(work->known[v] & work->ways[step->earlier * VECTORS + v], found);
  }
}

INLINE void slope(
    const int nodes, memory_t *work, const cv_tree_step *step, const double *k, const double *x,
    numbers_v *sums, double *values) {
  numbers_v part[VECTORS];
  slope_part(work, step, k, x, part);
  const numbers_v *products = work->products + (size_t)step->depth * nodes * VECTORS;
  k += 4;
  for (int node = 0; node < nodes; node++, k += 2) EACH {
      const int i = node * VECTORS + v;
      const numbers_v more = products[i] * ALL(k[0]) * part[v];
      sums[i] = sums[i] + more;
      AT(values, v) = AT(values, v) + more * ALL(k[1]);
    }
}

// Does what is the same for values and for interactions: on the way down.
INLINE void enter_or_turn(
    const int nodes, memory_t *work, const cv_tree_step *step, const double *k,
    const uint64_t *sets, const double *column) {
  const size_t depth = (size_t)step->depth;
  masks_v *left = work->lefts + depth * VECTORS;
  if (step->kind == CV_TREE_ENTER) left_rows(step, sets, column, left);
  masks_v way[VECTORS];
  go_down(
      nodes, step, work->ways, left, step->kind == CV_TREE_ENTER, k,
      work->products + depth * nodes * VECTORS, work->products + (depth + 1) * nodes * VECTORS,
      way);
  if (step->flags & CV_TREE_KEEP) EACH work->ways[(depth + 1) * VECTORS + v] = way[v];
}

INLINE void know(memory_t *work, const double *column) {
  EACH work->known[v] &= AT(column, v) == AT(column, v);
}

INLINE void walk(
    const int nodes, size_t depth, size_t steps_count, const cv_tree_step *steps,
    const double *numbers, const uint64_t *sets, size_t stride, const double *x, double *values,
    double *memory) {
  memory_t work;
  lay_out(nodes, depth, memory, &work);
  for (const cv_tree_step *step = steps; step < steps + steps_count; step++) {
    const double *k = numbers + step->numbers;
    double *mine = values + (size_t)step->player * stride;
    const double *column = x + (size_t)step->feature * stride;
    const numbers_v *products = work.products + (size_t)step->depth * nodes * VECTORS;
    numbers_v *sums = work.sums + (size_t)step->side * nodes * VECTORS;
    switch (step->kind) {
    case CV_TREE_ENTER:
    case CV_TREE_TURN: enter_or_turn(nodes, &work, step, k, sets, column); break;
    case CV_TREE_LEAVE: {
      const numbers_v *below = work.sums + (size_t)(2 * step->depth + 2) * nodes * VECTORS;
      come_up(
          nodes, step, work.ways, work.lefts + (size_t)step->depth * VECTORS, k, below,
          below + nodes * VECTORS, sums, mine);
      break;
    }
    case CV_TREE_LEAF:
      for (int node = 0; node < nodes; node++)
        EACH sums[node * VECTORS + v] = products[node * VECTORS + v] * ALL(k[node]);
      EACH work.known[v] = EVERY;
      break;
    case CV_TREE_PAIR: {
      masks_v left[VECTORS];
      left_rows(step, sets, column, left);
      pair(nodes, step, work.ways, left, k, products, sums, mine);
      break;
    }
    case CV_TREE_QUAD:
      quad(nodes, &work, step, numbers, sets, stride, x, values, sums);
      step += 2;
      break;
    case CV_TREE_KNOWN: know(&work, column); break;
    case CV_TREE_SLOPE: slope(nodes, &work, step, k, column, sums, mine); break;
    }
  }
}

#define FOR_ALL_ROWS(NODES)                                                                        \
  for (size_t row = 0; row < rows; row += CV_TREE_LANES)                                           \
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
    const masks_v *way = work->ways + leaf->players[i].depth * VECTORS;
    const double *k = numbers + leaf->players[i].numbers;
    for (int node = 0; node < nodes; node++, k += 2)
      EACH leaf->shares[(i * nodes + node) * VECTORS + v] = CHOSEN(way[v], ALL(k[0]), ALL(k[1]));
  }
}

// Adds what each player and each pair gets of the sums of a leaf.
INLINE void add_pairs(
    const int nodes, const leaf_t *leaf, size_t players, size_t stride, double *values) {
  const int count = nodes * VECTORS;
  for (size_t i = 0; i < leaf->count; i++) {
    const numbers_v *first = leaf->shares + i * count;
    const size_t a = (size_t)leaf->players[i].player;
    numbers_v mine[count], total[VECTORS] = {0};
    for (int node = 0; node < nodes; node++) EACH {
        mine[node * VECTORS + v] = leaf->sums[node * VECTORS + v] * first[node * VECTORS + v];
        total[v] = total[v] + mine[node * VECTORS + v];
      }
    double *to = values + (a * players + a) * stride;
    EACH AT(to, v) = AT(to, v) + total[v];
    for (size_t j = i + 1; j < leaf->count; j++) {
      const numbers_v *second = leaf->shares + j * count;
      const size_t b = (size_t)leaf->players[j].player;
      to = values + (a < b ? a * players + b : b * players + a) * stride;
      EACH {
        numbers_v both = {0};
        for (int node = 0; node < nodes; node++) both =
            both + mine[node * VECTORS + v] * second[node * VECTORS + v];
        AT(to, v) = AT(to, v) + both;
      }
    }
  }
}

INLINE void slope_pairs(
    const int nodes, const memory_t *work, const cv_tree_step *step, leaf_t *leaf,
    const double *numbers, const double *k, const double *x, size_t players, size_t stride,
    double *values) {
  numbers_v part[VECTORS];
  slope_part(work, step, k, x, part);
  const numbers_v *products = work->products + (size_t)step->depth * nodes * VECTORS;
  numbers_v *mine = leaf->shares + (size_t)step->set * nodes * VECTORS;
  k += 4;
  for (int node = 0; node < nodes; node++, k += 2) EACH {
      const int i = node * VECTORS + v;
      leaf->sums[i] = products[i] * ALL(k[0]) * part[v];
      mine[i] = ALL(k[1]);
    }
  add_pairs(nodes, leaf, players, stride, values);
  shares_of(nodes, work, leaf, numbers);
}

INLINE void walk_pairs(
    const int nodes, size_t depth, size_t players, size_t steps_count, const cv_tree_step *steps,
    const double *numbers, const uint64_t *sets, const cv_tree_player *way, size_t stride,
    const double *x, double *values, double *memory) {
  memory_t work;
  lay_out(nodes, depth, memory, &work);
  leaf_t leaf = {(numbers_v *)(work.lefts + (depth + 2) * VECTORS), 0, way, 0};
  leaf.sums = leaf.shares + players * nodes * VECTORS;
  for (const cv_tree_step *step = steps; step < steps + steps_count; step++) {
    const double *k = numbers + step->numbers;
    const double *column = x + (size_t)step->feature * stride;
    const numbers_v *products = work.products + (size_t)step->depth * nodes * VECTORS;
    switch (step->kind) {
    case CV_TREE_ENTER:
    case CV_TREE_TURN: enter_or_turn(nodes, &work, step, k, sets, column); break;
    case CV_TREE_LEAF:
      for (int node = 0; node < nodes; node++)
        EACH leaf.sums[node * VECTORS + v] = products[node * VECTORS + v] * ALL(k[node]);
      leaf.players = way + step->set;
      leaf.count = (size_t)step->set_count;
      shares_of(nodes, &work, &leaf, numbers);
      add_pairs(nodes, &leaf, players, stride, values);
      EACH work.known[v] = EVERY;
      break;
    case CV_TREE_KNOWN: know(&work, column); break;
    case CV_TREE_SLOPE:
      slope_pairs(nodes, &work, step, &leaf, numbers, k, column, players, stride, values);
      break;
    }
  }
}

#define FOR_ALL_PAIRS(NODES)                                                                       \
  for (size_t row = 0; row < rows; row += CV_TREE_LANES)                                           \
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
  for (size_t row = 0; row < rows; row += CV_TREE_LANES)
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
