// Convolutions and matrix products for processors: a work item holds OB output channels x VB vectors of places in registers.
// Nothing is shared between work items, and no bounds are checked in the inner loop: operands were packed beforehand.

#ifndef OB
#define OB 8
#endif
#ifndef VB
#define VB 3
#endif

#ifdef KERNEL_pack_input
// Spreads and pads an input, and sorts it by the phases of the stride, so that each tap reads without gaps.
// Per spatial axis: input size, phases, places per phase, stride, low padding, input dilation.
kernel void pack_input(
    global const T *x, int xo, global T *packed, int po, int rows, int plane, global const int *table) {
    const int m0 = table[2], m1 = table[8], q2 = table[14];
    const int n0 = table[0], n1 = table[6], n2 = table[12];
    const int spread0 = table[5], spread1 = table[11];
    int q1 = 0, q0 = m0, r2 = 0, r1 = 0, r0 = 0, channel = 0;
    EACH(row, rows) {
        // rows come one after another, and to count them takes less than to divide; each plane begins with a division
        if (++q1 >= m1) {
            q1 = 0;
            q0++;
        }
        if (q0 >= m0) {
            int rest = row;
            q1 = rest % m1; rest /= m1;
            q0 = rest % m0; rest /= m0;
            r2 = rest % table[13]; rest /= table[13];
            r1 = rest % table[7]; rest /= table[7];
            r0 = rest % table[1];
            channel = rest / table[1];
        }
        global T *target = packed + po + (long) row * q2;
        const int a0 = q0 * table[3] + r0 - table[4];
        const int a1 = q1 * table[9] + r1 - table[10];
        const int i0 = spread0 == 1 ? a0 : a0 / spread0;
        const int i1 = spread1 == 1 ? a1 : a1 / spread1;
        const int inside = a0 >= 0 && i0 * spread0 == a0 && i0 < n0 && a1 >= 0 && i1 * spread1 == a1 && i1 < n1;
        if (!inside) {
            for (int q = 0; q < q2; q++) target[q] = 0;
            continue;
        }
        global const T *source = x + xo + (long) channel * plane + (i0 * n1 + i1) * n2;
        const int stride = table[15];
        const int first = r2 - table[16];
        const int spread = table[17];
        if (stride == 1 && spread == 1) {
            const int from = min(max(0, -first), q2);
            const int to = max(from, min(q2, n2 - first));
            for (int q = 0; q < from; q++) target[q] = 0;
            INDEPENDENT
            for (int q = from; q < to; q++) target[q] = source[q + first];
            for (int q = to; q < q2; q++) target[q] = 0;
            continue;
        }
        for (int q = 0; q < q2; q++) {
            const int at = q * stride + first;
            const int i = at / spread;
            target[q] = at >= 0 && i * spread == at && i < n2 ? source[i] : (T) 0;
        }
    }
}
#endif

#ifdef KERNEL_pack_weights
// Puts the weights of OB outputs side by side: packed[group][block][k][OB], 0 beyond the last output.
// k counts channels and taps; weight (group, output, channel, tap) stands at the sum of each times its distance.
kernel void pack_weights(
    global const T *w, int wo, global T *packed, int po, int n, int outputs, int channels, int taps, int by_group,
    int by_output, int by_channel, int by_tap, int start) {
    const int blocks = (outputs + OB - 1) / OB;
    EACH(i, n) {
        int rest = i;
        const int tap = rest % taps; rest /= taps;
        const int channel = rest % channels; rest /= channels;
        const int block = rest % blocks;
        const int group = rest / blocks;
        global const T *source =
            w + wo + start + (long) group * by_group + (long) channel * by_channel + tap * by_tap;
        for (int j = 0; j < OB; j++) {
            const int output = block * OB + j;
            packed[po + i * OB + j] = output < outputs ? source[(long) output * by_output] : (T) 0;
        }
    }
}
#endif

#ifdef KERNEL_panels
// y[image][group][output][place] = sum over channels and taps of weight x input[channel * distance + tap + base of place]
// flat: places are counted in the packed plane, and what lies between its rows is computed and left out
kernel WIDE SINGLE void panels(
    global const T *x, int xo, global const T *w, int wo, global T *y, int yo, int groups, int outputs, int channels,
    int distance, int taps, int vectors, int per_row, int flat, global const int *table, global const int *offsets) {
    // per spatial axis: places, places of the packed plane
    const int p0 = table[0], p1 = table[2], p2 = table[4];
    const int q1 = table[3], q2 = table[5];
    const int blocks = (outputs + OB - 1) / OB;
    const int tiles = (vectors + VB - 1) / VB;
    int rest = (int) get_group_id(0);
    const int block = rest % blocks; rest /= blocks;
    const int tile = rest % tiles; rest /= tiles;
    const int group = rest % groups;
    const int image = rest / groups;
    int base[VB];
    int place[VB];
    #pragma unroll
    for (int v = 0; v < VB; v++) {
        // the last tile repeats its last vector
        const int number = min(tile * VB + v, vectors - 1);
        if (flat) {
            base[v] = number * LANES;
            place[v] = 0;
        } else {
            const int row = number / per_row;
            const int column = min((number - row * per_row) * LANES, p2 - LANES);
            base[v] = (row / p1 * q1 + row % p1) * q2 + column;
            place[v] = row * p2 + column;
        }
    }
    VT sum[OB][VB];
    #pragma unroll
    for (int o = 0; o < OB; o++) {
        #pragma unroll
        for (int v = 0; v < VB; v++) sum[o][v] = (VT) 0;
    }
    global const T *source = x + xo + ((long) image * groups + group) * channels * distance;
    global const T *weight = w + wo + ((long) group * blocks + block) * channels * taps * OB;
    #pragma unroll 1
    for (int c = 0; c < channels; c++, source += distance) {
        #pragma unroll 1
        for (int t = 0; t < taps; t++, weight += OB) {
            global const T *at = source + offsets[t];
            VT in[VB];
            #pragma unroll
            for (int v = 0; v < VB; v++) in[v] = VLOAD(0, at + base[v]);
            #pragma unroll
            for (int o = 0; o < OB; o++) {
                const VT factor = (VT) weight[o];
                #pragma unroll
                for (int v = 0; v < VB; v++) sum[o][v] = fma(in[v], factor, sum[o][v]);
            }
        }
    }
    const int size = p0 * p1 * p2;
    global T *target = y + yo + (((long) image * groups + group) * outputs + block * OB) * size;
    if (!flat) {
        #pragma unroll
        for (int o = 0; o < OB; o++) {
            if (block * OB + o < outputs) {
                #pragma unroll
                for (int v = 0; v < VB; v++) VSTORE(sum[o][v], 0, target + o * size + place[v]);
            }
        }
        return;
    }
    T lanes[OB * VB * LANES];
    #pragma unroll
    for (int o = 0; o < OB; o++) {
        #pragma unroll
        for (int v = 0; v < VB; v++) VSTORE(sum[o][v], o * VB + v, lanes);
    }
    #pragma unroll 1
    for (int v = 0; v < VB; v++) {
        int row = (tile * VB + v) * LANES / q2;
        int column = (tile * VB + v) * LANES - row * q2;
        #pragma unroll 1
        for (int l = 0; l < LANES; l++) {
            const int i1 = row % q1;
            const int i0 = row / q1;
            if (column < p2 && i1 < p1 && i0 < p0) {
                const int to = (i0 * p1 + i1) * p2 + column;
                #pragma unroll 1
                for (int o = 0; o < OB && block * OB + o < outputs; o++) {
                    target[o * size + to] = lanes[(o * VB + v) * LANES + l];
                }
            }
            if (++column == q2) {
                column = 0;
                row++;
            }
        }
    }
}
#endif
