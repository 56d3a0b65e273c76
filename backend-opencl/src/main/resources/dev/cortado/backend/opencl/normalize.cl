// Batch normalization. A group of work items computes one channel: sums over images and places, then scales.

#define LANES 16

#ifdef CPU_FAMILY
#define LOCAL_SUM(v) (v)
#define FIRST 0
#define STEP 1
#define GROUP_ITEM
#else
#define FIRST ((int) get_local_id(0))
#define STEP ((int) get_local_size(0))
#define GROUP_ITEM local T shared[64];

// a fixed tree over the 64 items of the group
inline T tree(local T *shared, T value) {
    const int me = (int) get_local_id(0);
    barrier(CLK_LOCAL_MEM_FENCE);
    shared[me] = value;
    for (int width = 32; width > 0; width /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (me < width) shared[me] += shared[me + width];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    return shared[0];
}
#define LOCAL_SUM(v) tree(shared, v)
#endif

// `total` becomes the sum over all elements of the channel of an expression that names element j of rows x, dy
#define CHANNEL_SUM(total, expression)                                                             \
    T total;                                                                                       \
    {                                                                                              \
        T lanes[LANES];                                                                            \
        for (int l = 0; l < LANES; l++) lanes[l] = 0;                                              \
        for (int image = 0; image < images; image++) {                                             \
            const long row = ((long) image * channels + channel) * places;                         \
            int at = FIRST * LANES;                                                                \
            for (; at + LANES <= places; at += STEP * LANES) {                                     \
                for (int l = 0; l < LANES; l++) {                                                  \
                    const long j = row + at + l;                                                   \
                    lanes[l] += expression;                                                        \
                }                                                                                  \
            }                                                                                      \
            for (int l = 0; at + l < places && l < LANES; l++) {                                   \
                const long j = row + at + l;                                                       \
                lanes[l] += expression;                                                            \
            }                                                                                      \
        }                                                                                          \
        for (int width = LANES / 2; width > 0; width /= 2) {                                       \
            for (int l = 0; l < width; l++) lanes[l] += lanes[l + width];                          \
        }                                                                                          \
        total = LOCAL_SUM(lanes[0]);                                                               \
    }

#ifdef KERNEL_statistics
kernel void statistics(
    global const T *x, int xo, global T *mean, int mo, global T *variance, int vo, int images, int channels,
    int places) {
    GROUP_ITEM
    const int channel = (int) get_group_id(0);
    const T count = (T) images * places;
    CHANNEL_SUM(sum, x[xo + j])
    const T middle = sum / count;
    CHANNEL_SUM(squares, (x[xo + j] - middle) * (x[xo + j] - middle))
    if (get_local_id(0) == 0) {
        mean[mo + channel] = middle;
        variance[vo + channel] = squares / count;
    }
}
#endif

#ifdef KERNEL_scale_channels
kernel void scale_channels(
    global const T *x, int xo, global const T *scale, int so, global const T *shift, int ho, global const T *mean, int mo,
    global const T *variance, int vo, global T *y, int yo, int rows, int channels, int places, T epsilon) {
#ifdef CPU_FAMILY
    EACH(row, rows) {
        const int channel = row % channels;
        const T factor = scale[so + channel] / sqrt(variance[vo + channel] + epsilon);
        const T middle = mean[mo + channel];
        const T offset = shift[ho + channel];
        global const T *source = x + xo + (long) row * places;
        global T *target = y + yo + (long) row * places;
        for (int j = 0; j < places; j++) target[j] = (source[j] - middle) * factor + offset;
    }
#else
    EACH(i, rows * places) {
        const int channel = i / places % channels;
        const T factor = scale[so + channel] / sqrt(variance[vo + channel] + epsilon);
        y[yo + i] = (x[xo + i] - mean[mo + channel]) * factor + shift[ho + channel];
    }
#endif
}
#endif

#ifdef KERNEL_gradient_sums
kernel void gradient_sums(
    global const T *x, int xo, global const T *mean, int mo, global const T *variance, int vo, global const T *dy, int dyo,
    global T *dscale, int so, global T *dshift, int ho, int images, int channels, int places, T epsilon) {
    GROUP_ITEM
    const int channel = (int) get_group_id(0);
    const T middle = mean[mo + channel];
    const T deviation = sqrt(variance[vo + channel] + epsilon);
    CHANNEL_SUM(total, dy[dyo + j])
    CHANNEL_SUM(weighted, dy[dyo + j] * ((x[xo + j] - middle) / deviation))
    if (get_local_id(0) == 0) {
        dscale[so + channel] = weighted;
        dshift[ho + channel] = total;
    }
}
#endif

#ifdef KERNEL_scale_gradient
kernel void scale_gradient(
    global const T *x, int xo, global const T *scale, int so, global const T *mean, int mo, global const T *variance,
    int vo, global const T *dy, int dyo, global T *dx, int dxo, global const T *dscale, int dso, global const T *dshift,
    int dho, int rows, int channels, int places, T count, T epsilon) {
#ifdef CPU_FAMILY
    EACH(row, rows) {
        const int channel = row % channels;
        const T deviation = sqrt(variance[vo + channel] + epsilon);
        const T factor = scale[so + channel] / deviation;
        const T middle = mean[mo + channel];
        const T a = dshift[dho + channel] / count;
        const T b = dscale[dso + channel] / count;
        global const T *source = x + xo + (long) row * places;
        global const T *g = dy + dyo + (long) row * places;
        global T *target = dx + dxo + (long) row * places;
        for (int j = 0; j < places; j++) target[j] = (g[j] - a - (source[j] - middle) / deviation * b) * factor;
    }
#else
    EACH(i, rows * places) {
        const int channel = i / places % channels;
        const T deviation = sqrt(variance[vo + channel] + epsilon);
        const T z = (x[xo + i] - mean[mo + channel]) / deviation;
        dx[dxo + i] = (dy[dyo + i] - dshift[dho + channel] / count - z * (dscale[dso + channel] / count))
            * (scale[so + channel] / deviation);
    }
#endif
}
#endif
