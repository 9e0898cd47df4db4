#ifndef KINDRED_KERNELS_H
#define KINDRED_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// One clone a vector width, chosen once when the program is loaded.
#if defined(__x86_64__) && defined(__linux__) && defined(__clang__)
#define KINDRED_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define KINDRED_CLONES
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// sum of x[i] * y[i], reassociated over vector lanes
float kindred_dot(const float *x, const float *y, size_t count);

/// how wide this machine's vectors are: 2 with AVX-512, 1 with AVX2, 0 otherwise
int kindred_vector_level(void);

#ifdef __cplusplus
}
#endif

#endif
