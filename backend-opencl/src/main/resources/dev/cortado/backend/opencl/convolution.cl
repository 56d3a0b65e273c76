// Convolution and its gradients by definition, for up to three spatial axes (fewer are filled up with size 1).
// table, per spatial axis: input size, kernel size, result size, stride, low padding, input dilation, kernel dilation

#define INPUT(a) table[7 * (a)]
#define KERNEL(a) table[7 * (a) + 1]
#define RESULT(a) table[7 * (a) + 2]
#define STRIDE(a) table[7 * (a) + 3]
#define LOW(a) table[7 * (a) + 4]
#define SPREAD(a) table[7 * (a) + 5]
#define DILATION(a) table[7 * (a) + 6]

// the input index that a tap meets at a place, or -1
inline int met(global const int *table, int a, int place, int tap) {
    const int at = place * STRIDE(a) + tap * DILATION(a) - LOW(a);
    const int index = at / SPREAD(a);
    return at >= 0 && index * SPREAD(a) == at && index < INPUT(a) ? index : -1;
}

// the place at which a tap meets an input index, or -1
inline int meeting(global const int *table, int a, int index, int tap) {
    const int at = index * SPREAD(a) + LOW(a) - tap * DILATION(a);
    const int place = at / STRIDE(a);
    return at >= 0 && place * STRIDE(a) == at && place < RESULT(a) ? place : -1;
}

#ifdef KERNEL_forward
kernel void forward(
    global const T *x, int xo, global const T *w, int wo, global T *y, int yo, int n, int channels, int outputs,
    int groups, global const int *table) {
    const int plane = INPUT(0) * INPUT(1) * INPUT(2);
    const int per_group = channels / groups;
    EACH(i, n) {
        int rest = i;
        const int p2 = rest % RESULT(2); rest /= RESULT(2);
        const int p1 = rest % RESULT(1); rest /= RESULT(1);
        const int p0 = rest % RESULT(0); rest /= RESULT(0);
        const int o = rest % outputs;
        const int image = rest / outputs;
        const int group = o / (outputs / groups);
        global const T *source = x + xo + (long) (image * channels + group * per_group) * plane;
        global const T *weight = w + wo + (long) o * per_group * KERNEL(0) * KERNEL(1) * KERNEL(2);
        T total = 0;
        for (int c = 0; c < per_group; c++, source += plane) {
            for (int k0 = 0; k0 < KERNEL(0); k0++) {
                const int i0 = met(table, 0, p0, k0);
                for (int k1 = 0; k1 < KERNEL(1); k1++) {
                    const int i1 = met(table, 1, p1, k1);
                    if (i0 < 0 || i1 < 0) {
                        weight += KERNEL(2);
                        continue;
                    }
                    global const T *row = source + (i0 * INPUT(1) + i1) * INPUT(2);
                    for (int k2 = 0; k2 < KERNEL(2); k2++, weight++) {
                        const int i2 = met(table, 2, p2, k2);
                        if (i2 >= 0) total = fma(row[i2], *weight, total);
                    }
                }
            }
        }
        y[yo + i] = total;
    }
}
#endif

#ifdef KERNEL_input_gradient
kernel void input_gradient(
    global const T *w, int wo, global const T *dy, int dyo, global T *dx, int dxo, int n, int channels, int outputs,
    int groups, global const int *table) {
    const int plane = RESULT(0) * RESULT(1) * RESULT(2);
    const int taps = KERNEL(0) * KERNEL(1) * KERNEL(2);
    const int inputs_of_group = channels / groups;
    const int outputs_of_group = outputs / groups;
    EACH(i, n) {
        int rest = i;
        const int i2 = rest % INPUT(2); rest /= INPUT(2);
        const int i1 = rest % INPUT(1); rest /= INPUT(1);
        const int i0 = rest % INPUT(0); rest /= INPUT(0);
        const int c = rest % channels;
        const int image = rest / channels;
        const int group = c / inputs_of_group;
        T total = 0;
        for (int j = 0; j < outputs_of_group; j++) {
            const int o = group * outputs_of_group + j;
            global const T *source = dy + dyo + (long) (image * outputs + o) * plane;
            global const T *weight = w + wo + (long) (o * inputs_of_group + c - group * inputs_of_group) * taps;
            for (int k0 = 0; k0 < KERNEL(0); k0++) {
                const int p0 = meeting(table, 0, i0, k0);
                for (int k1 = 0; k1 < KERNEL(1); k1++) {
                    const int p1 = meeting(table, 1, i1, k1);
                    for (int k2 = 0; k2 < KERNEL(2); k2++, weight++) {
                        const int p2 = meeting(table, 2, i2, k2);
                        if (p0 >= 0 && p1 >= 0 && p2 >= 0) {
                            total = fma(source[(p0 * RESULT(1) + p1) * RESULT(2) + p2], *weight, total);
                        }
                    }
                }
            }
        }
        dx[dxo + i] = total;
    }
}
#endif

#ifdef KERNEL_weight_gradient
kernel void weight_gradient(
    global const T *x, int xo, global const T *dy, int dyo, global T *dw, int dwo, int n, int channels, int outputs,
    int groups, int images, global const int *table) {
    const int plane = INPUT(0) * INPUT(1) * INPUT(2);
    const int places = RESULT(0) * RESULT(1) * RESULT(2);
    const int per_group = channels / groups;
    EACH(i, n) {
        int rest = i;
        const int k2 = rest % KERNEL(2); rest /= KERNEL(2);
        const int k1 = rest % KERNEL(1); rest /= KERNEL(1);
        const int k0 = rest % KERNEL(0); rest /= KERNEL(0);
        const int c = rest % per_group;
        const int o = rest / per_group;
        const int channel = o / (outputs / groups) * per_group + c;
        T total = 0;
        for (int image = 0; image < images; image++) {
            global const T *source = x + xo + (long) (image * channels + channel) * plane;
            global const T *gradient = dy + dyo + (long) (image * outputs + o) * places;
            T sum = 0;
            for (int p0 = 0; p0 < RESULT(0); p0++) {
                const int i0 = met(table, 0, p0, k0);
                for (int p1 = 0; p1 < RESULT(1); p1++, gradient += RESULT(2)) {
                    const int i1 = met(table, 1, p1, k1);
                    if (i0 < 0 || i1 < 0) continue;
                    global const T *row = source + (i0 * INPUT(1) + i1) * INPUT(2);
                    for (int p2 = 0; p2 < RESULT(2); p2++) {
                        const int i2 = met(table, 2, p2, k2);
                        if (i2 >= 0) sum = fma(row[i2], gradient[p2], sum);
                    }
                }
            }
            total += sum;
        }
        dw[dwo + i] = total;
    }
}
#endif
