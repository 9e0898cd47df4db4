#include "kernels.h"
#include "relations.h"

#if defined(__x86_64__) && defined(__clang__)
#define WIDE __attribute__((min_vector_width(512)))
#else
#define WIDE
#endif

typedef float lane_floats __attribute__((vector_size(4 * KINDRED_LANES), aligned(4)));
typedef int32_t lane_bits __attribute__((vector_size(4 * KINDRED_LANES), aligned(4)));

// Four rows at a time keep eight 512-bit sums in flight; the last rows are repeated to fill the four, so that every
// element goes through the same instructions.
#define FOR_FOUR_ROWS(UPDATE, out)                                                                                     \
  for (size_t first = 0; first < count; first += 4) {                                                                  \
    const size_t last = count - 1;                                                                                     \
    const size_t at[4] = {first, first + 1 < last ? first + 1 : last, first + 2 < last ? first + 2 : last,             \
                          first + 3 < last ? first + 3 : last};                                                        \
    const float *r0 = rows + at[0] * features, *r1 = rows + at[1] * features;                                          \
    const float *r2 = rows + at[2] * features, *r3 = rows + at[3] * features;                                          \
    lane_floats s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};                                                                \
    for (size_t k = 0; k < features; k++) {                                                                            \
      const lane_floats y = *(const lane_floats *)(lanes + k * KINDRED_LANES);                                         \
      const lane_floats d0 = y - r0[k], d1 = y - r1[k], d2 = y - r2[k], d3 = y - r3[k];                                \
      UPDATE(s0, d0) UPDATE(s1, d1) UPDATE(s2, d2) UPDATE(s3, d3)                                                      \
    }                                                                                                                  \
    *(lane_floats *)(out + at[3] * KINDRED_LANES) = s3;                                                                \
    *(lane_floats *)(out + at[2] * KINDRED_LANES) = s2;                                                                \
    *(lane_floats *)(out + at[1] * KINDRED_LANES) = s1;                                                                \
    *(lane_floats *)(out + at[0] * KINDRED_LANES) = s0;                                                                \
  }

#define ADD_SQUARE(sum, difference) sum += difference * difference;
#define ADD_SIZE(sum, difference) sum += (lane_floats)((lane_bits)difference & 0x7FFFFFFF);

KINDRED_CLONES WIDE
void kindred_lane_squares(const float *lanes, const float *rows, size_t count, size_t features, float *squares) {
#pragma clang fp contract(fast)
  FOR_FOUR_ROWS(ADD_SQUARE, squares)
}

KINDRED_CLONES WIDE
void kindred_lane_manhattan(const float *lanes, const float *rows, size_t count, size_t features, float *distances) {
  FOR_FOUR_ROWS(ADD_SIZE, distances)
}

typedef uint8_t lane_bytes __attribute__((vector_size(KINDRED_LANES), aligned(1)));
typedef uint16_t lane_words __attribute__((vector_size(2 * KINDRED_LANES), aligned(2)));

KINDRED_CLONES WIDE
void kindred_lane_differences(const uint8_t *lanes, const uint16_t *ones, const int32_t *indices, const int64_t *starts,
                              size_t count, uint16_t *squares) {
  const lane_words lane_ones = *(const lane_words *)ones;
  for (size_t r = 0; r < count; r++) {
    const int32_t *index = indices + starts[r];
    const size_t length = (size_t)(starts[r + 1] - starts[r]);
    lane_words common = {0};
    for (size_t begin = 0; begin < length; begin += 255) {  // a byte counts to 255
      const size_t end = begin + 255 < length ? begin + 255 : length;
      lane_bytes even = {0}, odd = {0};
      size_t i = begin;
      for (; i + 1 < end; i += 2) {
        even += *(const lane_bytes *)(lanes + (size_t)index[i] * KINDRED_LANES);
        odd += *(const lane_bytes *)(lanes + (size_t)index[i + 1] * KINDRED_LANES);
      }
      if (i < end) even += *(const lane_bytes *)(lanes + (size_t)index[i] * KINDRED_LANES);
      common += __builtin_convertvector(even, lane_words) + __builtin_convertvector(odd, lane_words);
    }
    *(lane_words *)(squares + r * KINDRED_LANES) = lane_ones + (uint16_t)length - common - common;
  }
}

KINDRED_CLONES WIDE
void kindred_centred_roots(const float *squares, size_t rows, float centre, float *roots) {
  for (size_t r = 0; r < rows; r++) {
    const lane_floats x = *(const lane_floats *)(squares + r * KINDRED_LANES);
    *(lane_floats *)(roots + r * KINDRED_LANES) = __builtin_elementwise_sqrt(x) - centre;
  }
}

KINDRED_CLONES WIDE
void kindred_centred_roots_u16(const uint16_t *squares, size_t rows, float centre, float *roots) {
  for (size_t r = 0; r < rows; r++) {
    const lane_words x = *(const lane_words *)(squares + r * KINDRED_LANES);
    const lane_floats root = __builtin_elementwise_sqrt(__builtin_convertvector(x, lane_floats));
    *(lane_floats *)(roots + r * KINDRED_LANES) = root - centre;
  }
}

KINDRED_CLONES WIDE
void kindred_centred(const float *values, size_t rows, float centre, float *centred) {
  for (size_t i = 0; i < rows * KINDRED_LANES; i++) centred[i] = values[i] - centre;
}

typedef double lane_doubles __attribute__((vector_size(8 * KINDRED_LANES), aligned(8)));

KINDRED_CLONES WIDE
void kindred_member_sums(const float *roots, const int32_t *members, size_t count, int32_t base, double weight,
                         double *sums) {
  lane_doubles sum = {0};
  for (size_t i = 0; i < count; i++) {
    const lane_floats root = *(const lane_floats *)(roots + (size_t)(members[i] - base) * KINDRED_LANES);
    sum += __builtin_convertvector(root, lane_doubles);
  }
  *(lane_doubles *)sums += weight * sum;
}

typedef double eight __attribute__((vector_size(64), aligned(8)));

KINDRED_CLONES WIDE
void kindred_exact_distance_sums(const double *lanes, const float *rows, size_t count, size_t features, double *sums) {
#pragma clang fp contract(fast)
  eight total = {0};
  for (size_t r = 0; r < count; r++) {
    eight squares = {0};
    for (size_t k = 0; k < features; k++) {
      const eight gap = *(const eight *)(lanes + k * 8) - (double)rows[r * features + k];
      squares += gap * gap;
    }
    total += __builtin_elementwise_sqrt(squares);
  }
  *(eight *)sums = total;
}
