package dev.cortado.backend.cpu;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.PeakKernel;

/** Measures the most float32 operations per second that a team of threads reaches. */
final class PeakMeter {

    /** The first runs are the JIT's; of the others the best counts, since all that disturbs makes a run longer. */
    private static final int RUNS = 150;

    private PeakMeter() {}

    /** Returns operations per second, a fused multiply-add counted as two; needs the Vector API. */
    static double measure(ThreadTeam team) {
        PeakKernel kernel = new PeakKernel(team.size());
        Object[] results = {kernel.results()};
        HostFrame frame = new HostFrame(new Object[0], new int[0], results, new int[1], new Object[0], new int[0]);
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            team.run(kernel, frame, 0);
            least = Math.min(least, System.nanoTime() - start);
        }
        return kernel.flops() * 1e9 / least;
    }
}
