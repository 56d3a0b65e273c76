package dev.cortado.backend.cpu.kernel.elementwise;

/** Loops over random words: the twins of {@link VectorWords}. */
final class ScalarWords {

    private ScalarWords() {}

    /** Computes 1 where a word, its sign bit flipped, is at least the threshold, and 0 elsewhere. */
    static void kept(int[] words, int wi, int threshold, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = words[wi + i] + Integer.MIN_VALUE >= threshold ? 1 : 0;
        }
    }
}
