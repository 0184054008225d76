#include "cvectors.h"
#include "clones.h"
#include <math.h>
#include <stdint.h>

#define LANES 8

// exp(x) for x of at most 0: x = n ln 2 + r with |r| <= ln 2 / 2, and the series of exp(r) to the
// thirteenth power, which leaves 4e-18. Numbers below -700 are taken for it. Written in the way of
// Cody and Waite: Software manual for the elementary functions, 1980.
INLINE double exponential(double x) {
  const double shift = 0x1.8p52;
  x = x < -700.0 ? -700.0 : x;
  const double shifted = x * 1.44269504088896340736 + shift;
  const double n = shifted - shift;
  const double r = (x - n * 0x1.62e42fee00000p-1) - n * 0x1.a39ef35793c76p-33;
  double p = 1.0 / 6227020800;
  p = p * r + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 1.0 / 2;
  p = p * r + 1.0;
  p = p * r + 1.0;
  uint64_t bits;
  __builtin_memcpy(&bits, &shifted, 8);
  bits = (bits + 1023) << 52;
  double power;
  __builtin_memcpy(&power, &bits, 8);
  return p * power;
}

// The sum of numbers, or of products, of columns: one sum a lane, added up in order.
INLINE double sum_of(size_t columns, const double *a, const double *b) {
  double sums[LANES] = {0};
  for (size_t j = 0; j < columns; j += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      sums[lane] += b ? a[j + lane] * b[j + lane] : a[j + lane];
  double total = 0;
  for (size_t lane = 0; lane < LANES; lane++) total += sums[lane];
  return total;
}

CLONES void cv_softmax_d(
    size_t rows, size_t columns, size_t outputs, const size_t *classes, const double *weights,
    double *odds, double *rests, double *losses) {
  for (size_t r = 0; r < rows; r++) {
    double *p = odds + r * columns, *rest = rests + r * columns;
    double greatest = p[0];
    for (size_t k = 1; k < outputs; k++) greatest = p[k] > greatest ? p[k] : greatest;
    for (size_t k = outputs; k < columns; k++) p[k] = greatest;
    const double own = p[classes[r]] - greatest;
    for (size_t j = 0; j < columns; j++) p[j] = exponential(p[j] - greatest);
    for (size_t k = outputs; k < columns; k++) p[k] = 0;
    const double total = sum_of(columns, p, 0), share = 1 / total;
    for (size_t j = 0; j < columns; j++) p[j] *= share;
    for (size_t j = 0; j < columns; j++) rest[j] = weights[r] * p[j];
    rest[classes[r]] -= weights[r];
    losses[r] = weights[r] * (log(total) - own);
  }
}

CLONES void cv_softmax_change_d(
    size_t rows, size_t columns, const double *weights, const double *shares, double *changes) {
  for (size_t r = 0; r < rows; r++) {
    const double *p = shares + r * columns;
    double *change = changes + r * columns;
    const double mean = sum_of(columns, p, change);
    for (size_t j = 0; j < columns; j++) change[j] = weights[r] * p[j] * (change[j] - mean);
  }
}

CLONES void cv_softmax_spread_d(
    size_t rows, size_t columns, const double *weights, const double *shares, double *spreads) {
  for (size_t r = 0; r < rows; r++)
    for (size_t j = 0; j < columns; j++) {
      const double share = shares[r * columns + j];
      spreads[r * columns + j] = weights[r] * share * (1 - share);
    }
}
