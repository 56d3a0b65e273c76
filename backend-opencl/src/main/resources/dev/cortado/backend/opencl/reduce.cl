// Reductions. Kept axes and reduced axes are walked separately; table: number of kept axes, then size and distance of
// each, number of reduced axes, then size and distance of each; the last reduced axis is the inner loop.

#define LANES 16

#define KIND(f) f##_sum
#define START ((T) 0)
#define COMBINE(a, b) SUM(a, b)
#define TERM(v) (v)
#include "reduce_kind.cl"
#undef KIND
#undef START
#undef COMBINE
#undef TERM

#define KIND(f) f##_sum_squares
#define START ((T) 0)
#define COMBINE(a, b) SUM(a, b)
#define TERM(v) PRODUCT(v, v)
#include "reduce_kind.cl"
#undef KIND
#undef START
#undef COMBINE
#undef TERM

#define KIND(f) f##_max
#define START LOWEST
#define COMBINE(a, b) LARGER(a, b)
#define TERM(v) (v)
#include "reduce_kind.cl"
#undef KIND
#undef START
#undef COMBINE
#undef TERM

#define KIND(f) f##_min
#define START HIGHEST
#define COMBINE(a, b) SMALLER(a, b)
#define TERM(v) (v)
#include "reduce_kind.cl"
#undef KIND
#undef START
#undef COMBINE
#undef TERM

// the kinds in the order of Reduce.Kind; those of one type share a kernel, since each takes a driver long to compile
#define OF_KIND(f, arguments)                       \
    switch (kind) {                                 \
        case 0: f##_sum arguments; break;           \
        case 1: f##_sum_squares arguments; break;   \
        case 2: f##_max arguments; break;           \
        case 3: f##_min arguments; break;           \
    }

#ifdef KERNEL_reduce_part
kernel void reduce_part(
    global const T *x, int xo, global T *y, int yo, int kind, int outputs, int parts, int terms, int piece,
    global const int *table) {
    OF_KIND(part, (x, xo, y, yo, outputs, parts, terms, piece, table))
}
#endif

#ifdef KERNEL_reduce_columns
kernel void reduce_columns(
    global const T *x, int xo, global T *y, int yo, int kind, int rows, int width, int terms, int outer_distance,
    int term_distance) {
    OF_KIND(columns, (x, xo, y, yo, rows, width, terms, outer_distance, term_distance))
}
#endif

#ifdef KERNEL_reduce_parts
kernel void reduce_parts(global const T *x, int xo, global T *y, int yo, int kind, int outputs, int parts) {
    OF_KIND(parts, (x, xo, y, yo, outputs, parts))
}
#endif
