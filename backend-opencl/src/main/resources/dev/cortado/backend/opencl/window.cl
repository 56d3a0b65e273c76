// Sliding windows over up to three spatial axes (fewer are filled up with size 1).
// table, per spatial axis: input size, window size, places, stride, low padding, dilation

#define INPUT(a) table[6 * (a)]
#define SIZE(a) table[6 * (a) + 1]
#define PLACES(a) table[6 * (a) + 2]
#define STRIDE(a) table[6 * (a) + 3]
#define LOW(a) table[6 * (a) + 4]
#define DILATION(a) table[6 * (a) + 5]

// visits every element under the window at place i: `row` is its image and channel, `at` its number in the plane
#define COVERED(i, visit)                                                                    \
    int rest = i;                                                                            \
    const int p2 = rest % PLACES(2); rest /= PLACES(2);                                      \
    const int p1 = rest % PLACES(1); rest /= PLACES(1);                                      \
    const int p0 = rest % PLACES(0); rest /= PLACES(0);                                      \
    global const T *source = x + xo + (long) rest * INPUT(0) * INPUT(1) * INPUT(2);          \
    for (int k0 = 0; k0 < SIZE(0); k0++) {                                                   \
        const int i0 = p0 * STRIDE(0) + k0 * DILATION(0) - LOW(0);                           \
        if (i0 < 0 || i0 >= INPUT(0)) continue;                                              \
        for (int k1 = 0; k1 < SIZE(1); k1++) {                                               \
            const int i1 = p1 * STRIDE(1) + k1 * DILATION(1) - LOW(1);                       \
            if (i1 < 0 || i1 >= INPUT(1)) continue;                                          \
            for (int k2 = 0; k2 < SIZE(2); k2++) {                                           \
                const int i2 = p2 * STRIDE(2) + k2 * DILATION(2) - LOW(2);                   \
                if (i2 < 0 || i2 >= INPUT(2)) continue;                                      \
                const int at = (i0 * INPUT(1) + i1) * INPUT(2) + i2;                         \
                visit                                                                        \
            }                                                                                \
        }                                                                                    \
    }

#ifdef KERNEL_window_sum
kernel void window_sum(global const T *x, int xo, global T *y, int yo, int n, global const int *table) {
    EACH(i, n) {
        T total = 0;
        COVERED(i, total = SUM(total, source[at]);)
        y[yo + i] = total;
    }
}
#endif

#ifdef KERNEL_window_max
kernel void window_max(global const T *x, int xo, global T *y, int yo, int n, global const int *table) {
    EACH(i, n) {
        T total = LOWEST;
        COVERED(i, total = LARGER(total, source[at]);)
        y[yo + i] = total;
    }
}
#endif

#ifdef KERNEL_window_arg_max
// of equal elements the first, of several NaN the last
kernel void window_arg_max(global const T *x, int xo, global int *y, int yo, int n, global const int *table) {
    EACH(i, n) {
        int where = -1;
        T best = 0;
        COVERED(i, {
            const T value = source[at];
            if (where < 0 || value > best || value != value) {
                where = at;
                best = value;
            }
        })
        y[yo + i] = where;
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
