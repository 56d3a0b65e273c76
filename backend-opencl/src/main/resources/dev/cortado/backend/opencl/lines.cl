// One line along an axis per item: outer x size x inner elements.

#ifndef TYPE_BOOL
#ifdef KERNEL_scatter_add_along
// adds in ascending order, so that the result is the same each time
kernel void scatter_add_along(
    global const T *x, int xo, global const int *index, int io, global T *y, int yo, int lines, int size, int picks,
    int inner) {
    EACH(line, lines) {
        const int outer = line / inner;
        const int column = line - outer * inner;
        global T *target = y + yo + (long) outer * size * inner + column;
        for (int j = 0; j < size; j++) target[j * inner] = 0;
        const int first = outer * picks * inner + column;
        for (int j = 0; j < picks; j++) {
            const int at = index[io + first + j * inner];
            if (at >= 0 && at < size) target[at * inner] = SUM(target[at * inner], x[xo + first + j * inner]);
        }
    }
}
#endif
#endif

#ifdef KERNEL_arg_max
kernel void arg_max(global const T *x, int xo, global int *y, int yo, int lines, int size, int inner) {
    EACH(line, lines) {
        const int outer = line / inner;
        global const T *source = x + xo + (long) outer * size * inner + (line - outer * inner);
        int where = 0;
        T best = source[0];
        for (int j = 1; j < size; j++) {
            const T value = source[j * inner];
            if (ABOVE(value, best)) {
                best = value;
                where = j;
            }
        }
        y[yo + line] = where;
    }
}
#endif

#ifdef KERNEL_sort
// merges runs of indices from one half of the workspace to the other, which keeps the order of equal elements
kernel void sort(
    global const T *x, int xo, global T *y, int yo, global int *where, int wo, global int *space, int so, int lines,
    int size, int inner, int descending) {
    EACH(line, lines) {
        const int outer = line / inner;
        const int first = outer * size * inner + (line - outer * inner);
        global const T *source = x + xo + first;
        global int *a = space + so + (long) line * 2 * size;
        global int *b = a + size;
        for (int j = 0; j < size; j++) a[j] = j;
        for (int run = 1; run < size; run = run > size / 2 ? size : 2 * run) {
            for (int low = 0; low < size; low += min(2 * run, size)) {
                const int middle = min(size, low + run);
                const int high = min(size, middle + run);
                int left = low;
                int right = middle;
                for (int j = low; j < high; j++) {
                    int take = left == middle;
                    if (!take && right < high) {
                        const T l = source[a[left] * inner];
                        const T r = source[a[right] * inner];
                        take = descending ? ABOVE(r, l) : ABOVE(l, r);
                    }
                    b[j] = a[take ? right++ : left++];
                }
            }
            global int *swap = a;
            a = b;
            b = swap;
        }
        for (int j = 0; j < size; j++) {
            y[yo + first + j * inner] = source[a[j] * inner];
            where[wo + first + j * inner] = a[j];
        }
    }
}
#endif
