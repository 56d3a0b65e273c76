// The reductions of one kind: START, COMBINE and TERM say which, KIND what its functions are called.

// Combines `count` elements with sixteen running results and a fixed tree, whatever the device.
inline T KIND(combine_run)(global const T *x, int count, int distance) {
    T lanes[LANES];
    for (int l = 0; l < LANES; l++) lanes[l] = START;
    int j = 0;
    if (distance == 1) {
        for (; j + LANES <= count; j += LANES) {
            for (int l = 0; l < LANES; l++) lanes[l] = COMBINE(lanes[l], TERM(x[j + l]));
        }
    } else {
        for (; j + LANES <= count; j += LANES) {
            for (int l = 0; l < LANES; l++) lanes[l] = COMBINE(lanes[l], TERM(x[(j + l) * distance]));
        }
    }
    for (int l = 0; j < count; j++, l++) lanes[l] = COMBINE(lanes[l], TERM(x[j * distance]));
    for (int width = LANES / 2; width > 0; width /= 2) {
        for (int l = 0; l < width; l++) lanes[l] = COMBINE(lanes[l], lanes[l + width]);
    }
    return lanes[0];
}

#ifdef KERNEL_reduce_part
// part p of each output combines the reduced elements [p * piece, (p + 1) * piece), and stands at y[p * outputs + output]
inline void KIND(part)(
    global const T *x, int xo, global T *y, int yo, int outputs, int parts, int terms, int piece,
    global const int *table) {
    const int kept = table[0];
    const int reduced = table[1 + 2 * kept];
    global const int *walk = table + 2 + 2 * kept;
    const int length = reduced == 0 ? 1 : walk[2 * reduced - 2];
    const int distance = reduced == 0 ? 1 : walk[2 * reduced - 1];
    EACH(item, outputs * parts) {
        const int part = item / outputs;
        const int output = item - part * outputs;
        int start = xo;
        int rest = output;
        for (int axis = kept - 1; axis >= 0; axis--) {
            const int size = table[1 + 2 * axis];
            const int next = rest / size;
            start += (rest - next * size) * table[2 + 2 * axis];
            rest = next;
        }
        const int end = min(terms, part * piece + piece);
        T total = START;
        for (int at = part * piece; at < end;) {
            const int row = at / length;
            const int column = at - row * length;
            const int count = min(length - column, end - at);
            int from = start + column * distance;
            rest = row;
            for (int axis = reduced - 2; axis >= 0; axis--) {
                const int next = rest / walk[2 * axis];
                from += (rest - next * walk[2 * axis]) * walk[2 * axis + 1];
                rest = next;
            }
            total = COMBINE(total, KIND(combine_run)(x + from, count, distance));
            at += count;
        }
        y[yo + item] = total;
    }
}
#endif

#ifdef KERNEL_reduce_columns
// neighbouring outputs of one row of kept elements are computed together, each by itself
inline void KIND(columns)(
    global const T *x, int xo, global T *y, int yo, int rows, int width, int terms, int outer_distance,
    int term_distance) {
    const int blocks = (width + LANES - 1) / LANES;
    EACH(item, rows * blocks) {
        const int row = item / blocks;
        const int column = (item - row * blocks) * LANES;
        const int count = min(LANES, width - column);
        global const T *source = x + xo + row * outer_distance + column;
        T lanes[LANES];
        for (int l = 0; l < LANES; l++) lanes[l] = START;
        if (count == LANES) {
            for (int k = 0; k < terms; k++) {
                for (int l = 0; l < LANES; l++) lanes[l] = COMBINE(lanes[l], TERM(source[k * term_distance + l]));
            }
        } else {
            for (int k = 0; k < terms; k++) {
                for (int l = 0; l < count; l++) lanes[l] = COMBINE(lanes[l], TERM(source[k * term_distance + l]));
            }
        }
        for (int l = 0; l < count; l++) y[yo + row * width + column + l] = lanes[l];
    }
}
#endif

#ifdef KERNEL_reduce_parts
// second stage: combines the parts of each output in order
inline void KIND(parts)(global const T *x, int xo, global T *y, int yo, int outputs, int parts) {
    EACH(output, outputs) {
        T total = x[xo + output];
        for (int part = 1; part < parts; part++) total = COMBINE(total, x[xo + part * outputs + output]);
        y[yo + output] = total;
    }
}
#endif
