#ifndef KINDRED_PEAK_H
#define KINDRED_PEAK_H

#include <stddef.h>

/// Multiplies and adds in registers only, `rounds` times a register; returns the operations that were done.
double kindred_peak_operations(size_t rounds);

#endif
