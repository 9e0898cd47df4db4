#ifndef KINDRED_GRADIENTS_H
#define KINDRED_GRADIENTS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// overlaps[a][b] = how many ones lanes a and b share, (lanes, lanes); at most 64 lanes, made from and clearing `masks`
/// (see kindred_sparse_masks). Lane k is row rows[k] of the compressed sparse rows.
void kindred_sparse_overlaps(const int32_t *rows, const int64_t *starts, const int32_t *indices, uint64_t *masks,
                             float *overlaps, size_t lanes);

#ifdef __cplusplus
}
#endif

#endif
