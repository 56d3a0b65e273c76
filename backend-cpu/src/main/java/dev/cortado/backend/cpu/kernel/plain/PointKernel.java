package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;

/** A kernel that computes one result after another, each by itself. */
abstract class PointKernel implements HostKernel {

    private static final int TILE = 1024;

    private final int elements;

    PointKernel(int elements) {
        this.elements = elements;
    }

    /** Computes result {@code index}. */
    abstract void compute(HostFrame frame, int index);

    @Override
    public int tiles(int phase) {
        return (elements + TILE - 1) / TILE;
    }

    @Override
    public long nanoseconds(int phase) {
        return 10L * elements;
    }

    @Override
    public String description() {
        return "plain";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        int end = Math.min(elements, to * TILE);
        for (int i = from * TILE; i < end; i++) {
            compute(frame, i);
        }
    }
}
