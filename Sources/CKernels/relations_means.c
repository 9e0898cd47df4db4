#include "kernels.h"
#include "relations.h"

typedef double eight __attribute__((vector_size(64), aligned(8)));

KINDRED_CLONES
void kindred_gaps(const double *x, const double *y, size_t count, double *city, double *squares) {
#pragma clang fp reassociate(on) contract(fast)
  double sum = 0, square = 0;
  for (size_t i = 0; i < count; i++) {
    const double gap = x[i] - y[i];
    sum += __builtin_fabs(gap);
    square += gap * gap;
  }
  *city = sum;
  *squares = square;
}

KINDRED_CLONES
void kindred_add(const double *x, size_t count, double *sums) {
  for (size_t i = 0; i < count; i++) sums[i] += x[i];
}

KINDRED_CLONES
void kindred_sparse_times_block(const int32_t *indices, const int64_t *starts, size_t rows, const double *block,
                                double *products) {
  for (size_t r = 0; r < rows; r++) {
    eight even = {0}, odd = {0};
    int64_t i = starts[r];
    for (; i + 1 < starts[r + 1]; i += 2) {
      even += *(const eight *)(block + (size_t)indices[i] * 8);
      odd += *(const eight *)(block + (size_t)indices[i + 1] * 8);
    }
    if (i < starts[r + 1]) even += *(const eight *)(block + (size_t)indices[i] * 8);
    *(eight *)(products + r * 8) = even + odd;
  }
}

KINDRED_CLONES
void kindred_sparse_transpose_times_block(const int32_t *indices, const int64_t *starts, size_t rows,
                                          const double *products, double *block) {
  for (size_t r = 0; r < rows; r++) {
    const eight value = *(const eight *)(products + r * 8);
    for (int64_t i = starts[r]; i < starts[r + 1]; i++) *(eight *)(block + (size_t)indices[i] * 8) += value;
  }
}

KINDRED_CLONES
void kindred_rank_wins(const int32_t *tasks, const int32_t *ends, size_t groups, size_t task_count, double *below,
                       double *wins) {
  int32_t begin = 0;
  for (size_t g = 0; g < groups; g++) {
    const int32_t end = ends[g];
    for (int32_t i = begin; i < end; i++) below[tasks[i]] += 1;
    for (int32_t i = begin; i < end; i++) {
      double *row = wins + (size_t)tasks[i] * task_count;
      for (size_t t = 0; t < task_count; t++) row[t] += below[t];
    }
    for (int32_t i = begin; i < end; i++) below[tasks[i]] += 1;
    begin = end;
  }
}

KINDRED_CLONES
void kindred_shared_moments(const int32_t *tasks, const double *values, size_t count, double x, double *moments) {
  for (size_t i = 0; i < count; i++) {
    const double y = values[i];
    const eight terms = {1, x, y, x * x, y * y, x * y, 0, 0};
    *(eight *)(moments + (size_t)tasks[i] * 8) += terms;
  }
}
