#include "lanes.h"
#include "networks.h"

// All three products of a dense layer are c[i][j] (+)= sum_k a(i, k) b[k][j], with a(i, k) one float that is broadcast,
// and b and c rows of lanes. A tile of c stays in registers over the whole sum.

/// Where a(i, k) lies: at a[i * a_stride + k] or at a[k * a_stride + i].
enum order { BY_ROW, BY_DEPTH };

enum start { FROM_ZERO, FROM_BIAS, FROM_TARGET };
enum finish { AS_IS, RELU, GATED };

struct product {
  const float *a;
  size_t a_stride;
  const float *b;
  float *c;
  const float *bias;  // one row of c, FROM_BIAS
  const float *gate;  // like c, GATED
  size_t rows, depth, columns;  // columns: also the stride of b, c and gate
};

#pragma clang fp contract(fast)

/// One tile of `height` rows and `width` vectors of c, its first element at (row, column).
KINDRED_INLINE void tile(const struct product *p, size_t row, size_t column, const int height, const int width,
                         const enum order order, const enum start start, const enum finish finish) {
  const size_t columns = p->columns, a_stride = p->a_stride;
  float *c = p->c + row * columns + column;
  lanes16 sum[8][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < height; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < width; j++)
      sum[i][j] = start == FROM_BIAS     ? KINDRED_LOAD(p->bias + column + 16 * j)
                  : start == FROM_TARGET ? KINDRED_LOAD(c + i * columns + 16 * j)
                                         : (lanes16){};
  const size_t a_step = order == BY_ROW ? p->a_stride : 1;
  const float *a[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < height; i++) {
    a[i] = p->a + (row + i) * a_step;
    KINDRED_OPAQUE(a[i]);
  }
  const float *b = p->b + column;
  const size_t depth = p->depth;
  for (size_t k = 0; k < depth; k++, b += columns) {
    lanes16 right[2];
#pragma clang loop unroll(full)
    for (int j = 0; j < width; j++) right[j] = KINDRED_LOAD(b + 16 * j);
#pragma clang loop unroll(full)
    for (int i = 0; i < height; i++) {
      const float factor = order == BY_ROW ? a[i][k] : a[0][k * a_stride + i];
      const lanes16 left = KINDRED_BROADCAST(factor);
#pragma clang loop unroll(full)
      for (int j = 0; j < width; j++) sum[i][j] += left * right[j];
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < height; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < width; j++) {
      lanes16 value = sum[i][j];
      if (finish == RELU) value = KINDRED_WHERE_POSITIVE(value, value);
      if (finish == GATED) {
        const lanes16 gate = KINDRED_LOAD(p->gate + (row + i) * columns + column + 16 * j);
        value = KINDRED_WHERE_POSITIVE(gate, value);
      }
      KINDRED_STORE(c + i * columns + 16 * j, value);
    }
}

/// All rows of one strip of `width` vectors.
KINDRED_INLINE void strip(const struct product *p, size_t column, const int tall, const int width,
                          const enum order order, const enum start start, const enum finish finish) {
  size_t row = 0;
  if (tall)
    for (; row + 8 <= p->rows; row += 8) tile(p, row, column, 8, width, order, start, finish);
  for (; row + 4 <= p->rows; row += 4) tile(p, row, column, 4, width, order, start, finish);
  if (row + 2 <= p->rows) {
    tile(p, row, column, 2, width, order, start, finish);
    row += 2;
  }
  if (row < p->rows) tile(p, row, column, 1, width, order, start, finish);
}

KINDRED_INLINE void multiply(const struct product *p, const enum order order, const enum start start, const enum finish finish) {
  size_t column = 0;
  if (kindred_has_wide_registers()) {
    for (; column + 32 <= p->columns; column += 32) strip(p, column, 1, 2, order, start, finish);
    for (; column < p->columns; column += 16) strip(p, column, 1, 1, order, start, finish);
  } else {
    for (; column < p->columns; column += 16) strip(p, column, 0, 1, order, start, finish);
  }
}

KINDRED_CLONES
void kindred_dense_forward(const float *x, size_t x_stride, const float *w, const float *bias, float *z, size_t lanes,
                           size_t inputs, size_t neurons) {
  const struct product p = {x, x_stride, w, z, bias, NULL, lanes, inputs, neurons};
  multiply(&p, BY_ROW, FROM_BIAS, RELU);
}

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

KINDRED_CLONES
void kindred_dense_gradient(const float *x, size_t x_stride, const float *delta, float *w_gradient,
                            float *bias_gradient, size_t lanes, size_t inputs, size_t neurons, int accumulate) {
  const struct product p = {x, x_stride, delta, w_gradient, NULL, NULL, inputs, lanes, neurons};
  if (accumulate)
    multiply(&p, BY_DEPTH, FROM_TARGET, AS_IS);
  else
    multiply(&p, BY_DEPTH, FROM_ZERO, AS_IS);
  kindred_column_sums(delta, bias_gradient, lanes, neurons, accumulate);
}

KINDRED_CLONES
void kindred_dense_delta(const float *delta, size_t delta_stride, const float *w_transposed, const float *z_below,
                         float *below, size_t lanes, size_t neurons, size_t neurons_below) {
  const struct product p = {delta, delta_stride, w_transposed, below, NULL, z_below, lanes, neurons, neurons_below};
  multiply(&p, BY_ROW, FROM_ZERO, GATED);
}

KINDRED_CLONES
void kindred_relu_gate(const float *delta, const float *z, float *gated, size_t count) {
  for (size_t i = 0; i < count; i += 16)
    KINDRED_STORE(gated + i, KINDRED_WHERE_POSITIVE(KINDRED_LOAD(z + i), KINDRED_LOAD(delta + i)));
}
