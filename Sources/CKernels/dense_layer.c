#include "dense_tiles.h"
#include "networks.h"

#pragma clang fp contract(fast)

KINDRED_CLONES
void kindred_column_sums(const float *delta, float *sums, size_t lanes, size_t neurons, int accumulate) {
  for (size_t column = 0; column < neurons; column += 16) {
    lanes16 even = accumulate ? KINDRED_LOAD(sums + column) : (lanes16){}, odd = {};
    size_t lane = 0;
    for (; lane + 2 <= lanes; lane += 2) {
      even += KINDRED_LOAD(delta + lane * neurons + column);
      odd += KINDRED_LOAD(delta + (lane + 1) * neurons + column);
    }
    if (lane < lanes) even += KINDRED_LOAD(delta + lane * neurons + column);
    KINDRED_STORE(sums + column, even + odd);
  }
}

// 32 registers of 16 floats hold tiles of 24 vectors beside what they read; 16 smaller ones hold four rows.

KINDRED_CLONES
static void multiply_narrow(const struct product *p, enum finish finish) {
  for (size_t column = 0; column < p->columns; column += 16)
    if (finish == RELU)
      strip(p, column, 1, 4, 0, RELU);
    else
      strip(p, column, 1, 4, 0, GATED);
}

KINDRED_CLONES
static void multiply_transposed_narrow(const struct product *p) {
  for (size_t column = 0; column < p->columns; column += 16)
    if (p->numbers)
      strip_transposed(p, column, 1, 4, 1);
    else
      strip_transposed(p, column, 1, 4, 0);
}

#if defined(__x86_64__) && defined(__linux__) && defined(__clang__)
#define WIDE __attribute__((target("avx512f,fma")))

/// Where each row of a needs a pointer, fewer rows fit the general registers.
WIDE KINDRED_INLINE void strips(const struct product *p, const size_t stride, const enum finish finish) {
  size_t column = 0;
  for (; column + 64 <= p->columns; column += 64) strip(p, column, 4, 6, stride, finish);
  for (; column + 32 <= p->columns; column += 32) strip(p, column, 2, stride ? 10 : 8, stride, finish);
  if (column < p->columns) strip(p, column, 1, stride ? 12 : 8, stride, finish);
}

WIDE KINDRED_INLINE void multiply_wide(const struct product *p, const enum finish finish) {
  switch (p->numbers ? 0 : p->a_stride) {
    case 16: strips(p, 16, finish); break;
    case 32: strips(p, 32, finish); break;
    case 64: strips(p, 64, finish); break;
    default: strips(p, 0, finish);
  }
}

WIDE KINDRED_INLINE void strips_transposed(const struct product *p, const int numbered) {
  size_t column = 0;
  for (; column + 32 <= p->columns; column += 32) strip_transposed(p, column, 2, 10, numbered);
  if (column < p->columns) strip_transposed(p, column, 1, 10, numbered);
}

// The product is put together here and not by the callers, so that it stays in registers.

WIDE static void forward_wide(const float *x, size_t x_stride, const int32_t *rows, const float *w, const float *bias,
                              float *z, size_t lanes, size_t inputs, size_t neurons) {
  const struct product p = {x, x_stride, rows, w, z, bias, NULL, NULL, lanes, inputs, neurons, 0};
  multiply_wide(&p, RELU);
}

WIDE static void gradient_wide(const float *x, size_t x_stride, const int32_t *rows, const float *delta,
                               float *w_gradient, float *bias_gradient, size_t lanes, size_t inputs, size_t neurons,
                               int accumulate) {
  const struct product p = {x, x_stride, rows, delta, w_gradient, NULL, NULL, bias_gradient, inputs, lanes, neurons,
                            accumulate};
  if (rows)
    strips_transposed(&p, 1);
  else
    strips_transposed(&p, 0);
}

WIDE static void delta_wide(const float *delta, size_t delta_stride, const float *w_transposed, const float *z_below,
                            float *below, size_t lanes, size_t neurons, size_t neurons_below) {
  const struct product p = {delta, delta_stride, NULL, w_transposed, below, NULL, z_below, NULL, lanes, neurons,
                            neurons_below, 0};
  multiply_wide(&p, GATED);
}

/// Leaves the function through the wide one where the registers are.
#define IF_WIDE(call) \
  if (kindred_has_wide_registers()) { \
    call; \
    return; \
  }
#else
#define IF_WIDE(call)
#endif

void kindred_dense_forward(const float *x, size_t x_stride, const int32_t *rows, const float *w, const float *bias,
                           float *z, size_t lanes, size_t inputs, size_t neurons) {
  IF_WIDE(forward_wide(x, x_stride, rows, w, bias, z, lanes, inputs, neurons))
  const struct product p = {x, x_stride, rows, w, z, bias, NULL, NULL, lanes, inputs, neurons, 0};
  multiply_narrow(&p, RELU);
}

void kindred_dense_gradient(const float *x, size_t x_stride, const int32_t *rows, const float *delta,
                            float *w_gradient, float *bias_gradient, size_t lanes, size_t inputs, size_t neurons,
                            int accumulate) {
  if (inputs == 0) {
    kindred_column_sums(delta, bias_gradient, lanes, neurons, accumulate);
    return;
  }
  IF_WIDE(gradient_wide(x, x_stride, rows, delta, w_gradient, bias_gradient, lanes, inputs, neurons, accumulate))
  const struct product p = {x, x_stride, rows, delta, w_gradient, NULL, NULL, bias_gradient, inputs, lanes, neurons,
                            accumulate};
  multiply_transposed_narrow(&p);
}

void kindred_dense_delta(const float *delta, size_t delta_stride, const float *w_transposed, const float *z_below,
                         float *below, size_t lanes, size_t neurons, size_t neurons_below) {
  IF_WIDE(delta_wide(delta, delta_stride, w_transposed, z_below, below, lanes, neurons, neurons_below))
  const struct product p = {delta, delta_stride, NULL, w_transposed, below, NULL, z_below, NULL, lanes, neurons,
                            neurons_below, 0};
  multiply_narrow(&p, GATED);
}

KINDRED_CLONES
void kindred_relu_gate(const float *delta, const float *z, float *gated, size_t count) {
  for (size_t i = 0; i < count; i += 16)
    KINDRED_STORE(gated + i, KINDRED_WHERE_POSITIVE(KINDRED_LOAD(z + i), KINDRED_LOAD(delta + i)));
}
