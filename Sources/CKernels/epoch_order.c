#include <string.h>

#include "lanes.h"
#include "networks.h"

/// A salted bijection of 32-bit numbers (the finaliser of MurmurHash3 with the salt mixed in twice), so keys never tie.
KINDRED_CLONES
static void hash_all(const int32_t *identities, size_t count, uint64_t salt, uint32_t *keys) {
  const uint32_t low = (uint32_t)salt, high = (uint32_t)(salt >> 32);
  for (size_t k = 0; k < count; k++) {
    uint32_t x = (uint32_t)identities[k] * 0x9E3779B1u ^ low;
    x ^= x >> 16;
    x *= 0x85EBCA6Bu;
    x += high;
    x ^= x >> 13;
    x *= 0xC2B2AE35u;
    x ^= x >> 16;
    keys[k] = x;
  }
}

size_t kindred_epoch_order_scratch(size_t count) {
  size_t buckets = 2;
  while (buckets < 2 * count) buckets *= 2;
  return (2 * count + count + buckets) * sizeof(uint32_t);
}

void kindred_epoch_order(const int32_t *identities, size_t count, uint64_t salt, int32_t *order, void *scratch) {
  int bits = 1;
  while (((size_t)1 << bits) < 2 * count) bits++;
  uint64_t *items = scratch;  // key, place
  uint32_t *keys = (uint32_t *)(items + count);
  uint32_t *next = keys + count;  // where each bucket's next item goes
  hash_all(identities, count, salt, keys);
  memset(next, 0, sizeof(uint32_t) << bits);
  for (size_t k = 0; k < count; k++) next[keys[k] >> (32 - bits)]++;
  uint32_t start = 0;
  for (size_t bucket = 0; bucket < (size_t)1 << bits; bucket++) {
    const uint32_t size = next[bucket];
    next[bucket] = start;
    start += size;
  }
  for (size_t k = 0; k < count; k++) items[next[keys[k] >> (32 - bits)]++] = (uint64_t)keys[k] << 32 | k;
  // Buckets are in order; insertion puts the few that share one in order too.
  for (size_t k = 1; k < count; k++) {
    const uint64_t item = items[k];
    size_t slot = k;
    for (; slot > 0 && items[slot - 1] > item; slot--) items[slot] = items[slot - 1];
    items[slot] = item;
  }
  for (size_t k = 0; k < count; k++) order[k] = (int32_t)(uint32_t)items[k];
}
