// Philox 4x32-10 (Salmon et al. 2011).
kernel void random_bits(global const long *key, int ko, global int *y, int yo, int n, int low, int high) {
    const ulong word = (ulong) key[ko];
    EACH(block, (n + 3) / 4) {
        uint k0 = (uint) word;
        uint k1 = (uint) (word >> 32);
        uint x0 = (uint) block;
        uint x1 = 0;
        uint x2 = (uint) low;
        uint x3 = (uint) high;
        for (int round = 0; round < 10; round++) {
            const uint high0 = mul_hi(0xD2511F53u, x0);
            const uint low0 = 0xD2511F53u * x0;
            const uint high1 = mul_hi(0xCD9E8D57u, x2);
            const uint low1 = 0xCD9E8D57u * x2;
            x0 = high1 ^ x1 ^ k0;
            x2 = high0 ^ x3 ^ k1;
            x1 = low1;
            x3 = low0;
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }
        global int *out = y + yo + 4 * block;
        const int left = n - 4 * block;
        out[0] = (int) x0;
        if (left > 1) out[1] = (int) x1;
        if (left > 2) out[2] = (int) x2;
        if (left > 3) out[3] = (int) x3;
    }
}
