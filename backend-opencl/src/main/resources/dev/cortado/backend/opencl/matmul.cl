// Matrix products by definition: element (i, j) of a matrix stands at i * row + j * column.
kernel void product(
    global const T *a, int ao, global const T *b, int bo, global T *y, int yo, int n, int rows, int columns, int inner,
    int a_row, int a_column, int b_row, int b_column) {
    EACH(i, n) {
        const int line = i / columns;
        const int column = i - line * columns;
        const int batch = line / rows;
        global const T *left = a + ao + (long) batch * rows * inner + (line - batch * rows) * a_row;
        global const T *right = b + bo + (long) batch * inner * columns + column * b_column;
        T total = 0;
        for (int k = 0; k < inner; k++) total = fma(left[k * a_column], right[k * b_row], total);
        y[yo + i] = total;
    }
}
