// The two Adam kernels over a function ADAM16 that updates 16 parameters; included once for each vector unit, with
// ADAM_KERNEL(name) naming the functions and ADAM_TARGET their attributes. No include guard on purpose.

ADAM_TARGET
static void ADAM_KERNEL(dense)(float *w, float *m, float *v, const float *gradient, size_t count, float step) {
  for (size_t i = 0; i < count; i += 16) {
    const lanes16 g = KINDRED_LOAD(gradient + i);
    ADAM16(w + i, m + i, v + i, &g, step);
  }
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
#pragma clang loop unroll(full)
  for (int j = 0; j < width; j++) ADAM16(w + 16 * j, m + 16 * j, v + 16 * j, &gradient[j], step);
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
