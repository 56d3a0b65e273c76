package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;

/** Products in float64 as plain loops, for checks of gradients; a tile is a row of a result. */
final class PlainMatMul implements HostKernel {

    private final ProductShape p;
    private final int rightDepth;
    private final int rightColumn;

    PlainMatMul(ProductShape p, boolean transposeRight) {
        this.p = p;
        rightDepth = transposeRight ? 1 : p.columns();
        rightColumn = transposeRight ? p.depth() : 1;
    }

    @Override
    public int tiles(int phase) {
        return p.batch() * p.rows();
    }

    @Override
    public long nanoseconds(int phase) {
        return (long) p.flops();
    }

    @Override
    public String description() {
        return "plain float64 matmul";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        double[] left = (double[]) frame.input(0);
        double[] right = (double[]) frame.input(1);
        double[] out = (double[]) frame.output(0);
        for (int tile = from; tile < to; tile++) {
            int product = tile / p.rows();
            int lo = frame.inputOffset(0) + product * p.rows() * p.depth() + tile % p.rows() * p.leftRow();
            int ro = frame.inputOffset(1) + product * p.depth() * p.columns();
            for (int column = 0; column < p.columns(); column++) {
                double sum = 0;
                for (int k = 0; k < p.depth(); k++) {
                    sum = Math.fma(
                            left[lo + k * p.leftDepth()], right[ro + k * rightDepth + column * rightColumn], sum);
                }
                out[frame.outputOffset(0) + tile * p.columns() + column] = sum;
            }
        }
    }
}
