import java.util.concurrent.CyclicBarrier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Measures the most float32 operations per second that this machine's processors reach: fused multiply-adds in registers.
 *
 * <p>{@code java --add-modules jdk.incubator.vector benchmarks/Peak.java [THREADS]}
 */
public class Peak {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int ROUNDS = 15_000_000;
    private static final int ACCUMULATORS = 12;
    private static volatile float sink;

    public static void main(String[] args) throws Exception {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : Runtime.getRuntime().availableProcessors();
        double best = 0;
        for (int run = 0; run < 8; run++) {
            best = Math.max(best, measure(threads));
        }
        System.out.printf(
                "{\"peak_gflop_per_s\": %.0f, \"threads\": %d, \"vector_bits\": %d}%n", best, threads, S.vectorBitSize());
    }

    private static double measure(int threads) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads + 1);
        Thread[] team = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            team[i] = new Thread(() -> {
                try {
                    start.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                sink = loop(new float[2 * S.length()]);
            });
            team[i].start();
        }
        start.await();
        long from = System.nanoTime();
        for (Thread thread : team) {
            thread.join();
        }
        return 2.0 * threads * ROUNDS * ACCUMULATORS * S.length() / (System.nanoTime() - from);
    }

    private static float loop(float[] a) {
        FloatVector x = FloatVector.fromArray(S, a, 0);
        FloatVector y = FloatVector.fromArray(S, a, S.length());
        FloatVector c0 = FloatVector.zero(S), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
        FloatVector c6 = c0, c7 = c0, c8 = c0, c9 = c0, ca = c0, cb = c0;
        for (int i = 0; i < ROUNDS; i++) {
            c0 = x.fma(y, c0);
            c1 = x.fma(y, c1);
            c2 = x.fma(y, c2);
            c3 = x.fma(y, c3);
            c4 = x.fma(y, c4);
            c5 = x.fma(y, c5);
            c6 = x.fma(y, c6);
            c7 = x.fma(y, c7);
            c8 = x.fma(y, c8);
            c9 = x.fma(y, c9);
            ca = x.fma(y, ca);
            cb = x.fma(y, cb);
        }
        return c0.add(c1).add(c2).add(c3).add(c4).add(c5).add(c6).add(c7).add(c8).add(c9).add(ca).add(cb)
                .reduceLanes(VectorOperators.ADD);
    }
}
