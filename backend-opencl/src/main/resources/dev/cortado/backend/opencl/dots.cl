// Products whose terms lie side by side, for processors: a work item holds 4 x 6 vectors of partial sums in registers.
// Used for the weights' gradient and for products with a transposed right operand.

#define ROWS 4
#define COLUMNS 6

// fewer elements than a vector has, filled up with zeros; nothing beyond them is read
inline VT part(global const T *x, int count) {
    T lanes[LANES];
    for (int l = 0; l < LANES; l++) lanes[l] = l < count ? x[l] : (T) 0;
    return VLOAD(0, lanes);
}

// y[group][row][k] = sum over images and terms of a[image][group][row][term] x b[image][group][k's place + term]
// k counts channels and taps; `mask` holds -1 where terms count, 0 where not, if MASKED
kernel WIDE SINGLE void dots(
    global const T *a, int ao, global const T *b, int bo, global T *y, int yo, int images, int groups, int rows,
    int channels, int taps, int a_distance, int b_distance, int terms, global const int *offsets,
    global const int *mask) {
    const int columns = channels * taps;
    const int row_blocks = (rows + ROWS - 1) / ROWS;
    const int column_blocks = (columns + COLUMNS - 1) / COLUMNS;
    int rest = (int) get_group_id(0);
    const int column_block = rest % column_blocks; rest /= column_blocks;
    const int row_block = rest % row_blocks;
    const int group = rest / row_blocks;
    VT sum[ROWS][COLUMNS];
    #pragma unroll
    for (int r = 0; r < ROWS; r++) {
        #pragma unroll
        for (int c = 0; c < COLUMNS; c++) sum[r][c] = (VT) 0;
    }
    // beyond the last row or column the last one is computed again
    int a_at[ROWS];
    int b_at[COLUMNS];
    #pragma unroll
    for (int r = 0; r < ROWS; r++) a_at[r] = min(row_block * ROWS + r, rows - 1) * a_distance;
    #pragma unroll
    for (int c = 0; c < COLUMNS; c++) {
        const int k = min(column_block * COLUMNS + c, columns - 1);
        b_at[c] = k / taps * b_distance + offsets[k % taps];
    }
    #pragma unroll 1
    for (int image = 0; image < images; image++) {
        global const T *left = a + ao + ((long) image * groups + group) * rows * a_distance;
        global const T *right = b + bo + ((long) image * groups + group) * channels * b_distance;
        int term = 0;
        #pragma unroll 1
        for (; term + LANES <= terms; term += LANES) {
            VT l[ROWS];
            #pragma unroll
            for (int r = 0; r < ROWS; r++) l[r] = VLOAD(0, left + a_at[r] + term);
            #pragma unroll
            for (int c = 0; c < COLUMNS; c++) {
#ifdef MASKED
                const VT value = KEEP(mask + term) ? VLOAD(0, right + b_at[c] + term) : (VT) 0;
#else
                const VT value = VLOAD(0, right + b_at[c] + term);
#endif
                #pragma unroll
                for (int r = 0; r < ROWS; r++) sum[r][c] = fma(l[r], value, sum[r][c]);
            }
        }
#ifndef MASKED
        if (term < terms) {
            VT l[ROWS];
            #pragma unroll
            for (int r = 0; r < ROWS; r++) l[r] = part(left + a_at[r] + term, terms - term);
            #pragma unroll
            for (int c = 0; c < COLUMNS; c++) {
                const VT value = part(right + b_at[c] + term, terms - term);
                #pragma unroll
                for (int r = 0; r < ROWS; r++) sum[r][c] = fma(l[r], value, sum[r][c]);
            }
        }
#endif
    }
    T lanes[ROWS * COLUMNS * LANES];
    #pragma unroll
    for (int r = 0; r < ROWS; r++) {
        #pragma unroll
        for (int c = 0; c < COLUMNS; c++) VSTORE(sum[r][c], r * COLUMNS + c, lanes);
    }
    #pragma unroll 1
    for (int r = 0; r < ROWS && row_block * ROWS + r < rows; r++) {
        #pragma unroll 1
        for (int c = 0; c < COLUMNS && column_block * COLUMNS + c < columns; c++) {
            private T *line = lanes + (r * COLUMNS + c) * LANES;
            for (int width = LANES / 2; width > 0; width /= 2) {
                for (int l = 0; l < width; l++) line[l] += line[l + width];
            }
            const long row = (long) group * rows + row_block * ROWS + r;
            y[yo + row * columns + column_block * COLUMNS + c] = line[0];
        }
    }
}
