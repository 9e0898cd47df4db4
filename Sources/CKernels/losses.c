#include <string.h>

#include "lanes.h"
#include "networks.h"

#pragma clang fp contract(fast)

// Losses take 16 outputs at a time; a last partial group is padded by lanes of weight 0.

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

KINDRED_INLINE void cross_entropy(const lanes16 *z, const lanes16 *y, lanes16 *loss, lanes16 *derivative) {
  const lanes16 size = (lanes16)((bits16)*z & 0x7FFFFFFF);
  lanes16 e, log;
  exp_minus(&size, &e);
  log_one_plus(&e, &log);
  *loss = KINDRED_WHERE_POSITIVE(*z, *z) - *z * *y + log;
  const lanes16 inverse = 1.0f / (e + 1.0f);
  const bits16 positive = *z > 0;
  *derivative = (lanes16)(((bits16)inverse & positive) | ((bits16)(e * inverse) & ~positive)) - *y;
}

KINDRED_INLINE void squared_error(const lanes16 *z, const lanes16 *y, lanes16 *loss, lanes16 *derivative) {
  const lanes16 error = *z - *y;
  *loss = error * error;
  *derivative = error * 2.0f;
}

KINDRED_INLINE double total_loss(const float *outputs, const float *targets, const float *weights, size_t count,
                                 float scale, float *derivatives, const int is_classification) {
  double total = 0;
  for (size_t k = 0; k < count; k += 16) {
    const size_t here = count - k < 16 ? count - k : 16;
    lanes16 z = {}, y = {}, weight = {}, loss, derivative;
    memcpy(&z, outputs + k, here * sizeof(float));
    memcpy(&y, targets + k, here * sizeof(float));
    if (weights)
      memcpy(&weight, weights + k, here * sizeof(float));
    else
      for (size_t i = 0; i < here; i++) ((float *)&weight)[i] = 1;
    if (is_classification)
      cross_entropy(&z, &y, &loss, &derivative);
    else
      squared_error(&z, &y, &loss, &derivative);
    loss *= weight;
    for (int i = 0; i < 16; i++) total += (double)loss[i];
    if (derivatives) {
      derivative *= weight * scale;
      memcpy(derivatives + k, &derivative, here * sizeof(float));
    }
  }
  return total;
}

KINDRED_CLONES
double kindred_squared_error(const float *outputs, const float *targets, const float *weights, size_t count,
                             float scale, float *derivatives) {
  return total_loss(outputs, targets, weights, count, scale, derivatives, 0);
}

KINDRED_CLONES
double kindred_cross_entropy(const float *outputs, const float *targets, const float *weights, size_t count,
                             float scale, float *derivatives) {
  return total_loss(outputs, targets, weights, count, scale, derivatives, 1);
}
