package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.backend.nd4j.host.ChainLoop;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.Region;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums over windows as ND4J's averages, padding counted in, times the number of elements. */
public final class SumPooling implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (!(op instanceof WindowReduce reduce)
                || reduce.kind() != WindowReduce.Kind.SUM
                || in.get(0).dtype() != dev.cortado.api.DType.FLOAT32
                || out.get(0).elements() == 0
                || !fits(reduce.window())) {
            return Optional.empty();
        }
        Op times = new ScalarBinary(Binary.Kind.MULTIPLY, reduce.window().elements(), false);
        Kernel scale = new ChainLoop().prepare(times, out, out).orElseThrow();
        return Optional.of(Kernel.nd4j(
                "avgpool2d, times " + reduce.window().elements(),
                (x, y, w) -> Steps.of(List.of(
                        average(reduce.window(), x.get(0), y.get(0)),
                        scale.binding().bind(y, y, List.of())))));
    }

    private static boolean fits(Window window) {
        boolean fits = window.spatialAxes() == 2 && window.padLow().equals(window.padHigh());
        for (int i = 0; fits && i < 2; i++) {
            int padding = window.padLow().get(i);
            fits = window.dilation().get(i) == 1
                    && padding >= 0
                    && 2 * padding <= window.size().get(i);
        }
        return fits;
    }

    private static Runnable average(Window window, Region x, Region y) {
        long[] arguments = {
            window.size().get(0),
            window.size().get(1),
            window.stride().get(0),
            window.stride().get(1),
            window.padLow().get(0),
            window.padLow().get(1),
            1,
            1,
            0,
            1,
            0
        };
        return NativeCall.of("avgpool2d", new INDArray[] {Arrays.of(x)}, new INDArray[] {Arrays.of(y)}, arguments);
    }
}
