// Softmax and what belongs to it, one line along an axis per item: outer x size x inner elements.

#ifdef KERNEL_softmax
kernel void softmax(global const T *x, int xo, global T *y, int yo, int lines, int size, int inner) {
    EACH(line, lines) {
        const int outer = line / inner;
        const long first = (long) outer * size * inner + (line - outer * inner);
        global const T *source = x + xo + first;
        global T *target = y + yo + first;
        T top = LOWEST;
        for (int j = 0; j < size; j++) top = LARGER(top, source[j * inner]);
        T total = 0;
        for (int j = 0; j < size; j++) {
            const T e = exp(source[j * inner] - top);
            target[j * inner] = e;
            total += e;
        }
        for (int j = 0; j < size; j++) target[j * inner] = target[j * inner] / total;
    }
}
#endif

#ifdef KERNEL_log_softmax
kernel void log_softmax(global const T *x, int xo, global T *y, int yo, int lines, int size, int inner) {
    EACH(line, lines) {
        const int outer = line / inner;
        const long first = (long) outer * size * inner + (line - outer * inner);
        global const T *source = x + xo + first;
        global T *target = y + yo + first;
        T top = LOWEST;
        for (int j = 0; j < size; j++) top = LARGER(top, source[j * inner]);
        T total = 0;
        for (int j = 0; j < size; j++) total += exp(source[j * inner] - top);
        const T shift = log(total);
        for (int j = 0; j < size; j++) target[j * inner] = (source[j * inner] - top) - shift;
    }
}
#endif

#ifdef KERNEL_cross_entropy
kernel void cross_entropy(
    global const T *x, int xo, global const int *labels, int lo, global T *losses, int so, global T *y, int yo,
    int lines, int size, int inner, T smoothing) {
    EACH(line, lines) {
        const int outer = line / inner;
        const long first = (long) outer * size * inner + (line - outer * inner);
        global const T *source = x + xo + first;
        global T *target = y + yo + first;
        T top = LOWEST;
        for (int j = 0; j < size; j++) top = LARGER(top, source[j * inner]);
        T total = 0;
        for (int j = 0; j < size; j++) total += exp(source[j * inner] - top);
        const T shift = log(total);
        const int label = labels[lo + line];
        // a label out of range picks nothing, as when gathered
        T picked = 0;
        T sum = 0;
        for (int j = 0; j < size; j++) {
            const T value = (source[j * inner] - top) - shift;
            target[j * inner] = exp(value);
            sum += value;
            if (j == label) picked = value;
        }
        T loss = -picked;
        if (smoothing > 0) loss = loss * (1 - smoothing) - sum / size * smoothing;
        losses[so + line] = loss;
    }
}
#endif
