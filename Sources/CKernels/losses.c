#include <string.h>

#include "lanes.h"
#include "networks.h"

#pragma clang fp contract(fast)

/// exp(-a) for a >= 0; below exp(-87) it is 0. Relative error under 2e-7: 2^n times a polynomial on |r| <= log(2) / 2.
KINDRED_INLINE void exp_minus(const lanes16 *a, lanes16 *result) {
  const lanes16 limit = KINDRED_BROADCAST(87.0f);
  const bits16 inside = *a < limit;
  const lanes16 x = (lanes16)((bits16)-*a & inside);
  const lanes16 magic = KINDRED_BROADCAST(12582912.0f);  // 1.5 * 2^23: adding it rounds to the nearest integer
  const lanes16 shifted = x * 1.44269504088896f + magic;
  const lanes16 n = shifted - magic;
  const lanes16 r = (x - n * 0.693145751953125f) - n * 1.42860682030941723212e-6f;
  lanes16 p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  const bits16 power = (((bits16)shifted - (bits16)magic) + 127) << 23;
  *result = (lanes16)((bits16)(p * (lanes16)power) & inside);
}

/// log(1 + e) for 0 <= e <= 1 as 2 atanh(e / (2 + e)); relative error under 2e-7.
KINDRED_INLINE void log_one_plus(const lanes16 *e, lanes16 *result) {
  const lanes16 s = *e / (*e + 2.0f);
  const lanes16 t = s * s;
  lanes16 p = t * (1.0f / 15) + 1.0f / 13;
  p = p * t + 1.0f / 11;
  p = p * t + 1.0f / 9;
  p = p * t + 1.0f / 7;
  p = p * t + 1.0f / 5;
  p = p * t + 1.0f / 3;
  p = p * t + 1.0f;
  *result = p * s * 2.0f;
}

// Each of the four works on 16 outputs z and targets y.

KINDRED_INLINE void cross_entropy(const lanes16 *z, const lanes16 *y, lanes16 *loss) {
  const lanes16 size = (lanes16)((bits16)*z & 0x7FFFFFFF);
  lanes16 e, log;
  exp_minus(&size, &e);
  log_one_plus(&e, &log);
  *loss = KINDRED_WHERE_POSITIVE(*z, *z) - *z * *y + log;
}

KINDRED_INLINE void cross_entropy_derivative(const lanes16 *z, const lanes16 *y, lanes16 *derivative) {
  const lanes16 size = (lanes16)((bits16)*z & 0x7FFFFFFF);
  lanes16 e;
  exp_minus(&size, &e);
  const lanes16 inverse = 1.0f / (e + 1.0f);
  const bits16 positive = *z > 0;
  *derivative = (lanes16)(((bits16)inverse & positive) | ((bits16)(e * inverse) & ~positive)) - *y;
}

KINDRED_INLINE void squared_error(const lanes16 *z, const lanes16 *y, lanes16 *loss) {
  const lanes16 error = *z - *y;
  *loss = error * error;
}

KINDRED_INLINE void squared_error_derivative(const lanes16 *z, const lanes16 *y, lanes16 *derivative) {
  *derivative = (*z - *y) * 2.0f;
}

typedef void (*pointwise)(const lanes16 *z, const lanes16 *y, lanes16 *result);

/// `count` of at most 16 numbers, the rest 0.
KINDRED_INLINE void load_some(const float *source, size_t count, lanes16 *result) {
  *result = (lanes16){};
  memcpy(result, source, count * sizeof(float));
}

KINDRED_INLINE double total(const float *outputs, const float *targets, const float *weights, size_t count,
                            const pointwise loss) {
  typedef double sums16 __attribute__((vector_size(128)));
  sums16 sums = {};
  lanes16 z, y, weight, value;
  size_t k = 0;
  for (; k + 16 <= count; k += 16) {
    z = KINDRED_LOAD(outputs + k);
    y = KINDRED_LOAD(targets + k);
    loss(&z, &y, &value);
    if (weights) value *= KINDRED_LOAD(weights + k);
    sums += __builtin_convertvector(value, sums16);
  }
  double sum = 0;
  for (int i = 0; i < 16; i++) sum += sums[i];
  if (k == count) return sum;
  load_some(outputs + k, count - k, &z);
  load_some(targets + k, count - k, &y);
  loss(&z, &y, &value);
  if (weights) {
    load_some(weights + k, count - k, &weight);
    value *= weight;
  }
  for (size_t i = 0; i < count - k; i++) sum += (double)value[i];
  return sum;
}

KINDRED_INLINE void derive(const float *outputs, const float *targets, const float *weights, size_t count, float scale,
                           float *derivatives, const pointwise derivative) {
  lanes16 z, y, weight, value;
  size_t k = 0;
  for (; k + 16 <= count; k += 16) {
    z = KINDRED_LOAD(outputs + k);
    y = KINDRED_LOAD(targets + k);
    derivative(&z, &y, &value);
    if (weights) value *= KINDRED_LOAD(weights + k);
    KINDRED_STORE(derivatives + k, value * scale);
  }
  if (k == count) return;
  load_some(outputs + k, count - k, &z);
  load_some(targets + k, count - k, &y);
  derivative(&z, &y, &value);
  if (weights) {
    load_some(weights + k, count - k, &weight);
    value *= weight;
  }
  value *= scale;
  memcpy(derivatives + k, &value, (count - k) * sizeof(float));
}

KINDRED_CLONES
double kindred_squared_error(const float *outputs, const float *targets, const float *weights, size_t count) {
  return total(outputs, targets, weights, count, squared_error);
}

KINDRED_CLONES
void kindred_squared_error_derivatives(const float *outputs, const float *targets, const float *weights, size_t count,
                                       float scale, float *derivatives) {
  derive(outputs, targets, weights, count, scale, derivatives, squared_error_derivative);
}

KINDRED_CLONES
double kindred_cross_entropy(const float *outputs, const float *targets, const float *weights, size_t count) {
  return total(outputs, targets, weights, count, cross_entropy);
}

KINDRED_CLONES
void kindred_cross_entropy_derivatives(const float *outputs, const float *targets, const float *weights, size_t count,
                                       float scale, float *derivatives) {
  derive(outputs, targets, weights, count, scale, derivatives, cross_entropy_derivative);
}
