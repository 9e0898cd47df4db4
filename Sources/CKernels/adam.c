#include "lanes.h"
#include "networks.h"

#pragma clang fp contract(fast)

KINDRED_INLINE void adam16(float *w, float *m, float *v, const lanes16 *gradient, float step) {
  const lanes16 first = KINDRED_LOAD(m) * 0.9f + *gradient * 0.1f;
  const lanes16 second = KINDRED_LOAD(v) * 0.999f + *gradient * *gradient * 0.001f;
  KINDRED_STORE(m, first);
  KINDRED_STORE(v, second);
  KINDRED_STORE(w, KINDRED_LOAD(w) - first * step / (__builtin_elementwise_sqrt(second) + 1e-7f));
}

KINDRED_CLONES
void kindred_adam(float *w, float *m, float *v, const float *gradient, size_t count, float step) {
  for (size_t i = 0; i < count; i += 16) {
    const lanes16 g = KINDRED_LOAD(gradient + i);
    adam16(w + i, m + i, v + i, &g, step);
  }
}

KINDRED_CLONES
void kindred_sparse_adam(uint64_t *masks, const float *delta, const int32_t *active, size_t active_count, float *w,
                         float *m, float *v, size_t neurons, float step) {
  for (size_t k = 0; k < active_count; k++) {
    const size_t feature = (size_t)active[k];
    const uint64_t mask = masks[feature];
    masks[feature] = 0;
    for (size_t column = 0; column < neurons; column += 16) {
      lanes16 gradient = {};
      for (uint64_t rest = mask; rest != 0; rest &= rest - 1)
        gradient += KINDRED_LOAD(delta + (size_t)__builtin_ctzll(rest) * neurons + column);
      const size_t at = feature * neurons + column;
      adam16(w + at, m + at, v + at, &gradient, step);
    }
  }
}
