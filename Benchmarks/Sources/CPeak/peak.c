#include "peak.h"

#if defined(__x86_64__) && defined(__linux__) && defined(__clang__)
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#define HAS_WIDE_REGISTERS __builtin_cpu_supports("avx512f")
#else
#define CLONES
#define HAS_WIDE_REGISTERS 0
#endif

typedef float lanes16 __attribute__((vector_size(64), aligned(4)));

#pragma clang fp contract(fast)

/// Enough chains to hide the latency, few enough to stay in registers.
static inline __attribute__((always_inline)) double run(size_t rounds, const int chains) {
  lanes16 sums[16], factor = {}, term = {};
#pragma clang loop unroll(full)
  for (int i = 0; i < chains; i++) sums[i] = (lanes16){} + (float)i;
  factor += 0.999f;
  term += 0.1f;
  for (size_t round = 0; round < rounds; round++)
#pragma clang loop unroll(full)
    for (int i = 0; i < chains; i++) sums[i] = sums[i] * factor + term;
  volatile float used = 0;
  for (int i = 0; i < chains; i++) used += sums[i][0];
  return 32.0 * chains * (double)rounds;
}

CLONES double kindred_peak_operations(size_t rounds) {
  return HAS_WIDE_REGISTERS ? run(rounds, 16) : run(rounds, 5);
}
