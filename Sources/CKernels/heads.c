#include <string.h>

#include "lanes.h"
#include "networks.h"

#pragma clang fp contract(fast)

/// Halves the partial sums of two vectors and puts them into one.
#define MERGE(a, b, first, second) \
  (__builtin_shufflevector(a, b, UNWRAP first) + __builtin_shufflevector(a, b, UNWRAP second))
#define UNWRAP(...) __VA_ARGS__

/// sums[0] = the sum of each of 16 vectors: lane i that of sums[i], in four rounds of a binary tree.
KINDRED_INLINE void sum_each(lanes16 *sums) {
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i++)
    sums[i] = MERGE(sums[i], sums[i + 8], (0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
                    (8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31));
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++)
    sums[i] = MERGE(sums[i], sums[i + 4], (0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27),
                    (4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31));
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++)
    sums[i] = MERGE(sums[i], sums[i + 2], (0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29),
                    (2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31));
  sums[0] = MERGE(sums[0], sums[1], (0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30),
                  (1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31));
}

/// The outputs of 16 rows of z: lane i that of rows[i].
KINDRED_INLINE void outputs16(const float *const *rows, size_t neurons, const float *w, float bias, lanes16 *result) {
  lanes16 sums[16] = {};
  for (size_t j = 0; j < neurons; j += 16) {
    const lanes16 weights = KINDRED_LOAD(w + j);
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) sums[i] += KINDRED_LOAD(rows[i] + j) * weights;
  }
  sum_each(sums);
  *result = sums[0] + bias;
}

KINDRED_CLONES
void kindred_head_outputs(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                          float bias, float *outputs) {
  const float *rows[16];
  lanes16 result;
  size_t k = 0;
  for (; k + 16 <= count; k += 16) {
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) rows[i] = z + (size_t)lanes[k + i] * neurons;
    outputs16(rows, neurons, w, bias, &result);
    KINDRED_STORE(outputs + k, result);
  }
  if (k == count) return;
  for (size_t i = 0; i < 16; i++) rows[i] = z + (size_t)lanes[k + i < count ? k + i : count - 1] * neurons;
  outputs16(rows, neurons, w, bias, &result);
  memcpy(outputs + k, &result, (count - k) * sizeof(float));
}

/// Adds d z to the gradient and d w to the delta of one lane, `width` vectors of them.
KINDRED_INLINE void backward_lane(const float *z, float *delta, float d, const lanes16 *weights, lanes16 *gradient,
                                  const int width, const int overwrite) {
#pragma clang loop unroll(full)
  for (int j = 0; j < width; j++) {
    gradient[j] += KINDRED_LOAD(z + 16 * j) * d;
    KINDRED_STORE(delta + 16 * j, weights[j] * d + (overwrite ? (lanes16){} : KINDRED_LOAD(delta + 16 * j)));
  }
}

/// One strip of `width` vectors of all lanes; two partial sums hide the latency of the additions.
KINDRED_INLINE void backward_strip(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                                   const float *d, float *w_gradient, float *delta, const int width,
                                   const int overwrite) {
  lanes16 weights[2], even[2], odd[2];
#pragma clang loop unroll(full)
  for (int j = 0; j < width; j++) {
    weights[j] = KINDRED_LOAD(w + 16 * j);
    even[j] = KINDRED_LOAD(w_gradient + 16 * j);
    odd[j] = (lanes16){};
  }
  size_t k = 0;
  for (; k + 2 <= count; k += 2) {
    const size_t first = (size_t)lanes[k] * neurons, second = (size_t)lanes[k + 1] * neurons;
    backward_lane(z + first, delta + first, d[k], weights, even, width, overwrite);
    backward_lane(z + second, delta + second, d[k + 1], weights, odd, width, overwrite);
  }
  if (k < count) {
    const size_t last = (size_t)lanes[k] * neurons;
    backward_lane(z + last, delta + last, d[k], weights, even, width, overwrite);
  }
#pragma clang loop unroll(full)
  for (int j = 0; j < width; j++) KINDRED_STORE(w_gradient + 16 * j, even[j] + odd[j]);
}

KINDRED_INLINE void backward_strips(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                                    const float *d, float *w_gradient, float *delta, const int overwrite) {
  size_t j = 0;
  for (; j + 32 <= neurons; j += 32)
    backward_strip(z + j, neurons, lanes, count, w + j, d, w_gradient + j, delta + j, 2, overwrite);
  if (j < neurons) backward_strip(z + j, neurons, lanes, count, w + j, d, w_gradient + j, delta + j, 1, overwrite);
}

KINDRED_CLONES
void kindred_head_backward(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                           const float *d, float *w_gradient, float *bias_gradient, float *delta, int overwrite) {
  if (overwrite)
    backward_strips(z, neurons, lanes, count, w, d, w_gradient, delta, 1);
  else
    backward_strips(z, neurons, lanes, count, w, d, w_gradient, delta, 0);
  float sum = 0;
  for (size_t k = 0; k < count; k++) sum += d[k];
  *bias_gradient += sum;
}
