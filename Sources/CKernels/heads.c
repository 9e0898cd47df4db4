#include "lanes.h"
#include "networks.h"

#pragma clang fp contract(fast)

KINDRED_CLONES
void kindred_head_outputs(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                          float bias, float *outputs) {
#pragma clang fp reassociate(on) contract(fast)
  for (size_t k = 0; k < count; k++) {
    const float *row = z + (size_t)lanes[k] * neurons;
    lanes16 products = {};
    for (size_t j = 0; j < neurons; j += 16) products += KINDRED_LOAD(row + j) * KINDRED_LOAD(w + j);
    float sum = 0;
    for (int j = 0; j < 16; j++) sum += products[j];
    outputs[k] = sum + bias;
  }
}

KINDRED_CLONES
void kindred_head_backward(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                           const float *d, float *w_gradient, float *bias_gradient, float *delta) {
  for (size_t j = 0; j < neurons; j += 16) {
    const lanes16 weights = KINDRED_LOAD(w + j);
    lanes16 gradient = KINDRED_LOAD(w_gradient + j);
    for (size_t k = 0; k < count; k++) {
      const size_t at = (size_t)lanes[k] * neurons + j;
      gradient += KINDRED_LOAD(z + at) * d[k];
      KINDRED_STORE(delta + at, KINDRED_LOAD(delta + at) + weights * d[k]);
    }
    KINDRED_STORE(w_gradient + j, gradient);
  }
  float sum = 0;
  for (size_t k = 0; k < count; k++) sum += d[k];
  *bias_gradient += sum;
}
