// Moving elements: y[i] = x[somewhere].

#ifdef KERNEL_gather_strided
// table: rank, then per axis of the result its size and the distance in the operand
kernel void gather_strided(global const T *x, int xo, global T *y, int yo, int n, int base, global const int *table) {
    const int rank = table[0];
    EACH(i, n) {
        int rest = i;
        int from = base;
        for (int axis = rank - 1; axis >= 0; axis--) {
            const int size = table[1 + 2 * axis];
            const int next = rest / size;
            from += (rest - next * size) * table[2 + 2 * axis];
            rest = next;
        }
        y[yo + i] = x[xo + from];
    }
}
#endif

#ifdef KERNEL_gather_rows
// items are rows of the result, which lie without gaps in the operand or repeat one element
kernel void gather_rows(
    global const T *x, int xo, global T *y, int yo, int rows, int base, int length, int distance,
    global const int *table) {
    const int rank = table[0];
    EACH(row, rows) {
        int rest = row;
        int from = base;
        for (int axis = rank - 1; axis >= 0; axis--) {
            const int size = table[1 + 2 * axis];
            const int next = rest / size;
            from += (rest - next * size) * table[2 + 2 * axis];
            rest = next;
        }
        global const T *source = x + xo + from;
        global T *target = y + yo + (long) row * length;
        if (distance == 1) {
            for (int j = 0; j < length; j++) target[j] = source[j];
        } else if (distance == 0) {
            const T value = source[0];
            for (int j = 0; j < length; j++) target[j] = value;
        } else {
            for (int j = 0; j < length; j++) target[j] = source[j * distance];
        }
    }
}
#endif

#ifdef KERNEL_pad
// table: rank, then per axis: size of the result, size of the operand, distance in the operand, low, interior + 1
kernel void pad(global const T *x, int xo, global T *y, int yo, int n, T value, global const int *table) {
    const int rank = table[0];
    EACH(i, n) {
        int rest = i;
        int from = 0;
        int inside = 1;
        for (int axis = rank - 1; axis >= 0 && inside; axis--) {
            global const int *t = table + 1 + 5 * axis;
            const int next = rest / t[0];
            const int place = rest - next * t[0] - t[3];
            rest = next;
            const int at = place / t[4];
            inside = place >= 0 && at * t[4] == place && at < t[1];
            from += at * t[2];
        }
        y[yo + i] = inside ? x[xo + from] : value;
    }
}
#endif

#ifdef KERNEL_place
// one operand of a concatenation: blocks of `length` elements go to blocks that stand `distance` apart
kernel void place(global const T *x, int xo, global T *y, int yo, int n, int length, int distance, int start) {
    EACH(i, n) {
        const int block = i / length;
        y[yo + start + block * distance + (i - block * length)] = x[xo + i];
    }
}
#endif

#ifdef KERNEL_gather_along
// lines along an axis: outer x size x inner
kernel void gather_along(
    global const T *x, int xo, global const int *index, int io, global T *y, int yo, int n, int size, int picks,
    int inner) {
    EACH(i, n) {
        const int line = i / inner;
        const int outer = line / picks;
        const int at = index[io + i];
        y[yo + i] = at >= 0 && at < size ? x[xo + (outer * size + at) * inner + (i - line * inner)] : (T) 0;
    }
}
#endif

#ifdef KERNEL_iota
kernel void iota(global T *y, int yo, int n, int size, int inner) {
    EACH(i, n) { y[yo + i] = (T) (i / inner % size); }
}
#endif
