package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;

/** A kernel that works on the lines along an axis, each by itself. */
abstract class LineKernel implements HostKernel {

    private static final int TILE = 1024;

    final Lines lines;

    LineKernel(Lines lines) {
        this.lines = lines;
    }

    /** Computes what belongs to one line. */
    abstract void compute(HostFrame frame, int line, HostScratch scratch);

    private int linesPerTile() {
        return Math.max(1, TILE / Math.max(1, lines.size()));
    }

    @Override
    public int tiles(int phase) {
        return (lines.count() + linesPerTile() - 1) / linesPerTile();
    }

    @Override
    public long nanoseconds(int phase) {
        return 5L * lines.count() * lines.size();
    }

    @Override
    public String description() {
        return "plain lines";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        int end = Math.min(lines.count(), to * linesPerTile());
        for (int line = from * linesPerTile(); line < end; line++) {
            compute(frame, line, scratch);
        }
    }
}
