#ifndef KINDRED_LANES_H
#define KINDRED_LANES_H

#include "kernels.h"

// Sixteen floats: one AVX-512 register, two AVX2 ones, four of SSE or NEON. Never passed by value between functions:
// their ABI depends on the clone.
typedef float lanes16 __attribute__((vector_size(64), aligned(4)));
typedef int32_t bits16 __attribute__((vector_size(64), aligned(4)));
typedef uint32_t ubits16 __attribute__((vector_size(64), aligned(4)));

#define KINDRED_INLINE static inline __attribute__((always_inline))

#define KINDRED_LOAD(pointer) (*(const lanes16 *)(pointer))
#define KINDRED_STORE(pointer, value) (*(lanes16 *)(pointer) = (value))
#define KINDRED_BROADCAST(x) ((lanes16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x})
/// Keeps a pointer in a register instead of having it computed anew in every round of a loop.
#define KINDRED_OPAQUE(pointer) __asm__("" : "+r"(pointer))
/// value where condition > 0, else 0
#define KINDRED_WHERE_POSITIVE(condition, value) ((lanes16)((bits16)(value) & ((condition) > 0)))

typedef float choice16 __attribute__((ext_vector_type(16)));
/// value where it is > 0, else 0 (also for NaN), in one instruction
#define KINDRED_RELU(value) \
  ((lanes16)((choice16)(value) > (choice16)0.0f ? (choice16)(value) : (choice16)0.0f))

/// Whether registers hold 16 floats and there are 32 of them.
KINDRED_INLINE int kindred_has_wide_registers(void) {
#if defined(__x86_64__) && defined(__linux__) && defined(__clang__)
  return __builtin_cpu_supports("avx512f");
#else
  return 0;
#endif
}

#endif
