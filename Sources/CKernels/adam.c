#include "lanes.h"
#include "networks.h"

#pragma clang fp contract(fast)

// m = 0.9 m + 0.1 g, v = 0.999 v + 0.001 g^2, w -= step m / (sqrt(v) + 1e-7), for `width` vectors of 16 parameters.

#define ADAM_UNROLL _Pragma("clang loop unroll(full)")

KINDRED_INLINE void adam_vectors(float *w, float *m, float *v, const lanes16 *gradient, float step, const int width) {
  ADAM_UNROLL
  for (int i = 0; i < 16 * width; i += 16) {
    const lanes16 g = gradient[i / 16];
    const lanes16 first = KINDRED_LOAD(m + i) * 0.9f + g * 0.1f;
    const lanes16 second = KINDRED_LOAD(v + i) * 0.999f + g * g * 0.001f;
    KINDRED_STORE(m + i, first);
    KINDRED_STORE(v + i, second);
    KINDRED_STORE(w + i, KINDRED_LOAD(w + i) - first * step / (__builtin_elementwise_sqrt(second) + 1e-7f));
  }
}

#define ADAM_TARGET
#define ADAM_KERNEL(name) name##_portable
#define ADAM_VECTORS adam_vectors
#include "adam_kernels.h"
#undef ADAM_TARGET
#undef ADAM_KERNEL
#undef ADAM_VECTORS

#if defined(__x86_64__) && defined(__clang__)
#include <immintrin.h>

/// The same with the hardware's 14-bit estimates of 1/sqrt(x) and 1/x, each after one round of Newton's method (relative
/// error under 3e-7). 1e-30, far below 1e-7 squared, keeps v where the estimates are defined. All vectors go through
/// each line together, which hides its latency.
__attribute__((target("avx512f"), always_inline)) static inline void adam_vectors_avx512(float *w, float *m, float *v,
                                                                                         const lanes16 *gradient,
                                                                                         float step, const int width) {
  __m512 first[8], second[8], root[8], half[8], error[8], divisor[8], inverse[8];
#define EACH(line) ADAM_UNROLL for (int i = 0; i < width; i++) line
  EACH(first[i] = _mm512_fmadd_ps(_mm512_loadu_ps(m + 16 * i), _mm512_set1_ps(0.9f), (__m512)gradient[i] * 0.1f));
  EACH(second[i] = _mm512_fmadd_ps((__m512)gradient[i] * (__m512)gradient[i], _mm512_set1_ps(0.001f),
                                   _mm512_set1_ps(1e-30f)));
  EACH(second[i] = _mm512_fmadd_ps(_mm512_loadu_ps(v + 16 * i), _mm512_set1_ps(0.999f), second[i]));
  EACH(_mm512_storeu_ps(m + 16 * i, first[i]));
  EACH(_mm512_storeu_ps(v + 16 * i, second[i]));
  EACH(half[i] = _mm512_rsqrt14_ps(second[i]));
  EACH(root[i] = second[i] * half[i]);
  EACH(half[i] *= 0.5f);
  EACH(error[i] = _mm512_fnmadd_ps(root[i], root[i], second[i]));
  EACH(divisor[i] = _mm512_fmadd_ps(error[i], half[i], root[i]));
  EACH(divisor[i] += 1e-7f);
  EACH(inverse[i] = _mm512_rcp14_ps(divisor[i]));
  EACH(first[i] *= step);
  EACH(first[i] *= inverse[i]);
  EACH(inverse[i] = _mm512_fnmadd_ps(divisor[i], inverse[i], _mm512_set1_ps(2)));
  EACH(_mm512_storeu_ps(w + 16 * i, _mm512_fnmadd_ps(first[i], inverse[i], _mm512_loadu_ps(w + 16 * i))));
#undef EACH
}

#define ADAM_TARGET __attribute__((target("avx512f")))
#define ADAM_KERNEL(name) name##_avx512
#define ADAM_VECTORS adam_vectors_avx512
#include "adam_kernels.h"

#define ADAM_DISPATCH(name, ...) \
  if (kindred_has_wide_registers()) { \
    name##_avx512(__VA_ARGS__); \
    return; \
  } \
  name##_portable(__VA_ARGS__)
#else
#define ADAM_DISPATCH(name, ...) name##_portable(__VA_ARGS__)
#endif

void kindred_adam(float *w, float *m, float *v, const float *gradient, size_t count, float step) {
  ADAM_DISPATCH(dense, w, m, v, gradient, count, step);
}

void kindred_sparse_adam(uint64_t *masks, const float *delta, const int32_t *active, size_t active_count, float *w,
                         float *m, float *v, size_t neurons, float step) {
  ADAM_DISPATCH(sparse, masks, delta, active, active_count, w, m, v, neurons, step);
}

KINDRED_CLONES
void kindred_scale(float *w, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) w[i] *= factor;
}
