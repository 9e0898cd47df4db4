#include "kernels.h"
#include "relations.h"

#if defined(__x86_64__) && defined(__clang__)
#define WIDE __attribute__((min_vector_width(512)))
#else
#define WIDE
#endif

// Floats that are not negative are ordered as their bits are, and the minimum of integers is the cheaper one.
typedef int32_t lane_bits __attribute__((vector_size(4 * KINDRED_LANES), aligned(4), may_alias));
typedef uint16_t lane_words __attribute__((vector_size(2 * KINDRED_LANES), aligned(2)));

// One step of insertion into an ascending list: the smaller stays, the larger goes on.
#define SINK(lanes, place)                                    \
  {                                                           \
    const lanes larger = __builtin_elementwise_max(x, place); \
    place = __builtin_elementwise_min(x, place);              \
    x = larger;                                               \
  }

#define INSERT_MEMBERS(lanes, squares, lists)                                                         \
  lanes n0 = *(lanes *)(lists), n1 = *(lanes *)(lists + KINDRED_LANES);                               \
  lanes n2 = *(lanes *)(lists + 2 * KINDRED_LANES), n3 = *(lanes *)(lists + 3 * KINDRED_LANES);       \
  lanes n4 = *(lanes *)(lists + 4 * KINDRED_LANES);                                                   \
  for (size_t i = 0; i < count; i++) {                                                                \
    lanes x = *(const lanes *)(squares + (size_t)(members[i] - base) * KINDRED_LANES);                \
    SINK(lanes, n0) SINK(lanes, n1) SINK(lanes, n2) SINK(lanes, n3) SINK(lanes, n4)                                                    \
  }                                                                                                   \
  *(lanes *)(lists) = n0;                                                                             \
  *(lanes *)(lists + KINDRED_LANES) = n1;                                                             \
  *(lanes *)(lists + 2 * KINDRED_LANES) = n2;                                                         \
  *(lanes *)(lists + 3 * KINDRED_LANES) = n3;                                                         \
  *(lanes *)(lists + 4 * KINDRED_LANES) = n4;

KINDRED_CLONES WIDE
void kindred_member_nearest(const float *squares, const int32_t *members, size_t count, int32_t base, float *lists) {
  INSERT_MEMBERS(lane_bits, squares, lists)
}

KINDRED_CLONES WIDE
void kindred_member_nearest_u16(const uint16_t *squares, const int32_t *members, size_t count, int32_t base,
                                uint16_t *lists) {
  INSERT_MEMBERS(lane_words, squares, lists)
}

// The j-th nearest of the other task is among the pooled 5 if at most 5 - j of the row's own task come before it: if it
// is nearer than the (6 - j)-th of its own. Lower tasks come first in the pooled rows, so they win a tie.
KINDRED_CLONES WIDE
size_t kindred_links(const float *nearest, size_t tasks, size_t own, const float *surely, const float *possibly,
                     int32_t *links, uint8_t *unsure) {
  size_t doubts = 0;
  for (size_t t = 0; t < tasks; t++) {
    int32_t least = 0, most = 0;
    const int first = t < own;
    for (size_t j = 0; j < KINDRED_NEAREST; j++) {
      const float x = nearest[j * tasks + t];
      const float low = surely[KINDRED_NEAREST - 1 - j], high = possibly[KINDRED_NEAREST - 1 - j];
      least += (x < low) | (first & (x == low));
      most += (x < high) | (first & (x == high));
    }
    unsure[t] = least != most;
    links[t] += least == most ? least : 0;
    doubts += least != most;
  }
  return doubts;
}

KINDRED_CLONES WIDE
void kindred_links_u16(const uint16_t *nearest, size_t tasks, size_t own, const uint16_t *thresholds, int32_t *links) {
  for (size_t t = 0; t < tasks; t++) {
    int32_t sum = 0;
    const int first = t < own;
    for (size_t j = 0; j < KINDRED_NEAREST; j++) {
      const uint16_t x = nearest[j * tasks + t], limit = thresholds[KINDRED_NEAREST - 1 - j];
      sum += (x < limit) | (first & (x == limit));
    }
    links[t] += sum;
  }
}
