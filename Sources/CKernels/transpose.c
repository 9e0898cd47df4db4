#include "lanes.h"
#include "networks.h"

#define KINDRED_SHUFFLE __builtin_shufflevector

/// Exchanges halves of blocks of 2 * distance between rows i and i + distance: one of the four rounds of a transpose.
#define KINDRED_EXCHANGE(rows, distance, low, high) \
  _Pragma("clang loop unroll(full)") for (int i = 0; i < 16; i++) { \
    if (i & (distance)) continue; \
    const lanes16 a = (rows)[i], b = (rows)[i + (distance)]; \
    (rows)[i] = KINDRED_SHUFFLE(a, b, KINDRED_UNWRAP low); \
    (rows)[i + (distance)] = KINDRED_SHUFFLE(a, b, KINDRED_UNWRAP high); \
  }
#define KINDRED_UNWRAP(...) __VA_ARGS__

KINDRED_CLONES
void kindred_transpose(const float *source, size_t source_stride, float *target, size_t target_stride, size_t rows,
                       size_t columns) {
  for (size_t row = 0; row < rows; row += 16)
    for (size_t column = 0; column < columns; column += 16) {
      lanes16 block[16];
#pragma clang loop unroll(full)
      for (int i = 0; i < 16; i++) {
        const size_t from = row + i < rows ? row + i : rows - 1;
        block[i] = KINDRED_LOAD(source + from * source_stride + column);
      }
      KINDRED_EXCHANGE(block, 8, (0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
                       (8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
      KINDRED_EXCHANGE(block, 4, (0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27),
                       (4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31))
      KINDRED_EXCHANGE(block, 2, (0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29),
                       (2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31))
      KINDRED_EXCHANGE(block, 1, (0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30),
                       (1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31))
#pragma clang loop unroll(full)
      for (int i = 0; i < 16; i++) KINDRED_STORE(target + (column + i) * target_stride + row, block[i]);
    }
}

KINDRED_CLONES
void kindred_gather_rows(const float *source, size_t stride, const int32_t *rows, size_t count, float *target) {
  for (size_t k = 0; k < count; k++, target += stride) {
    const float *row = source + (size_t)rows[k] * stride;
    for (size_t j = 0; j < stride; j += 16) KINDRED_STORE(target + j, KINDRED_LOAD(row + j));
  }
}
