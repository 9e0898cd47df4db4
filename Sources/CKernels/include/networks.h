#ifndef KINDRED_NETWORKS_H
#define KINDRED_NETWORKS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Matrices are row-major: (lanes, neurons), one lane a row of the batch. Neuron counts and strides are multiples of 16;
// the padding is 0 and stays 0. No pointer may overlap one that is written. Counts of 0 are allowed.

/// z = x w + bias, then ReLU. Lane k is row rows[k] of x (any, inputs) with `x_stride`, or row k where `rows` is null;
/// w: (inputs, neurons); z: (lanes, neurons).
void kindred_dense_forward(const float *x, size_t x_stride, const int32_t *rows, const float *w, const float *bias,
                           float *z, size_t lanes, size_t inputs, size_t neurons);

/// w_gradient (+)= x^T delta and bias_gradient (+)= column sums of delta; `accumulate` 0 overwrites. x as above.
void kindred_dense_gradient(const float *x, size_t x_stride, const int32_t *rows, const float *delta,
                            float *w_gradient, float *bias_gradient, size_t lanes, size_t inputs, size_t neurons,
                            int accumulate);

/// below = (delta w^T) where z_below > 0, else 0; may be z_below itself. w_transposed: (neurons, neurons_below); below and
/// z_below: (lanes, neurons_below). `neurons` and `inputs` need not be padded, `neurons_below` is.
void kindred_dense_delta(const float *delta, size_t delta_stride, const float *w_transposed, const float *z_below,
                         float *below, size_t lanes, size_t neurons, size_t neurons_below);

/// gated = delta where z > 0, else 0; may be z itself.
void kindred_relu_gate(const float *delta, const float *z, float *gated, size_t count);

/// target (columns padded to 16, target_stride) = transpose of source (rows, source_stride); where a target row is padded,
/// anything may stand. Both strides are multiples of 16 that hold the other side.
void kindred_transpose(const float *source, size_t source_stride, float *target, size_t target_stride, size_t rows,
                       size_t columns);

/// z = ReLU(bias + sum of the rows of w named by each lane's ones). Lane k is row rows[k] of the compressed sparse rows.
void kindred_sparse_forward(const int32_t *rows, const int64_t *starts, const int32_t *indices, const float *w,
                            const float *bias, float *z, size_t lanes, size_t neurons);

/// Sets bit k of mask[f] where lane k has feature f; at most 64 lanes, the masks 0 before.
void kindred_sparse_masks(const int32_t *rows, const int64_t *starts, const int32_t *indices, uint64_t *masks,
                          size_t lanes);

/// Row f of w_gradient (+)= sum of the delta rows of the lanes in masks[f]; clears the masks.
void kindred_sparse_gradient(uint64_t *masks, const float *delta, float *w_gradient, size_t features, size_t neurons,
                             int accumulate);

/// bias_gradient (+)= column sums of delta.
void kindred_column_sums(const float *delta, float *sums, size_t lanes, size_t neurons, int accumulate);

/// outputs[k] = z[lanes[k]] . w + bias.
void kindred_head_outputs(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                          float bias, float *outputs);

/// w_gradient += sum_k d[k] z[lanes[k]], *bias_gradient += sum_k d[k], delta[lanes[k]] += d[k] w, or = where `overwrite`.
void kindred_head_backward(const float *z, size_t neurons, const int32_t *lanes, size_t count, const float *w,
                           const float *d, float *w_gradient, float *bias_gradient, float *delta, int overwrite);

/// Sum over k of weight (z - y)^2. weights may be null (all 1).
double kindred_squared_error(const float *outputs, const float *targets, const float *weights, size_t count);

/// derivatives[k] = scale weight 2 (z - y). weights may be null (all 1).
void kindred_squared_error_derivatives(const float *outputs, const float *targets, const float *weights, size_t count,
                                       float scale, float *derivatives);

/// Sum over k of weight (max(z, 0) - z y + log(1 + exp(-|z|))). weights may be null (all 1).
double kindred_cross_entropy(const float *outputs, const float *targets, const float *weights, size_t count);

/// derivatives[k] = scale weight (sigmoid(z) - y). weights may be null (all 1).
void kindred_cross_entropy_derivatives(const float *outputs, const float *targets, const float *weights, size_t count,
                                       float scale, float *derivatives);

/// One Adam step (0.9, 0.999, 1e-7): m, v moments, w -= step m / (sqrt(v) + 1e-7). count: a multiple of 16.
void kindred_adam(float *w, float *m, float *v, const float *gradient, size_t count, float step);

/// Drops values of y (lanes, stride): kept ones are multiplied by scale, the others are 0. Lane k is row rows[k], whose
/// identity, with the salt and the neuron's number, is hashed; a hash below the threshold drops.
void kindred_dropout(float *y, size_t lanes, size_t stride, const int32_t *rows, const int32_t *identities,
                     uint64_t salt, uint32_t threshold, float scale);

/// w *= factor.
void kindred_scale(float *w, size_t count, float factor);

/// kindred_sparse_gradient and kindred_adam in one pass over the rows of w named in `active`, without a gradient buffer.
void kindred_sparse_adam(uint64_t *masks, const float *delta, const int32_t *active, size_t active_count, float *w,
                         float *m, float *v, size_t neurons, float step);

/// Writes 0..<count to `order`, sorted by a salted hash of identities[place]: two different identities keep their order
/// whatever else is there. Equal ones by place. Expected O(count). `scratch` holds kindred_epoch_order_scratch bytes.
void kindred_epoch_order(const int32_t *identities, size_t count, uint64_t salt, int32_t *order, void *scratch);
size_t kindred_epoch_order_scratch(size_t count);

/// target (count, stride) = the rows of source (any, stride) with the given numbers; stride is a multiple of 16.
void kindred_gather_rows(const float *source, size_t stride, const int32_t *rows, size_t count, float *target);

/// Makes the calling thread treat denormal numbers as 0 (they cost a hundred cycles each, and Adam's moments of silent
/// neurons decay into them) and returns what to hand to `kindred_restore_denormals`. x86-64; nothing elsewhere.
uint32_t kindred_flush_denormals(void);
void kindred_restore_denormals(uint32_t before);

#ifdef __cplusplus
}
#endif

#endif
