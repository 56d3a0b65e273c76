package dev.cortado.api.random;

import dev.cortado.api.Stability;

/**
 * Computes the counter-based random generator Philox 4x32-10: a pure function from a key and a counter to 128 bits.
 *
 * <p>There is no state, so any word of any sequence can be computed by itself, on any device and in any order, with the
 * same bits. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; the constants
 * and the test vectors are those of the library Random123.
 */
@Stability.Stable
public final class Philox {

    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long LOW_WORD = 0xFFFFFFFFL;

    private Philox() {}

    /**
     * Computes the block of four random words that belongs to one key and one counter.
     *
     * @param key0 first word of the key
     * @param key1 second word of the key
     * @param c0 first word of the counter
     * @param c1 second word of the counter
     * @param c2 third word of the counter
     * @param c3 fourth word of the counter
     * @param out receives the four words
     * @param offset the first index of {@code out} to write
     * @throws ArrayIndexOutOfBoundsException if {@code out} has no room for four words from {@code offset} on
     */
    public static void block(int key0, int key1, int c0, int c1, int c2, int c3, int[] out, int offset) {
        int k0 = key0;
        int k1 = key1;
        int x0 = c0;
        int x1 = c1;
        int x2 = c2;
        int x3 = c3;
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (x0 & LOW_WORD);
            long product1 = MULTIPLIER_1 * (x2 & LOW_WORD);
            x0 = (int) (product1 >>> 32) ^ x1 ^ k0;
            x2 = (int) (product0 >>> 32) ^ x3 ^ k1;
            x1 = (int) product1;
            x3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        out[offset] = x0;
        out[offset + 1] = x1;
        out[offset + 2] = x2;
        out[offset + 3] = x3;
    }
}
