package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.kernel.HostFrame;

/** One pass over a tile. */
@FunctionalInterface
interface Instruction {

    /**
     * Runs the pass.
     *
     * @param frame operands and results
     * @param registers scratch memory
     * @param start index of the tile's first element
     * @param n elements of the tile
     */
    void run(HostFrame frame, float[] registers, int start, int n);
}
