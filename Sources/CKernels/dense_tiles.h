#ifndef KINDRED_DENSE_TILES_H
#define KINDRED_DENSE_TILES_H

#include "lanes.h"

// All products of a dense layer are c[i][j] (+)= sum_k a(i, k) b[k][j], with a(i, k) one float that is broadcast, and b and
// c rows of lanes. A tile of `height` rows and `width` vectors of c stays in registers over the whole sum. The rows of c
// are dealt evenly to as few tiles as hold them, so that no tile is too low to hide the latency of its sums.

/// What is done to a sum before it is stored: ReLU of it plus the bias, or 0 where the gate is not positive.
enum finish { RELU, GATED };

struct product {
  const float *a;
  size_t a_stride;
  const int32_t *numbers;  // row k of a is a's row numbers[k]; NULL: row k
  const float *b;
  float *c;
  const float *bias;  // one row of c, RELU
  const float *gate;  // like c, GATED
  float *sums;  // receives the sums of b's rows, a_transposed
  size_t rows, depth, columns;  // columns: also the stride of b, c and gate
  int accumulate;
};

#pragma clang fp contract(fast)

#define KINDRED_UNROLL _Pragma("clang loop unroll(full)")

KINDRED_INLINE const float *row_of_a(const struct product *p, size_t k) {
  return p->a + (p->numbers ? (size_t)p->numbers[k] : k) * p->a_stride;
}

KINDRED_INLINE void store_tile(const struct product *p, size_t row, size_t column, lanes16 (*sum)[4], const int height,
                               const int width, const enum finish finish) {
  const size_t columns = p->columns;
  float *c = p->c + row * columns + column;
  // Without a gate there is nothing to move along.
  const float *gate = finish == RELU ? c : p->gate + row * columns + column;
  KINDRED_UNROLL
  for (int i = 0; i < height; i++)
    KINDRED_UNROLL
    for (int j = 0; j < width; j++) {
      const size_t at = i * columns + 16 * j;
      const lanes16 value = sum[i][j];
      if (finish == RELU)
        KINDRED_STORE(c + at, KINDRED_RELU(value));
      else
        KINDRED_STORE(c + at, KINDRED_WHERE_POSITIVE(KINDRED_LOAD(gate + at), value));
    }
}

/// A tile of a b. `stride` is a's where it is known when compiling, which needs one pointer into a; 0: a pointer a row.
KINDRED_INLINE void tile(const struct product *p, size_t row, size_t column, const int height, const int width,
                         const size_t stride, const enum finish finish) {
  const size_t columns = p->columns, depth = p->depth;
  lanes16 sum[12][4];
  KINDRED_UNROLL
  for (int i = 0; i < height; i++)
    KINDRED_UNROLL
    for (int j = 0; j < width; j++)
      sum[i][j] = finish == RELU ? KINDRED_LOAD(p->bias + column + 16 * j) : (lanes16){};
  const float *b = p->b + column, *first = p->a + row * stride, *a[12];
  if (!stride)
    KINDRED_UNROLL
    for (int i = 0; i < height; i++) {
      a[i] = row_of_a(p, row + i);
      KINDRED_OPAQUE(a[i]);
    }
#pragma clang loop unroll_count(2)
  for (size_t k = 0; k < depth; k++, b += columns, first++) {
    lanes16 right[4];
    KINDRED_UNROLL
    for (int j = 0; j < width; j++) right[j] = KINDRED_LOAD(b + 16 * j);
    KINDRED_UNROLL
    for (int i = 0; i < height; i++) {
      const float factor = stride ? first[i * stride] : a[i][k];
      const lanes16 left = KINDRED_BROADCAST(factor);
      KINDRED_UNROLL
      for (int j = 0; j < width; j++) sum[i][j] += left * right[j];
    }
  }
  store_tile(p, row, column, sum, height, width, finish);
}

/// A tile of c (+)= a^T b; `sums_b`: and of the sums of b's rows.
KINDRED_INLINE void tile_transposed(const struct product *p, size_t row, size_t column, const int height,
                                    const int width, const int numbered, const int sums_b) {
  const size_t columns = p->columns, depth = p->depth;
  float *c = p->c + row * columns + column, *sums = p->sums + column;
  lanes16 sum[10][2], total[2];
  KINDRED_UNROLL
  for (int j = 0; j < width; j++) {
    KINDRED_UNROLL
    for (int i = 0; i < height; i++) sum[i][j] = p->accumulate ? KINDRED_LOAD(c + i * columns + 16 * j) : (lanes16){};
    total[j] = sums_b && p->accumulate ? KINDRED_LOAD(sums + 16 * j) : (lanes16){};
  }
  const float *b = p->b + column;
  for (size_t k = 0; k < depth; k++, b += columns) {
    const float *a = p->a + (numbered ? (size_t)p->numbers[k] : k) * p->a_stride + row;
    lanes16 right[2];
    KINDRED_UNROLL
    for (int j = 0; j < width; j++) right[j] = KINDRED_LOAD(b + 16 * j);
    KINDRED_UNROLL
    for (int i = 0; i < height; i++) {
      const lanes16 left = KINDRED_BROADCAST(a[i]);
      KINDRED_UNROLL
      for (int j = 0; j < width; j++) sum[i][j] += left * right[j];
    }
    KINDRED_UNROLL
    for (int j = 0; j < width; j++) total[j] += right[j];
  }
  KINDRED_UNROLL
  for (int j = 0; j < width; j++) {
    KINDRED_UNROLL
    for (int i = 0; i < height; i++) KINDRED_STORE(c + i * columns + 16 * j, sum[i][j]);
    if (sums_b) KINDRED_STORE(sums + 16 * j, total[j]);
  }
}

/// `call(height)` with the height known when compiling, of at most `tallest`.
#define KINDRED_EACH_HEIGHT(height, tallest, call) \
  switch (height) { \
    case 1: call(1); break; \
    case 2: call(2); break; \
    case 3: call(3); break; \
    case 4: call(4); break; \
    case 5: if (tallest >= 5) call(5); break; \
    case 6: if (tallest >= 6) call(6); break; \
    case 7: if (tallest >= 7) call(7); break; \
    case 8: if (tallest >= 8) call(8); break; \
    case 9: if (tallest >= 9) call(9); break; \
    case 10: if (tallest >= 10) call(10); break; \
    case 11: if (tallest >= 11) call(11); break; \
    case 12: if (tallest >= 12) call(12); break; \
    default: __builtin_unreachable(); \
  }

/// All rows of `width` vectors of a b.
KINDRED_INLINE void strip(const struct product *p, size_t column, const int width, const int tallest,
                          const size_t stride, const enum finish finish) {
  size_t row = 0;
  for (size_t tiles = (p->rows + tallest - 1) / tallest; tiles > 0; tiles--) {
    const size_t height = (p->rows - row + tiles - 1) / tiles;
#define CALL(h) tile(p, row, column, h, width, stride, finish)
    KINDRED_EACH_HEIGHT(height, tallest, CALL)
#undef CALL
    row += height;
  }
}

/// All rows of `width` vectors of c (+)= a^T b; the last tile sums b.
KINDRED_INLINE void strip_transposed(const struct product *p, size_t column, const int width, const int tallest,
                                     const int numbered) {
  size_t row = 0;
  for (size_t tiles = (p->rows + tallest - 1) / tallest; tiles > 0; tiles--) {
    const size_t height = (p->rows - row + tiles - 1) / tiles;
#define INNER(h) tile_transposed(p, row, column, h, width, numbered, 0)
#define LAST(h) tile_transposed(p, row, column, h, width, numbered, 1)
    if (tiles > 1) {
      KINDRED_EACH_HEIGHT(height, tallest, INNER)
    } else {
      KINDRED_EACH_HEIGHT(height, tallest, LAST)
    }
#undef INNER
#undef LAST
    row += height;
  }
}

#endif
