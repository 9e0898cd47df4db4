#ifndef KINDRED_HASH_H
#define KINDRED_HASH_H

#include "lanes.h"

/// The finaliser of MurmurHash3 with a salt mixed in: a bijection of 32-bit numbers.
KINDRED_INLINE uint32_t kindred_finalised(uint32_t x, uint32_t salt) {
  x ^= x >> 16;
  x *= 0x85EBCA6Bu;
  x += salt;
  x ^= x >> 13;
  x *= 0xC2B2AE35u;
  x ^= x >> 16;
  return x;
}

#endif
