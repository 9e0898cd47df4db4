#include "hash.h"
#include "networks.h"

/// Whether a neuron is kept depends on the row's own identity, the salt and the neuron's number alone: a hash (the finaliser
/// of MurmurHash3) of the two numbers, the row's hashed before.
KINDRED_CLONES
void kindred_dropout(float *y, size_t lanes, size_t stride, const int32_t *rows, const int32_t *identities,
                     uint64_t salt, uint32_t threshold, float scale) {
  const uint32_t low = (uint32_t)salt, high = (uint32_t)(salt >> 32);
  for (size_t lane = 0; lane < lanes; lane++) {
    uint32_t row = (uint32_t)identities[rows[lane]] * 0x9E3779B1u ^ low;
    row ^= row >> 16;
    row *= 0x85EBCA6Bu;
    row ^= row >> 13;
    float *values = y + lane * stride;
    for (uint32_t neuron = 0; neuron < (uint32_t)stride; neuron++) {
      uint32_t x = kindred_finalised(row ^ neuron * 0x9E3779B1u, high);
      values[neuron] = x >= threshold ? values[neuron] * scale : 0.0f;
    }
  }
}
