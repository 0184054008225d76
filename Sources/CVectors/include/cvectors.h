#ifndef CVECTORS_H
#define CVECTORS_H

#include "cvtrees.h"
#include <stddef.h>
#include <stdint.h>

// Vector loops. Every function is compiled for several widths of register, and the one for this
// processor is chosen when the program starts. All of them do the same operations in the same
// order, without joined multiply-adds, so the results have the same bits on every machine.
//
// No pointer is kept. Where nothing else is said, arrays may lie anywhere; those that are written
// overlap no other. Sizes are the caller's to check.

// The activations and losses, by their numbers in Swift.
enum {
  CV_LINEAR, CV_RELU, CV_SELU, CV_SILU, CV_TANH, CV_GELU, CV_MISH, CV_SIGMOID,
};
enum {
  CV_SQUARED, CV_ABSOLUTE, CV_HUBER, CV_LOGISTIC, CV_SOFTMAX,
};

// The functions of one sort of number; the suffix is f for float and d for double.
#define CVECTORS_FUNCTIONS(REAL, SUFFIX)                                                           \
  /* out[r][j] = start[r][j] + sum over k, in order, of a[r][k] * b[k][j].                         \
     An element (r, k) of a lies at r * a_row + k * a_column; rows of b and out at b_row and       \
     out_row. columns is a multiple of the lanes of 64 bytes. start may be null (zeros), a row     \
     that repeats (start_row 0), or out itself. */                                                 \
  void cv_product_##SUFFIX(                                                                        \
      size_t rows, size_t columns, size_t depth, const REAL *a, size_t a_row, size_t a_column,     \
      const REAL *b, size_t b_row, const REAL *start, size_t start_row, REAL *out,                 \
      size_t out_row);                                                                             \
  /* The same for some blocks of as many columns as there are lanes, in order, with k from a list of\
     places only; the elements of a row of a follow each other. */                                 \
  void cv_listed_product_##SUFFIX(                                                                 \
      size_t rows, size_t blocks, const int32_t *block, size_t depth, const int32_t *list,         \
      const REAL *a, size_t a_row, const REAL *b, size_t b_row, const REAL *start,                 \
      size_t start_row, REAL *out, size_t out_row);                                                \
  /* x[r][j] = max(x[r][j], 0) for the columns of some blocks; the least and the most of each, and \
     the list of those whose most is above 0: gives their count. rows is at least 1. */            \
  size_t cv_rectify_##SUFFIX(                                                                      \
      size_t rows, size_t blocks, const int32_t *block, REAL *x, size_t x_row, REAL *least,        \
      REAL *most, int32_t *list);                                                                  \
  /* The blocks of columns in which a number is above 0: gives their count. */                     \
  size_t cv_blocks_above_zero_##SUFFIX(size_t columns, const REAL *x, int32_t *block);             \
  /* out[r][j] = in[r][j] + row[j]; columns is a multiple of the lanes. */                         \
  void cv_add_row_##SUFFIX(                                                                        \
      size_t rows, size_t columns, const REAL *in, size_t in_row, const REAL *row, REAL *out,      \
      size_t out_row);                                                                             \
  /* out[c][r] = in[r][c]. */                                                                      \
  void cv_transpose_##SUFFIX(                                                                      \
      size_t rows, size_t columns, const REAL *in, size_t in_row, REAL *out, size_t out_row);      \
  /* out[j] = sum over rows, in order, of in[r][j]. columns is a multiple of the lanes. */         \
  void cv_column_sums_##SUFFIX(                                                                    \
      size_t rows, size_t columns, const REAL *in, size_t in_row, REAL *out);                      \
  /* x[i] *= y[i]. */                                                                              \
  void cv_multiply_##SUFFIX(size_t count, REAL *x, const REAL *y);                                 \
  /* x[i] += factor * y[i]. */                                                                     \
  void cv_add_##SUFFIX(size_t count, REAL factor, const REAL *y, REAL *x);                         \
  /* One sum a lane, added up in order. */                                                         \
  REAL cv_sum_of_squares_##SUFFIX(size_t count, const REAL *x);                                    \
  /* average[i] += share * (x[i] - average[i]). */                                                 \
  void cv_average_##SUFFIX(size_t count, REAL share, const REAL *x, REAL *average);                \
  /* g = scale * gradient[i] + decay * x[i]; velocity[i] = momentum * velocity[i] + g;             \
     x[i] = shrink * x[i] - rate * velocity[i]. */                                                 \
  void cv_descend_##SUFFIX(                                                                        \
      size_t count, REAL rate, REAL momentum, REAL scale, REAL decay, REAL shrink,                 \
      const REAL *gradient, REAL *velocity, REAL *x);                                              \
  /* g = scale * gradient[i] + decay * x[i]; mean[i] = first * mean[i] + first_rest * g;           \
     square[i] = second * square[i] + second_rest * g * g;                                         \
     x[i] = shrink * x[i] - rate * mean[i] / (sqrt(square[i]) + epsilon). */                       \
  void cv_adam_##SUFFIX(                                                                           \
      size_t count, REAL rate, REAL first, REAL first_rest, REAL second, REAL second_rest,         \
      REAL epsilon, REAL scale, REAL decay, REAL shrink, const REAL *gradient, REAL *mean,         \
      REAL *square, REAL *x);                                                                      \
  /* value[i] = f(x[i]) and slope[i] = f'(x[i]); slope may be null, value may be x itself. */      \
  void cv_activate_##SUFFIX(                                                                       \
      int activation, size_t count, const REAL *x, REAL *value, REAL *slope);                      \
  /* Batch normalisation of columns: normal = (x - mean) * inverse, x = scale * normal + shift,    \
     with mean, variance and inverse = 1 / sqrt(variance + epsilon) of each column. */             \
  void cv_normalise_##SUFFIX(                                                                      \
      size_t rows, size_t columns, REAL epsilon, const REAL *scale, const REAL *shift, REAL *x,    \
      REAL *normal, REAL *mean, REAL *variance, REAL *inverse);                                    \
  /* The way back: delta is the slope of the loss by x after and, when done, before. */            \
  void cv_normalise_back_##SUFFIX(                                                                 \
      size_t rows, size_t columns, const REAL *scale, const REAL *normal, const REAL *inverse,     \
      REAL *delta, REAL *scale_slope, REAL *shift_slope);                                          \
  /* The sum of weight times loss over rows, each row's loss summed over its outputs; and its      \
     slope by each prediction times factor, 0 from outputs to stride. weights may be null. */      \
  double cv_loss_##SUFFIX(                                                                         \
      int loss, size_t rows, size_t outputs, REAL huber, REAL factor, const REAL *predictions,     \
      size_t stride, const REAL *targets, const REAL *weights, REAL *delta);                       \
  /* out[r][...] = in[order[r]][...]. */                                                           \
  void cv_gather_##SUFFIX(                                                                         \
      size_t rows, size_t columns, const size_t *order, const REAL *in, size_t in_row, REAL *out,  \
      size_t out_row);                                                                             \
  /* Between an array of doubles and numbers that lie a stride apart. */                           \
  void cv_write_##SUFFIX(size_t count, const double *in, REAL *out, size_t stride);                \
  void cv_read_##SUFFIX(size_t count, const REAL *in, size_t stride, double *out);                 \
  /* out[r][i * right + j] = a[r][i] * b[r][j], for left by right products in a row. */            \
  void cv_outer_##SUFFIX(                                                                          \
      size_t rows, size_t left, size_t right, const REAL *a, size_t a_row, const REAL *b,          \
      size_t b_row, REAL *out, size_t out_row);

CVECTORS_FUNCTIONS(float, f)
CVECTORS_FUNCTIONS(double, d)

// Softmax of rows of log odds, in doubles. Columns are a multiple of 8; those from outputs on are
// set to 0. odds becomes the shares; rests is weight times (share - 1 for the class, else share);
// losses is weight times minus the logarithm of the share of the class.
void cv_softmax_d(
    size_t rows, size_t columns, size_t outputs, const size_t *classes, const double *weights,
    double *odds, double *rests, double *losses);

// change[k] = weight * share[k] * (change[k] - sum over j of share[j] * change[j]).
void cv_softmax_change_d(
    size_t rows, size_t columns, const double *weights, const double *shares, double *changes);

// spread[k] = weight * share[k] * (1 - share[k]).
void cv_softmax_spread_d(
    size_t rows, size_t columns, const double *weights, const double *shares, double *spreads);

// out[i] = exp(x[i]) with x clamped to -87...88.
void cv_exp_f(size_t count, const float *x, float *out);

// value[i] = f(x[i]) within a few roundings of cv_activate_d; value may be x itself.
void cv_quick_activate_d(int activation, size_t count, const double *x, double *value);

#endif
