// Matrix products and convolutions for graphics cards: a group of 16 x 16 work items computes a tile of 64 x 64 results
// and shares slices of both operands in local memory. A convolution is a product whose operands are read where they stand.

#define SIDE 16
#define EACH_ITEM 4
#define TILE (SIDE * EACH_ITEM)
#define DEPTH 16

#define INPUT(a) table[7 * (a)]
#define KERNEL(a) table[7 * (a) + 1]
#define RESULT(a) table[7 * (a) + 2]
#define STRIDE(a) table[7 * (a) + 3]
#define LOW(a) table[7 * (a) + 4]
#define SPREAD(a) table[7 * (a) + 5]
#define DILATION(a) table[7 * (a) + 6]

#ifdef PRODUCT_OF_MATRICES
// left: element (i, k) at i * table[0] + k * table[1]; right: (k, j) at k * table[2] + j * table[3]
#define LEFT(i, k) left[(long) (i) * table[0] + (k) * table[1]]
#define RIGHT(k, j) right[(long) (k) * table[2] + (j) * table[3]]
#define TARGET(i, j) ((long) group * rows * columns + (long) (i) * columns + (j))
#define START_LEFT (long) group * rows * depth
#define START_RIGHT (long) group * depth * columns
#else

// the element that a tap meets at a place, both counted in their planes; -1 in padding
inline int met(global const int *table, int place, int tap) {
    int at = 0;
    int unit = 1;
    for (int a = 2; a >= 0; a--) {
        const int spread = place % RESULT(a) * STRIDE(a) + tap % KERNEL(a) * DILATION(a) - LOW(a);
        const int index = spread / SPREAD(a);
        if (spread < 0 || index * SPREAD(a) != spread || index >= INPUT(a)) return -1;
        at += index * unit;
        unit *= INPUT(a);
        place /= RESULT(a);
        tap /= KERNEL(a);
    }
    return at;
}

// the place at which a tap meets an element; -1 if at none
inline int meeting(global const int *table, int element, int tap) {
    int at = 0;
    int unit = 1;
    for (int a = 2; a >= 0; a--) {
        const int spread = element % INPUT(a) * SPREAD(a) + LOW(a) - tap % KERNEL(a) * DILATION(a);
        const int place = spread / STRIDE(a);
        if (spread < 0 || place * STRIDE(a) != spread || place >= RESULT(a)) return -1;
        at += place * unit;
        unit *= RESULT(a);
        element /= INPUT(a);
        tap /= KERNEL(a);
    }
    return at;
}

// table[21]: outputs of a group, [22]: channels of a group, [23]: groups
#define OUTPUTS table[21]
#define CHANNELS table[22]
#define GROUPS table[23]
#define TAPS (KERNEL(0) * KERNEL(1) * KERNEL(2))
#define PLACES (RESULT(0) * RESULT(1) * RESULT(2))
#define PLANE (INPUT(0) * INPUT(1) * INPUT(2))

inline T from_input(global const T *x, global const int *table, int group, int image, int channel, int place, int tap) {
    const int at = met(table, place, tap);
    return at < 0 ? (T) 0 : x[((long) image * GROUPS * CHANNELS + group * CHANNELS + channel) * PLANE + at];
}

inline T from_result(global const T *y, global const int *table, int group, int image, int output, int element, int tap) {
    const int at = meeting(table, element, tap);
    return at < 0 ? (T) 0 : y[((long) image * GROUPS * OUTPUTS + group * OUTPUTS + output) * PLACES + at];
}

#define START_LEFT 0
#define START_RIGHT 0
#ifdef FORWARD
// left: weights; right: input
#define LEFT(i, k) left[(long) (group * OUTPUTS + (i)) * depth + (k)]
#define RIGHT(k, j) from_input(right, table, group, (j) / PLACES, (k) / TAPS, (j) % PLACES, (k) % TAPS)
#define TARGET(i, j) (((long) (j) / PLACES * GROUPS * OUTPUTS + group * OUTPUTS + (i)) * PLACES + (j) % PLACES)
#endif
#ifdef INPUT_GRADIENT
// left: weights; right: gradient of the result
#define LEFT(i, k) left[((long) (group * OUTPUTS + (k) / TAPS) * CHANNELS + (i)) * TAPS + (k) % TAPS]
#define RIGHT(k, j) from_result(right, table, group, (j) / PLANE, (k) / TAPS, (j) % PLANE, (k) % TAPS)
#define TARGET(i, j) (((long) (j) / PLANE * GROUPS * CHANNELS + group * CHANNELS + (i)) * PLANE + (j) % PLANE)
#endif
#ifdef WEIGHT_GRADIENT
// left: gradient of the result; right: input
#define LEFT(i, k) left[((long) (k) / PLACES * GROUPS * OUTPUTS + group * OUTPUTS + (i)) * PLACES + (k) % PLACES]
#define RIGHT(k, j) from_input(right, table, group, (k) / PLACES, (j) / TAPS, (k) % PLACES, (j) % TAPS)
#define TARGET(i, j) ((long) (group * OUTPUTS + (i)) * columns + (j))
#endif
#endif

kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1))) void tiles(
    global const T *a, int ao, global const T *b, int bo, global T *y, int yo, int rows, int columns, int depth,
    global const int *table) {
    local T lefts[DEPTH][TILE + 1];
    local T rights[DEPTH][TILE + 1];
    const int group = (int) get_group_id(2);
    global const T *left = a + ao + START_LEFT;
    global const T *right = b + bo + START_RIGHT;
    const int column = (int) get_local_id(0);
    const int row = (int) get_local_id(1);
    const int me = row * SIDE + column;
    const int first_row = (int) get_group_id(1) * TILE;
    const int first_column = (int) get_group_id(0) * TILE;
    T sum[EACH_ITEM][EACH_ITEM];
    for (int i = 0; i < EACH_ITEM; i++) {
        for (int j = 0; j < EACH_ITEM; j++) sum[i][j] = 0;
    }
    for (int start = 0; start < depth; start += DEPTH) {
        for (int at = me; at < DEPTH * TILE; at += SIDE * SIDE) {
            const int k = at % DEPTH;
            const int i = at / DEPTH;
            lefts[k][i] = start + k < depth && first_row + i < rows ? LEFT(first_row + i, start + k) : (T) 0;
        }
        for (int at = me; at < DEPTH * TILE; at += SIDE * SIDE) {
            const int j = at % TILE;
            const int k = at / TILE;
            rights[k][j] = start + k < depth && first_column + j < columns ? RIGHT(start + k, first_column + j) : (T) 0;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        // what lies beyond the depth must not meet an infinity
        const int steps = min(DEPTH, depth - start);
        for (int k = 0; k < steps; k++) {
            T l[EACH_ITEM];
            for (int i = 0; i < EACH_ITEM; i++) l[i] = lefts[k][row + i * SIDE];
            for (int j = 0; j < EACH_ITEM; j++) {
                const T r = rights[k][column + j * SIDE];
                for (int i = 0; i < EACH_ITEM; i++) sum[i][j] = fma(l[i], r, sum[i][j]);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    for (int i = 0; i < EACH_ITEM; i++) {
        for (int j = 0; j < EACH_ITEM; j++) {
            const int to_row = first_row + row + i * SIDE;
            const int to_column = first_column + column + j * SIDE;
            if (to_row < rows && to_column < columns) y[yo + TARGET(to_row, to_column)] = sum[i][j];
        }
    }
}
