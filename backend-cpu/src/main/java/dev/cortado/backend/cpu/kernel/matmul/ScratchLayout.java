package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.VectorPath;

/** Splits one scratch array into regions that start at a cache line and have slack behind them. */
public final class ScratchLayout {

    /** With the usual array header of 16 bytes, the element that lies 64 bytes from the start. */
    private static final int FIRST = 12;

    private static final int LINE = 16;

    private long length = FIRST;

    /** Adds a region and returns its first index. */
    public int add(int floats) {
        int start = Math.toIntExact(length);
        length += ((long) floats + VectorPath.SLACK + LINE - 1) / LINE * LINE;
        return start;
    }

    /** Returns the length of the array. */
    public int length() {
        return Math.toIntExact(length);
    }
}
