// Calls every C kernel with awkward sizes on buffers of exactly the size that its header promises to need, built with
// AddressSanitizer and UndefinedBehaviorSanitizer by scripts/sanitize. Results are the business of the tests.
#include <stdio.h>
#include <stdlib.h>

#include "gradients.h"
#include "kernels.h"
#include "networks.h"
#include "relations.h"

static uint64_t state = 1;
static uint64_t next(void) {
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return state;
}
static size_t below(size_t bound) { return bound ? next() % bound : 0; }
static size_t padded(size_t count) { return (count + 15) / 16 * 16; }

static void *buffers[64];
static size_t buffer_count = 0;
static void *take(size_t bytes) { return buffers[buffer_count++] = malloc(bytes); }
static void give_back(void) {
  while (buffer_count) free(buffers[--buffer_count]);
}

#define FILLED(type, name, count, value)                     \
  type *name = take((size_t)(count) * sizeof(type));         \
  for (size_t i_ = 0; i_ < (size_t)(count); i_++) name[i_] = (type)(value)
#define FLOATS(name, count) FILLED(float, name, count, (double)(int64_t)next() * 1e-19)
#define DOUBLES(name, count) FILLED(double, name, count, (double)(int64_t)next() * 1e-19)
#define INDICES(name, count, bound) FILLED(int32_t, name, count, below(bound))

// Rows of 0/1 with ascending ones.
static int32_t *sparse(int64_t *starts, size_t rows, size_t features) {
  int32_t *indices = take(rows * features * sizeof(int32_t));
  starts[0] = 0;
  for (size_t row = 0; row < rows; row++) {
    int64_t end = starts[row];
    for (size_t f = 0; f < features; f++)
      if (next() % 3 == 0) indices[end++] = (int32_t)f;
    starts[row + 1] = end;
  }
  int32_t *exact = take((size_t)starts[rows] * sizeof(int32_t));
  for (int64_t i = 0; i < starts[rows]; i++) exact[i] = indices[i];
  return exact;
}

static void networks(size_t lanes, size_t inputs, size_t neurons) {
  const size_t rows = lanes + 3, wide = padded(neurons), stride = padded(inputs);
  FLOATS(x, rows * stride);
  INDICES(places, lanes, rows);
  FLOATS(w, inputs * wide);
  FLOATS(bias, wide);
  FLOATS(z, lanes * wide);
  FLOATS(delta, lanes * wide);
  FLOATS(gradient, inputs * wide);
  kindred_dense_forward(x, stride, places, w, bias, z, lanes, inputs, wide);
  kindred_dense_forward(x, stride, NULL, w, bias, z, lanes, inputs, wide);
  kindred_dense_gradient(x, stride, places, delta, gradient, bias, lanes, inputs, wide, (int)below(2));
  FLOATS(transposed, wide * stride);
  FLOATS(z_below, lanes * stride);
  FLOATS(below_delta, lanes * stride);
  kindred_dense_delta(delta, wide, transposed, z_below, below_delta, lanes, neurons, stride);
  kindred_relu_gate(delta, z, delta, lanes * wide);
  FLOATS(turned, padded(wide) * padded(lanes));
  kindred_transpose(z, wide, turned, padded(lanes), lanes, wide);
  kindred_column_sums(delta, bias, lanes, wide, 1);
  INDICES(some, lanes, lanes);
  FLOATS(outputs, lanes);
  FLOATS(head, wide);
  FLOATS(head_gradient, wide);
  float head_bias = 0;
  kindred_head_outputs(z, wide, some, lanes, head, 0.5f, outputs);
  kindred_head_backward(z, wide, some, lanes, head, outputs, head_gradient, &head_bias, delta, 0);
  INDICES(identities, rows, 1000);
  kindred_dropout(z, lanes, wide, places, identities, next(), 1u << 30, 1.25f);
  FLOATS(gathered, lanes * stride);
  kindred_gather_rows(x, stride, places, lanes, gathered);
  int32_t *order = take(rows * sizeof(int32_t));
  kindred_epoch_order(identities, rows, next(), order, take(kindred_epoch_order_scratch(rows)));
  kindred_scale(head, wide, 0.5f);
  kindred_dot(head, bias, neurons);
  give_back();
}

static void losses(size_t count) {
  FLOATS(outputs, count);
  FLOATS(targets, count);
  FLOATS(weights, count);
  FLOATS(derivatives, count);
  kindred_squared_error(outputs, targets, weights, count);
  kindred_squared_error(outputs, targets, NULL, count);
  kindred_squared_error_derivatives(outputs, targets, weights, count, 0.1f, derivatives);
  kindred_cross_entropy(outputs, targets, NULL, count);
  kindred_cross_entropy(outputs, targets, weights, count);
  kindred_cross_entropy_derivatives(outputs, targets, NULL, count, 0.1f, derivatives);
  FLOATS(w, padded(count));
  FILLED(float, m, padded(count), 0);
  FILLED(float, v, padded(count), 0);
  FLOATS(g, padded(count));
  kindred_adam(w, m, v, g, padded(count), 1e-3f);
  give_back();
}

static void sparse_layers(size_t lanes, size_t features, size_t neurons) {
  const size_t rows = lanes + 2, wide = padded(neurons);
  int64_t *starts = take((rows + 1) * sizeof(int64_t));
  int32_t *indices = sparse(starts, rows, features);
  INDICES(places, lanes, rows);
  FLOATS(w, features * wide);
  FLOATS(bias, wide);
  FLOATS(z, lanes * wide);
  FLOATS(gradient, features * wide);
  FILLED(uint64_t, masks, features, 0);
  kindred_sparse_forward(places, starts, indices, w, bias, z, lanes, wide);
  kindred_sparse_masks(places, starts, indices, masks, lanes);
  kindred_sparse_gradient(masks, z, gradient, features, wide, 1);
  FLOATS(overlaps, lanes * lanes);
  kindred_sparse_overlaps(places, starts, indices, masks, overlaps, lanes);
  DOUBLES(block, features * 8);
  DOUBLES(products, rows * 8);
  kindred_sparse_times_block(indices, starts, rows, block, products);
  kindred_sparse_transpose_times_block(indices, starts, rows, products, block);
  give_back();
}

static void relations(size_t rows, size_t features, size_t tasks) {
  FLOATS(lanes, features * KINDRED_LANES);
  FLOATS(others, rows * features);
  FLOATS(squares, rows * KINDRED_LANES);
  FLOATS(roots, rows * KINDRED_LANES);
  kindred_lane_squares(lanes, others, rows, features, squares);
  kindred_lane_manhattan(lanes, others, rows, features, roots);
  kindred_centred(roots, rows, 1, roots);
  kindred_centred_roots(squares, rows, 1, roots);
  INDICES(members, rows, rows);
  for (size_t i = 0; i < rows; i++) members[i] = 7 + (int32_t)i;
  DOUBLES(sums, KINDRED_LANES);
  kindred_member_sums(roots, members, rows, 7, 0.5, sums);
  FLOATS(lists, KINDRED_NEAREST * KINDRED_LANES);
  kindred_member_nearest(squares, members, rows, 7, lists);
  DOUBLES(eight, features * 8);
  DOUBLES(eight_sums, 8);
  kindred_exact_distance_sums(eight, others, rows, features, eight_sums);
  FLOATS(nearest, KINDRED_NEAREST * tasks);
  FLOATS(limits, KINDRED_NEAREST);
  FILLED(int32_t, links, tasks, 0);
  FILLED(uint8_t, unsure, tasks, 0);
  kindred_links(nearest, tasks, below(tasks), limits, limits, links, unsure);
  FILLED(uint16_t, short_nearest, KINDRED_NEAREST * tasks, next());
  FILLED(uint16_t, short_limits, KINDRED_NEAREST, next());
  kindred_links_u16(short_nearest, tasks, below(tasks), short_limits, links);
  DOUBLES(y, features);
  double city = 0, square = 0;
  kindred_gaps(eight, y, features, &city, &square);
  kindred_add(y, features, eight);
  FILLED(int32_t, entries, rows, below(tasks));
  FILLED(int32_t, ends, rows, i_ + 1);
  FILLED(double, under, tasks, 0);
  FILLED(double, wins, tasks * tasks, 0);
  kindred_rank_wins(entries, ends, rows, tasks, under, wins);
  FILLED(double, moments, tasks * 8, 0);
  DOUBLES(values, rows);
  kindred_shared_moments(entries, values, rows, 0.5, moments);
  give_back();
}

static void bits(size_t rows, size_t features) {
  FILLED(uint8_t, lanes, features * KINDRED_LANES, next() & 1);
  FILLED(uint16_t, ones, KINDRED_LANES, 0);
  for (size_t i = 0; i < features * KINDRED_LANES; i++) ones[i % KINDRED_LANES] += lanes[i];
  int64_t *starts = take((rows + 1) * sizeof(int64_t));
  int32_t *indices = sparse(starts, rows, features);
  FILLED(uint16_t, squares, rows * KINDRED_LANES, 0);
  FLOATS(roots, rows * KINDRED_LANES);
  kindred_lane_differences(lanes, ones, indices, starts, rows, squares);
  kindred_centred_roots_u16(squares, rows, 1, roots);
  INDICES(members, rows, rows);
  for (size_t i = 0; i < rows; i++) members[i] = (int32_t)i;
  FILLED(uint16_t, lists, KINDRED_NEAREST * KINDRED_LANES, 65535);
  kindred_member_nearest_u16(squares, members, rows, 0, lists);
  give_back();
}

int main(void) {
  const uint32_t before = kindred_flush_denormals();
  int rounds = 0;
  for (; rounds < 4000; rounds++) {
    networks(below(70), 1 + below(40), 1 + below(70));
    losses(below(200));
    sparse_layers(below(65), 1 + below(90), 1 + below(40));
    relations(1 + below(80), below(30), 1 + below(50));
    bits(1 + below(60), 1 + below(90));
  }
  kindred_restore_denormals(before);
  printf("%d rounds of every kernel\n", rounds);
  return 0;
}
