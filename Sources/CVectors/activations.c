#include "cvectors.h"
#include "clones.h"
#include <math.h>
#include <stdint.h>

// Polynomials of the Cephes library (Moshier, 1989) for exp, tanh and erf of floats; relative errors
// stay below 2e-7. Both sides of a choice are computed, so that loops run on whole registers.

typedef struct {
  float value, slope;
} Pair;

INLINE float select(int condition, float yes, float no) { return condition ? yes : no; }

INLINE float power_of_two(float n) {
  const int32_t bits = ((int32_t)n + 127) << 23;
  float value;
  __builtin_memcpy(&value, &bits, 4);
  return value;
}

// x = n ln 2 + r with |r| <= ln 2 / 2; gives n, and exp(r) - 1 through the pointer.
INLINE float reduced(float x, float *rest) {
  const float shift = 12582912.0f;
  const float n = (x * 1.44269504088896341f + shift) - shift;
  const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  *rest = p * (r * r) + r;
  return n;
}

INLINE float clamped(float x) {
  x = select(x < -87.0f, -87.0f, x);
  return select(x > 88.0f, 88.0f, x);
}

INLINE float exponential(float x) {
  float rest;
  const float n = reduced(clamped(x), &rest);
  return power_of_two(n) * (1.0f + rest);
}

// exp(x) - 1 without loss near 0.
INLINE float exponential_less_one(float x) {
  float rest;
  const float n = reduced(clamped(x), &rest);
  const float scale = power_of_two(n);
  return scale * rest + (scale - 1.0f);
}

INLINE float hyperbolic_tangent(float x) {
  const float size = __builtin_fabsf(x), z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  const float near = p * z * x + x;
  const float far = 1.0f - 2.0f / (exponential(2.0f * size) + 1.0f);
  return select(size < 0.625f, near, __builtin_copysignf(far, x));
}

INLINE float logistic(float x) { return 1.0f / (1.0f + exponential(-x)); }

// The far side is formula 7.1.26 of Abramowitz and Stegun (1964).
INLINE float error_function(float x, float *gauss) {
  const float size = __builtin_fabsf(x), z = x * x;
  float p = 7.853861353153693e-5f;
  p = p * z - 8.010193625184903e-4f;
  p = p * z + 5.188327685732524e-3f;
  p = p * z - 2.685381193529856e-2f;
  p = p * z + 1.128358514861418e-1f;
  p = p * z - 3.761262582423300e-1f;
  p = p * z + 1.128379165726710f;
  const float t = 1.0f / (1.0f + 0.3275911f * size);
  float q = 1.061405429f;
  q = q * t - 1.453152027f;
  q = q * t + 1.421413741f;
  q = q * t - 0.284496736f;
  q = q * t + 0.254829592f;
  *gauss = exponential(-z);
  return select(size < 1.0f, p * x, __builtin_copysignf(1.0f - q * t * *gauss, x));
}

INLINE Pair linear_f(float x) { return (Pair){x, 1.0f}; }

INLINE Pair relu_f(float x) {
  return (Pair){select(x > 0.0f, x, 0.0f), select(x > 0.0f, 1.0f, 0.0f)};
}

INLINE Pair selu_f(float x) {
  const float scale = 1.05070098735548f, bend = 1.75809934084737f;
  const float less = exponential_less_one(select(x < 0.0f, x, 0.0f));
  return (Pair){
      select(x > 0.0f, scale * x, bend * less), select(x > 0.0f, scale, bend * less + bend)};
}

INLINE Pair silu_f(float x) {
  const float s = logistic(x);
  return (Pair){x * s, s * (1.0f + x * (1.0f - s))};
}

INLINE Pair tanh_f(float x) {
  const float t = hyperbolic_tangent(x);
  return (Pair){t, 1.0f - t * t};
}

INLINE Pair gelu_f(float x) {
  float gauss;
  const float share = 0.5f * (1.0f + error_function(x * 0.70710678118654752f, &gauss));
  return (Pair){x * share, share + x * (0.39894228040143268f * gauss)};
}

// tanh(ln(1 + e^x)) = n / (n + 2) with n = e^x (e^x + 2); above 20 it is 1.
INLINE Pair mish_f(float x) {
  const float e = exponential(select(x > 20.0f, 20.0f, x)), n = e * (e + 2.0f);
  const float below = 1.0f / (n + 2.0f), t = n * below, s = e / (1.0f + e);
  return (Pair){x * t, t + x * s * (4.0f * (n + 1.0f) * below * below)};
}

INLINE Pair sigmoid_f(float x) {
  const float s = logistic(x);
  return (Pair){s, s * (1.0f - s)};
}

// Doubles are for polishing and for checks, and take the functions of the C library.
typedef struct {
  double value, slope;
} PairD;

INLINE PairD linear_d(double x) { return (PairD){x, 1}; }

INLINE PairD relu_d(double x) { return (PairD){x > 0 ? x : 0, x > 0 ? 1 : 0}; }

INLINE PairD selu_d(double x) {
  const double scale = 1.0507009873554804934193349852946;
  const double bend = scale * 1.6732632423543772848170429916717;
  if (x > 0) return (PairD){scale * x, scale};
  return (PairD){bend * expm1(x), bend * exp(x)};
}

INLINE PairD silu_d(double x) {
  const double s = 1 / (1 + exp(-x));
  return (PairD){x * s, s * (1 + x * (1 - s))};
}

INLINE PairD tanh_d(double x) {
  const double t = tanh(x);
  return (PairD){t, 1 - t * t};
}

INLINE PairD gelu_d(double x) {
  const double share = 0.5 * (1 + erf(x * 0.70710678118654752440));
  return (PairD){x * share, share + x * 0.39894228040143267794 * exp(-0.5 * x * x)};
}

INLINE PairD mish_d(double x) {
  const double e = exp(x > 40 ? 40 : x), n = e * (e + 2), t = n / (n + 2), s = e / (1 + e);
  return (PairD){x * t, t + x * s * (4 * (n + 1) / ((n + 2) * (n + 2)))};
}

INLINE PairD sigmoid_d(double x) {
  const double s = 1 / (1 + exp(-x));
  return (PairD){s, s * (1 - s)};
}

// A number is read before its own place is written, so x may be written over.
#define SAFE _Pragma("clang loop vectorize(assume_safety)")
#define PLAIN

#define LOOP(HINT, PAIR, FUNCTION)                                                                 \
  do {                                                                                             \
    if (slope) {                                                                                   \
      HINT for (size_t i = 0; i < count; i++) {                                                    \
        const PAIR pair = FUNCTION(x[i]);                                                          \
        value[i] = pair.value;                                                                     \
        slope[i] = pair.slope;                                                                     \
      }                                                                                            \
    } else {                                                                                       \
      HINT for (size_t i = 0; i < count; i++) value[i] = FUNCTION(x[i]).value;                     \
    }                                                                                              \
  } while (0)

#define CHOOSE(HINT, PAIR, SUFFIX)                                                                 \
  switch (activation) {                                                                            \
    case CV_RELU: LOOP(HINT, PAIR, relu_##SUFFIX); break;                                          \
    case CV_SELU: LOOP(HINT, PAIR, selu_##SUFFIX); break;                                          \
    case CV_SILU: LOOP(HINT, PAIR, silu_##SUFFIX); break;                                          \
    case CV_TANH: LOOP(HINT, PAIR, tanh_##SUFFIX); break;                                          \
    case CV_GELU: LOOP(HINT, PAIR, gelu_##SUFFIX); break;                                          \
    case CV_MISH: LOOP(HINT, PAIR, mish_##SUFFIX); break;                                          \
    case CV_SIGMOID: LOOP(HINT, PAIR, sigmoid_##SUFFIX); break;                                    \
    default: LOOP(HINT, PAIR, linear_##SUFFIX); break;                                             \
  }

CLONES void cv_activate_f(
    int activation, size_t count, const float *x, float *value, float *slope) {
  CHOOSE(SAFE, Pair, f)
}

void cv_activate_d(int activation, size_t count, const double *x, double *value, double *slope) {
  CHOOSE(PLAIN, PairD, d)
}

CLONES void cv_exp_f(size_t count, const float *x, float *out) {
  for (size_t i = 0; i < count; i++) out[i] = exponential(x[i]);
}

// The same activations on whole registers, for work that takes millions of them. They agree with the
// C library's within a few roundings, and have the same bits on every machine.

INLINE double select_d(int64_t condition, double yes, double no) { return condition ? yes : no; }

// exp(x) - 1 with x clamped to -700...700. x = n ln 2 + r, and the series of exp(r) - 1 to r^13.
INLINE double quick_less_one(double x) {
  const double shift = 6755399441055744.0;
  x = select_d(x < -700, -700, x);
  x = select_d(x > 700, 700, x);
  const double shifted = x * 1.4426950408889634074 + shift, n = shifted - shift;
  const double r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
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
  p = p * r + 0.5;
  const double rest = p * (r * r) + r;
  int64_t bits;
  double scale;
  __builtin_memcpy(&bits, &shifted, 8);
  bits = (bits + 1023) << 52;
  __builtin_memcpy(&scale, &bits, 8);
  return scale * rest + (scale - 1);
}

INLINE double quick_tanh(double x) {
  const double e = quick_less_one(2 * __builtin_fabs(x));
  return __builtin_copysign(e / (e + 2), x);
}

INLINE double quick_sigmoid(double x) { return 1 / (2 + quick_less_one(-x)); }

INLINE double quick_selu(double x) {
  const double scale = 1.0507009873554804934193349852946;
  const double less = quick_less_one(select_d(x < 0, x, 0));
  return select_d(x > 0, scale * x, scale * 1.6732632423543772848170429916717 * less);
}

INLINE double quick_mish(double x) {
  const double e = 1 + quick_less_one(select_d(x > 40, 40, x)), n = e * (e + 2);
  return x * (n / (n + 2));
}

#define QUICK(EXPRESSION)                                                                          \
  _Pragma("clang loop vectorize(assume_safety)") for (size_t i = 0; i < count; i++) {              \
    const double at = x[i];                                                                        \
    value[i] = EXPRESSION;                                                                         \
  }                                                                                                \
  break

CLONES void cv_quick_activate_d(int activation, size_t count, const double *x, double *value) {
  switch (activation) {
    case CV_RELU: QUICK(select_d(at > 0, at, 0));
    case CV_SELU: QUICK(quick_selu(at));
    case CV_SILU: QUICK(at * quick_sigmoid(at));
    case CV_TANH: QUICK(quick_tanh(at));
    case CV_MISH: QUICK(quick_mish(at));
    case CV_SIGMOID: QUICK(quick_sigmoid(at));
    default: cv_activate_d(activation, count, x, value, 0);
  }
}
