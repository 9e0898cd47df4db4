#include "hash.h"
#include "networks.h"

/// A salted bijection of 32-bit numbers (the finaliser of MurmurHash3 with the salt mixed in twice), so keys never tie.
KINDRED_CLONES
static void hash_all(const int32_t *identities, size_t count, uint64_t salt, uint32_t *keys) {
  const uint32_t low = (uint32_t)salt, high = (uint32_t)(salt >> 32);
  for (size_t k = 0; k < count; k++) {
    keys[k] = kindred_finalised((uint32_t)identities[k] * 0x9E3779B1u ^ low, high);
  }
}

/// Up to so many rows are ordered by counting for each how many come before it.
enum { FEW = 96 };

/// Places of up to 64 rows from `first` on, a vector holding those of 16.
KINDRED_INLINE void count_smaller(const uint32_t *keys, size_t count, size_t first, uint32_t *places, const int width) {
  ubits16 own[4], smaller[4] = {};
#pragma clang loop unroll(full)
  for (int j = 0; j < width; j++) own[j] = *(const ubits16 *)(keys + first + 16 * j);
  for (size_t k = 0; k < count; k++) {
    const uint32_t key = keys[k];
    const ubits16 other = (ubits16){} + key;
#pragma clang loop unroll(full)
    for (int j = 0; j < width; j++) smaller[j] -= (ubits16)(other < own[j]);
  }
#pragma clang loop unroll(full)
  for (int j = 0; j < width; j++) *(ubits16 *)(places + first + 16 * j) = smaller[j];
}

/// Beyond `count` keys may hold anything and places is written to, up to the next multiple of 16.
KINDRED_CLONES
static void order_few(const uint32_t *keys, size_t count, int32_t *order, uint32_t *places) {
  size_t first = 0;
  for (; first + 32 < count; first += 48) count_smaller(keys, count, first, places, 3);
  if (first + 16 < count)
    count_smaller(keys, count, first, places, 2);
  else if (first < count)
    count_smaller(keys, count, first, places, 1);
  // Equal keys count the same: the first takes that place, the others the next ones.
  for (size_t k = 0; k < count; k++) order[k] = -1;
  for (size_t k = 0; k < count; k++) {
    size_t place = places[k];
    while (order[place] >= 0) place++;
    order[place] = (int32_t)k;
  }
}

/// Two rounds of a radix sort on the upper half of the keys; insertion puts the few that share it in order too.
static void order_many(const uint32_t *keys, size_t count, int32_t *order, uint32_t *once) {
  uint32_t next[2][256] = {};
  for (size_t k = 0; k < count; k++) {
    next[0][keys[k] >> 16 & 255]++;
    next[1][keys[k] >> 24]++;
  }
  uint32_t starts[2] = {};
  for (size_t digit = 0; digit < 256; digit++)
    for (size_t round = 0; round < 2; round++) {
      const uint32_t size = next[round][digit];
      next[round][digit] = starts[round];
      starts[round] += size;
    }
  for (size_t k = 0; k < count; k++) once[next[0][keys[k] >> 16 & 255]++] = (uint32_t)k;
  for (size_t k = 0; k < count; k++) order[next[1][keys[once[k]] >> 24]++] = (int32_t)once[k];
  for (size_t k = 1; k < count; k++) {
    const int32_t row = order[k];
    size_t slot = k;
    for (; slot > 0 && keys[order[slot - 1]] > keys[row]; slot--) order[slot] = order[slot - 1];
    order[slot] = row;
  }
}

static size_t whole_vectors(size_t count) { return (count + 63) / 64 * 64; }

size_t kindred_epoch_order_scratch(size_t count) { return 2 * whole_vectors(count) * sizeof(uint32_t); }

void kindred_epoch_order(const int32_t *identities, size_t count, uint64_t salt, int32_t *order, void *scratch) {
  uint32_t *keys = scratch, *other = keys + whole_vectors(count);
  hash_all(identities, count, salt, keys);
  if (count <= FEW)
    order_few(keys, count, order, other);
  else
    order_many(keys, count, order, other);
}
