#include "gradients.h"

void kindred_sparse_overlaps(const int32_t *rows, const int64_t *starts, const int32_t *indices, uint64_t *masks,
                             float *overlaps, size_t lanes) {
  for (size_t lane = 0; lane < lanes; lane++) {
    uint32_t counts[64] = {0};
    for (int64_t k = starts[rows[lane]]; k < starts[rows[lane] + 1]; k++) {
      for (uint64_t mask = masks[indices[k]]; mask != 0; mask &= mask - 1) counts[__builtin_ctzll(mask)]++;
    }
    for (size_t other = 0; other < lanes; other++) overlaps[lane * lanes + other] = (float)counts[other];
  }
  for (size_t lane = 0; lane < lanes; lane++) {
    for (int64_t k = starts[rows[lane]]; k < starts[rows[lane] + 1]; k++) masks[indices[k]] = 0;
  }
}
