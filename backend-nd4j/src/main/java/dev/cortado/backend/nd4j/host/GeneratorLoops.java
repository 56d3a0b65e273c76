package dev.cortado.backend.nd4j.host;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Iota;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.random.Philox;
import java.util.List;
import java.util.Optional;

/** Kernels that make elements from their position. */
public final class GeneratorLoops implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (op instanceof Iota iota) {
            return Optional.of(Kernel.hostLoop("count", (x, y, w) -> iota(iota, y.get(0))));
        }
        if (op instanceof RandomBits bits) {
            return Optional.of(Kernel.hostLoop("Philox", (x, y, w) -> random(bits, x.get(0), y.get(0))));
        }
        return Optional.empty();
    }

    private static Runnable iota(Iota op, Region y) {
        int inner = y.spec().shape().elements(op.axis() + 1, y.spec().shape().rank());
        int size = y.spec().shape().size(op.axis());
        long[] whole = new long[1];
        double[] real = new double[1];
        return () -> {
            for (int i = 0; i < y.count(); i++) {
                whole[0] = i / inner % size;
                real[0] = whole[0];
                if (y.isFloating()) {
                    y.put(i, 1, real);
                } else {
                    y.put(i, 1, whole);
                }
            }
        };
    }

    private static Runnable random(RandomBits op, Region key, Region y) {
        int[] block = new int[4];
        int low = (int) op.stream();
        int high = (int) (op.stream() >>> 32);
        return () -> {
            long k = key.doubleWords().get(0);
            for (int i = 0; i < y.count(); i += 4) {
                Philox.block((int) k, (int) (k >>> 32), i / 4, 0, low, high, block, 0);
                y.words().put(i, block, 0, Math.min(4, y.count() - i));
            }
        };
    }
}
