package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Iota;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.random.Philox;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for operations that make values from nothing: counting and random words. */
public final class GeneratorKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (op instanceof Iota iota) {
            return Optional.of(new IotaKernel(iota));
        }
        if (op instanceof RandomBits bits) {
            return Optional.of(new RandomKernel(bits.stream(), outputs.get(0).elements()));
        }
        return Optional.empty();
    }

    private static final class IotaKernel extends PointKernel {

        private final DType dtype;
        private final Lines lines;

        IotaKernel(Iota op) {
            super(op.spec().elements());
            this.dtype = op.spec().dtype();
            this.lines = Lines.of(op.spec().shape(), op.axis());
        }

        @Override
        void compute(HostFrame frame, int i) {
            int count = i / lines.inner() % lines.size();
            if (dtype.isFloating()) {
                Numbers.setReal(frame.output(0), dtype, frame.outputOffset(0) + i, count);
            } else {
                Numbers.setWhole(frame.output(0), dtype, frame.outputOffset(0) + i, count);
            }
        }
    }

    private static final class RandomKernel implements HostKernel {

        private static final int TILE = 1024;

        private final int low;
        private final int high;
        private final int elements;

        RandomKernel(long stream, int elements) {
            this.low = (int) stream;
            this.high = (int) (stream >>> 32);
            this.elements = elements;
        }

        @Override
        public int tiles(int phase) {
            return (elements + TILE - 1) / TILE;
        }

        @Override
        public long nanoseconds(int phase) {
            return 4L * elements;
        }

        @Override
        public String description() {
            return "philox";
        }

        @Override
        public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
            long key = ((long[]) frame.input(0))[frame.inputOffset(0)];
            int[] words = (int[]) frame.output(0);
            int end = Math.min(elements, to * TILE);
            int first = frame.outputOffset(0);
            for (int i = from * TILE; i < end; i += 4) {
                if (end - i >= 4) {
                    Philox.block((int) key, (int) (key >>> 32), i / 4, 0, low, high, words, first + i);
                } else {
                    int[] last = scratch.ints(4);
                    Philox.block((int) key, (int) (key >>> 32), i / 4, 0, low, high, last, 0);
                    System.arraycopy(last, 0, words, first + i, end - i);
                }
            }
        }
    }
}
