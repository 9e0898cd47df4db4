#include <string.h>

#include "lanes.h"
#include "networks.h"

/// One strip of `width` vectors of z for one lane; two partial sums hide the latency of the additions.
KINDRED_INLINE void sum_rows(const int32_t *ones, size_t count, const float *w, const float *bias, float *z,
                             size_t neurons, const int width) {
  lanes16 even[4], odd[4];
#pragma clang loop unroll(full)
  for (int j = 0; j < width; j++) {
    even[j] = KINDRED_LOAD(bias + 16 * j);
    odd[j] = (lanes16){};
  }
  size_t k = 0;
  for (; k + 2 <= count; k += 2) {
    const float *a = w + (size_t)ones[k] * neurons, *b = w + (size_t)ones[k + 1] * neurons;
#pragma clang loop unroll(full)
    for (int j = 0; j < width; j++) {
      even[j] += KINDRED_LOAD(a + 16 * j);
      odd[j] += KINDRED_LOAD(b + 16 * j);
    }
  }
  if (k < count)
#pragma clang loop unroll(full)
    for (int j = 0; j < width; j++) even[j] += KINDRED_LOAD(w + (size_t)ones[k] * neurons + 16 * j);
#pragma clang loop unroll(full)
  for (int j = 0; j < width; j++) {
    const lanes16 sum = even[j] + odd[j];
    KINDRED_STORE(z + 16 * j, KINDRED_WHERE_POSITIVE(sum, sum));
  }
}

KINDRED_CLONES
void kindred_sparse_forward(const int32_t *rows, const int64_t *starts, const int32_t *indices, const float *w,
                            const float *bias, float *z, size_t lanes, size_t neurons) {
  for (size_t lane = 0; lane < lanes; lane++, z += neurons) {
    const int64_t start = starts[rows[lane]];
    const int32_t *ones = indices + start;
    const size_t count = (size_t)(starts[rows[lane] + 1] - start);
    size_t column = 0;
    for (; column + 64 <= neurons; column += 64)
      sum_rows(ones, count, w + column, bias + column, z + column, neurons, 4);
    if (column + 32 <= neurons) {
      sum_rows(ones, count, w + column, bias + column, z + column, neurons, 2);
      column += 32;
    }
    if (column < neurons) sum_rows(ones, count, w + column, bias + column, z + column, neurons, 1);
  }
}

void kindred_sparse_masks(const int32_t *rows, const int64_t *starts, const int32_t *indices, uint64_t *masks,
                          size_t lanes) {
  for (size_t lane = 0; lane < lanes; lane++)
    for (int64_t k = starts[rows[lane]]; k < starts[rows[lane] + 1]; k++)
      masks[indices[k]] |= (uint64_t)1 << lane;
}

KINDRED_CLONES
void kindred_sparse_gradient(uint64_t *masks, const float *delta, float *w_gradient, size_t features, size_t neurons,
                             int accumulate) {
  for (size_t feature = 0; feature < features; feature++, w_gradient += neurons) {
    const uint64_t mask = masks[feature];
    masks[feature] = 0;
    if (mask == 0) {
      if (!accumulate) memset(w_gradient, 0, neurons * sizeof(float));
      continue;
    }
    for (size_t column = 0; column < neurons; column += 16) {
      lanes16 sum = accumulate ? KINDRED_LOAD(w_gradient + column) : (lanes16){};
      for (uint64_t rest = mask; rest != 0; rest &= rest - 1)
        sum += KINDRED_LOAD(delta + (size_t)__builtin_ctzll(rest) * neurons + column);
      KINDRED_STORE(w_gradient + column, sum);
    }
  }
}
