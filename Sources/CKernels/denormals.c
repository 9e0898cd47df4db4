#include "networks.h"

#if defined(__x86_64__)
#include <immintrin.h>

uint32_t kindred_flush_denormals(void) {
  const uint32_t before = _mm_getcsr();
  _mm_setcsr(before | 0x8040);  // flush to zero, denormals are zero
  return before;
}

void kindred_restore_denormals(uint32_t before) { _mm_setcsr(before); }
#else
uint32_t kindred_flush_denormals(void) { return 0; }
void kindred_restore_denormals(uint32_t before) { (void)before; }
#endif
