// The two Adam kernels over a function ADAM_VECTORS that updates up to 8 vectors of parameters; included once for each vector unit, with
// ADAM_KERNEL(name) naming the functions and ADAM_TARGET their attributes. No include guard on purpose.

__attribute__((always_inline)) ADAM_TARGET
static inline void ADAM_KERNEL(some)(float *w, float *m, float *v, const float *gradient, float step, const int width) {
  lanes16 g[8];
  ADAM_UNROLL
  for (int i = 0; i < width; i++) g[i] = KINDRED_LOAD(gradient + 16 * i);
  ADAM_VECTORS(w, m, v, g, step, width);
}

ADAM_TARGET
static void ADAM_KERNEL(dense)(float *w, float *m, float *v, const float *gradient, size_t count, float step) {
  size_t i = 0;
  for (; i + 128 <= count; i += 128) ADAM_KERNEL(some)(w + i, m + i, v + i, gradient + i, step, 8);
  for (; i + 32 <= count; i += 32) ADAM_KERNEL(some)(w + i, m + i, v + i, gradient + i, step, 2);
  if (i < count) ADAM_KERNEL(some)(w + i, m + i, v + i, gradient + i, step, 1);
}

/// `width` vectors of the row of one feature: its gradient summed in registers, then the update.
__attribute__((always_inline)) ADAM_TARGET
static inline void ADAM_KERNEL(strip)(uint64_t mask, const float *delta, float *w, float *m, float *v, size_t neurons,
                                      float step, const int width) {
  lanes16 gradient[4] = {};
  for (uint64_t rest = mask; rest != 0; rest &= rest - 1) {
    const float *row = delta + (size_t)__builtin_ctzll(rest) * neurons;
#pragma clang loop unroll(full)
    for (int j = 0; j < width; j++) gradient[j] += KINDRED_LOAD(row + 16 * j);
  }
  ADAM_VECTORS(w, m, v, gradient, step, width);
}

ADAM_TARGET
static void ADAM_KERNEL(sparse)(uint64_t *masks, const float *delta, const int32_t *active, size_t active_count,
                                float *w, float *m, float *v, size_t neurons, float step) {
  for (size_t k = 0; k < active_count; k++) {
    const size_t feature = (size_t)active[k], row = feature * neurons;
    const uint64_t mask = masks[feature];
    masks[feature] = 0;
    size_t j = 0;
    for (; j + 64 <= neurons; j += 64)
      ADAM_KERNEL(strip)(mask, delta + j, w + row + j, m + row + j, v + row + j, neurons, step, 4);
    for (; j + 32 <= neurons; j += 32)
      ADAM_KERNEL(strip)(mask, delta + j, w + row + j, m + row + j, v + row + j, neurons, step, 2);
    if (j < neurons)
      ADAM_KERNEL(strip)(mask, delta + j, w + row + j, m + row + j, v + row + j, neurons, step, 1);
  }
}
