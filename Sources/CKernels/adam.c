#include "lanes.h"
#include "networks.h"

#pragma clang fp contract(fast)

// m = 0.9 m + 0.1 g, v = 0.999 v + 0.001 g^2, w -= step m / (sqrt(v) + 1e-7), for 16 parameters.

KINDRED_INLINE void adam16(float *w, float *m, float *v, const lanes16 *gradient, float step) {
  const lanes16 first = KINDRED_LOAD(m) * 0.9f + *gradient * 0.1f;
  const lanes16 second = KINDRED_LOAD(v) * 0.999f + *gradient * *gradient * 0.001f;
  KINDRED_STORE(m, first);
  KINDRED_STORE(v, second);
  KINDRED_STORE(w, KINDRED_LOAD(w) - first * step / (__builtin_elementwise_sqrt(second) + 1e-7f));
}

#define ADAM_TARGET
#define ADAM_KERNEL(name) name##_portable
#define ADAM16 adam16
#include "adam_kernels.h"
#undef ADAM_TARGET
#undef ADAM_KERNEL
#undef ADAM16

#if defined(__x86_64__) && defined(__clang__)
#include <immintrin.h>

/// The same with the hardware's 14-bit estimates of 1/sqrt(x) and 1/x, each after one round of Newton's method (relative
/// error under 3e-7). v is kept within where the estimates are defined; 1e-30 is far below 1e-7 squared.
__attribute__((target("avx512f"), always_inline)) static inline void adam16_avx512(float *w, float *m, float *v,
                                                                                   const lanes16 *gradient,
                                                                                   float step) {
  const __m512 g = (__m512)*gradient;
  const __m512 first = _mm512_fmadd_ps(_mm512_loadu_ps(m), _mm512_set1_ps(0.9f), g * 0.1f);
  const __m512 second = _mm512_fmadd_ps(_mm512_loadu_ps(v), _mm512_set1_ps(0.999f), g * g * 0.001f);
  _mm512_storeu_ps(m, first);
  _mm512_storeu_ps(v, second);
  const __m512 s = _mm512_min_ps(_mm512_max_ps(second, _mm512_set1_ps(1e-30f)), _mm512_set1_ps(1e37f));
  __m512 r = _mm512_rsqrt14_ps(s);
  r = r * _mm512_fnmadd_ps(s * 0.5f * r, r, _mm512_set1_ps(1.5f));
  const __m512 divisor = _mm512_fmadd_ps(s, r, _mm512_set1_ps(1e-7f));
  __m512 q = _mm512_rcp14_ps(divisor);
  q = q * _mm512_fnmadd_ps(divisor, q, _mm512_set1_ps(2));
  _mm512_storeu_ps(w, _mm512_fnmadd_ps(first * step, q, _mm512_loadu_ps(w)));
}

#define ADAM_TARGET __attribute__((target("avx512f")))
#define ADAM_KERNEL(name) name##_avx512
#define ADAM16 adam16_avx512
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
