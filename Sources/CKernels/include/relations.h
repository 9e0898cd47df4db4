#ifndef KINDRED_RELATIONS_H
#define KINDRED_RELATIONS_H

#include <stddef.h>
#include <stdint.h>

// Distances and nearest neighbours of KINDRED_LANES rows at a time against many others. "Lanes" are the rows of a block,
// stored feature-major: value [feature][lane]. All results are laid out [row][lane].
#define KINDRED_LANES 32
// The neighbours that a list keeps.
#define KINDRED_NEAREST 5

#ifdef __cplusplus
extern "C" {
#endif

/// squares[r][l] = sum over k of (rows[r][k] - lanes[k][l])^2, each summed in the same order whatever the block
void kindred_lane_squares(const float *lanes, const float *rows, size_t count, size_t features, float *squares);

/// distances[r][l] = sum over k of |rows[r][k] - lanes[k][l]|
void kindred_lane_manhattan(const float *lanes, const float *rows, size_t count, size_t features, float *distances);

/// squares[r][l] = number of features in which the 0/1 rows differ, exactly; lanes is 0/1 bytes [feature][lane], ones
/// counts the ones of each lane, and row r has its ones at indices[starts[r] ..< starts[r + 1]]
void kindred_lane_differences(const uint8_t *lanes, const uint16_t *ones, const int32_t *indices, const int64_t *starts,
                              size_t count, uint16_t *squares);

/// roots[r][l] = sqrt(squares[r][l]) - centre
void kindred_centred_roots(const float *squares, size_t rows, float centre, float *roots);
void kindred_centred_roots_u16(const uint16_t *squares, size_t rows, float centre, float *roots);
/// centred[r][l] = values[r][l] - centre
void kindred_centred(const float *values, size_t rows, float centre, float *centred);

/// sums[l] += weight * sum over members of roots[member - base][l]
void kindred_member_sums(const float *roots, const int32_t *members, size_t count, int32_t base, double weight,
                         double *sums);

/// sums[8] = sum over rows of the Euclidean distance to each of 8 lanes [feature][8], all in double precision
void kindred_exact_distance_sums(const double *lanes, const float *rows, size_t count, size_t features, double *sums);

/// Inserts the members' squares into each lane's ascending list of its nearest: lists is [KINDRED_NEAREST][lane]
void kindred_member_nearest(const float *squares, const int32_t *members, size_t count, int32_t base, float *lists);
void kindred_member_nearest_u16(const uint16_t *squares, const int32_t *members, size_t count, int32_t base,
                                uint16_t *lists);

/// For one row of task `own` and its nearest[j][t] within every task t: adds to links[t] how many of the row's 5 nearest
/// neighbours in the two pooled tasks are of t, where own[j] are its nearest in its own task. Ties go to the task of
/// lower index. `surely` and `possibly` are own[] shrunk and stretched by the error of a square; where the two disagree
/// unsure[t] is set and nothing is added. Returns the number of unsure tasks.
size_t kindred_links(const float *nearest, size_t tasks, size_t own, const float *surely, const float *possibly,
                     int32_t *links, uint8_t *unsure);
/// The same with exact squares: nothing is unsure.
void kindred_links_u16(const uint16_t *nearest, size_t tasks, size_t own, const uint16_t *thresholds, int32_t *links);

/// city = sum of |x[i] - y[i]|, squares = sum of (x[i] - y[i])^2
void kindred_gaps(const double *x, const double *y, size_t count, double *city, double *squares);

/// sums[i] += x[i]
void kindred_add(const double *x, size_t count, double *sums);

/// wins[a][b] += twice the number of pairs in which the value of task a is larger, plus the number of ties, from the
/// tasks of a sorted column's entries; ends[g] is the end of the g-th group of equal values; below starts as zeros
void kindred_rank_wins(const int32_t *tasks, const int32_t *ends, size_t groups, size_t task_count, double *below,
                       double *wins);

/// moments[tasks[i]][8] += 1, x, y, x x, y y, x y, 0, 0 with y = values[i]
void kindred_shared_moments(const int32_t *tasks, const double *values, size_t count, double x, double *moments);

/// products[r][8] = rows of 0/1 (ones at indices[starts[r] ..< starts[r + 1]]) times block[feature][8]
void kindred_sparse_times_block(const int32_t *indices, const int64_t *starts, size_t rows, const double *block,
                                double *products);
/// block[feature][8] += transpose of the same rows times products[r][8]
void kindred_sparse_transpose_times_block(const int32_t *indices, const int64_t *starts, size_t rows,
                                          const double *products, double *block);

#ifdef __cplusplus
}
#endif

#endif
