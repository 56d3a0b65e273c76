// Sliding windows over up to three spatial axes (fewer are filled up with size 1).
// table, per spatial axis: input size, window size, places, stride, low padding, dilation

#define INPUT(a) table[6 * (a)]
#define SIZE(a) table[6 * (a) + 1]
#define PLACES(a) table[6 * (a) + 2]
#define STRIDE(a) table[6 * (a) + 3]
#define LOW(a) table[6 * (a) + 4]
#define DILATION(a) table[6 * (a) + 5]

// Combines tap by tap into a row of results, so that the loop over neighbouring places has no branches. An item is one row:
// `first` leads to its results, `plane` to its image and channel; a tap meets element p2 * s2 + shift of `offset`.
#define TAP_BY_TAP(start, combine)                                                                    \
    const int n0 = INPUT(0), n1 = INPUT(1), n2 = INPUT(2), m0 = PLACES(0), m1 = PLACES(1), m2 = PLACES(2); \
    const int s2 = STRIDE(2);                                                                         \
    EACH(row, rows) {                                                                                 \
        const int p1 = row % m1;                                                                      \
        const int p0 = row / m1 % m0;                                                                 \
        global const T *plane = x + xo + (long) (row / m1 / m0) * n0 * n1 * n2;                       \
        const long first = yo + (long) row * m2;                                                      \
        for (int p2 = 0; p2 < m2; p2++) y[first + p2] = start;                                        \
        for (int k0 = 0; k0 < SIZE(0); k0++) {                                                        \
            const int i0 = p0 * STRIDE(0) + k0 * DILATION(0) - LOW(0);                                \
            if (i0 < 0 || i0 >= n0) continue;                                                         \
            for (int k1 = 0; k1 < SIZE(1); k1++) {                                                    \
                const int i1 = p1 * STRIDE(1) + k1 * DILATION(1) - LOW(1);                            \
                if (i1 < 0 || i1 >= n1) continue;                                                     \
                const int offset = (i0 * n1 + i1) * n2;                                               \
                for (int k2 = 0; k2 < SIZE(2); k2++) {                                                \
                    const int shift = k2 * DILATION(2) - LOW(2);                                      \
                    const int from = shift >= 0 ? 0 : (s2 - 1 - shift) / s2;                          \
                    const int to = n2 - 1 - shift < 0 ? 0 : min(m2, (n2 - 1 - shift) / s2 + 1);       \
                    INDEPENDENT                                                                       \
                    for (int p2 = from; p2 < to; p2++) {                                              \
                        const int at = offset + p2 * s2 + shift;                                      \
                        combine                                                                       \
                    }                                                                                 \
                }                                                                                     \
            }                                                                                         \
        }                                                                                             \
    }

#ifdef KERNEL_window_sum
kernel void window_sum(global const T *x, int xo, global T *y, int yo, int rows, global const int *table) {
    TAP_BY_TAP((T) 0, y[first + p2] = SUM(y[first + p2], plane[at]);)
}
#endif

#ifdef KERNEL_window_max
kernel void window_max(global const T *x, int xo, global T *y, int yo, int rows, global const int *table) {
    TAP_BY_TAP(LOWEST, y[first + p2] = LARGER(y[first + p2], plane[at]);)
}
#endif

#ifdef KERNEL_window_arg_max
// of equal elements the first, of several NaN the last
kernel void window_arg_max(global const T *x, int xo, global int *y, int yo, int rows, global const int *table) {
    TAP_BY_TAP(-1, {
        const int found = y[first + p2];
        const T best = found < 0 ? (T) 0 : plane[found];
        const T value = plane[at];
        y[first + p2] = found < 0 || value > best || value != value ? at : found;
    })
}
#endif

#ifdef KERNEL_window_max_scatter
// One plane per item, its gradients in the order of the windows.
kernel void window_max_scatter(
    global const int *where, int wo, global const T *dy, int dyo, global T *dx, int dxo, int planes, int places,
    int size) {
    EACH(plane, planes) {
        global T *target = dx + dxo + (long) plane * size;
        for (int j = 0; j < size; j++) target[j] = 0;
        const long first = (long) plane * places;
        for (int j = 0; j < places; j++) {
            const int at = where[wo + first + j];
            if (at >= 0) target[at] += dy[dyo + first + j];
        }
    }
}
#endif

#ifdef KERNEL_window_max_gradient
// Collects, in the order of the windows, the gradients of those whose largest element this one is.
kernel void window_max_gradient(
    global const int *where, int wo, global const T *dy, int dyo, global T *dx, int dxo, int n,
    global const int *table) {
    EACH(i, n) {
        int rest = i;
        const int i2 = rest % INPUT(2); rest /= INPUT(2);
        const int i1 = rest % INPUT(1); rest /= INPUT(1);
        const int i0 = rest % INPUT(0); rest /= INPUT(0);
        const int at = (i0 * INPUT(1) + i1) * INPUT(2) + i2;
        const long first = (long) rest * PLACES(0) * PLACES(1) * PLACES(2);
        // the last tap meets the first window
        const int b0 = i0 + LOW(0) - (SIZE(0) - 1) * DILATION(0);
        const int b1 = i1 + LOW(1) - (SIZE(1) - 1) * DILATION(1);
        const int b2 = i2 + LOW(2) - (SIZE(2) - 1) * DILATION(2);
        const int f0 = b0 <= 0 ? 0 : (b0 + STRIDE(0) - 1) / STRIDE(0);
        const int f1 = b1 <= 0 ? 0 : (b1 + STRIDE(1) - 1) / STRIDE(1);
        const int f2 = b2 <= 0 ? 0 : (b2 + STRIDE(2) - 1) / STRIDE(2);
        T total = 0;
        for (int p0 = f0; p0 < PLACES(0) && p0 * STRIDE(0) <= i0 + LOW(0); p0++) {
            for (int p1 = f1; p1 < PLACES(1) && p1 * STRIDE(1) <= i1 + LOW(1); p1++) {
                for (int p2 = f2; p2 < PLACES(2) && p2 * STRIDE(2) <= i2 + LOW(2); p2++) {
                    const long place = first + (p0 * PLACES(1) + p1) * PLACES(2) + p2;
                    if (where[wo + place] == at) total += dy[dyo + place];
                }
            }
        }
        dx[dxo + i] = total;
    }
}
#endif
