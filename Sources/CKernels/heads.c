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

KINDRED_CLONES
void kindred_head_outputs(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                          float bias, float *outputs) {
  for (size_t k = 0; k < count; k += 16) {
    lanes16 sums[16] = {};
    const float *rows[16];
    for (size_t i = 0; i < 16; i++) rows[i] = z + (size_t)lanes[k + i < count ? k + i : count - 1] * neurons;
    for (size_t j = 0; j < neurons; j += 16) {
      const lanes16 weights = KINDRED_LOAD(w + j);
#pragma clang loop unroll(full)
      for (int i = 0; i < 16; i++) sums[i] += KINDRED_LOAD(rows[i] + j) * weights;
    }
    sum_each(sums);
    sums[0] += bias;
    if (k + 16 <= count)
      KINDRED_STORE(outputs + k, sums[0]);
    else
      memcpy(outputs + k, sums, (count - k) * sizeof(float));
  }
}

KINDRED_CLONES
void kindred_head_backward(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                           const float *d, float *w_gradient, float *bias_gradient, float *delta) {
  for (size_t j = 0; j < neurons; j += 16) {
    const lanes16 weights = KINDRED_LOAD(w + j);
    lanes16 gradient = KINDRED_LOAD(w_gradient + j);
    for (size_t k = 0; k < count; k++) {
      const size_t at = (size_t)lanes[k] * neurons + j;
      gradient += KINDRED_LOAD(z + at) * d[k];
      KINDRED_STORE(delta + at, KINDRED_LOAD(delta + at) + weights * d[k]);
    }
    KINDRED_STORE(w_gradient + j, gradient);
  }
  float sum = 0;
  for (size_t k = 0; k < count; k++) sum += d[k];
  *bias_gradient += sum;
}
