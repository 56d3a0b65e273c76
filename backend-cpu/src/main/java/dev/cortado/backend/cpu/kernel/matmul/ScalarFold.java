package dev.cortado.backend.cpu.kernel.matmul;

/** The scalar twin of {@link VectorFold}. */
final class ScalarFold {

    private ScalarFold() {}

    static void run(float[] sums, int so, int count, float[] result, int ro) {
        for (int i = 0; i < count; i++) {
            int at = so + i * DotProduct.STEP;
            for (int half = DotProduct.STEP / 2; half > 0; half /= 2) {
                for (int lane = 0; lane < half; lane++) {
                    sums[at + lane] += sums[at + lane + half];
                }
            }
            result[ro + i] = sums[at];
        }
    }
}
