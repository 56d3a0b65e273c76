package dev.cortado.backend.opencl.kernel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import java.util.List;
import java.util.Optional;

/** Plans softmax, its logarithm and the cross-entropy of scores, each in one pass per line. */
public final class SoftmaxKernels implements KernelFactory {

    private static final int GRAIN = 256;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        if (op instanceof Softmax softmax) {
            return Optional.of(plan("softmax", inputs.get(0), softmax.axis(), target, in(0), out(0)));
        }
        if (op instanceof LogSoftmax softmax) {
            return Optional.of(plan("log_softmax", inputs.get(0), softmax.axis(), target, in(0), out(0)));
        }
        if (op instanceof SoftmaxCrossEntropy entropy) {
            Argument smoothing = new Argument.Number(inputs.get(0).dtype(), entropy.labelSmoothing());
            return Optional.of(
                    plan("cross_entropy", inputs.get(0), 1, target, in(0), in(1), out(0), out(1), smoothing));
        }
        return Optional.empty();
    }

    private static KernelPlan plan(String entry, TensorSpec x, int axis, Target target, Argument... given) {
        Lines lines = Lines.of(x.shape(), axis);
        boolean smoothed = given.length > 4;
        Argument[] arguments = new Argument[given.length + 3];
        int memory = smoothed ? 4 : given.length;
        System.arraycopy(given, 0, arguments, 0, memory);
        arguments[memory] = of(lines.count());
        arguments[memory + 1] = of(lines.size());
        arguments[memory + 2] = of(lines.inner());
        if (smoothed) {
            arguments[memory + 3] = given[memory];
        }
        String source = target.sources().of("softmax", x.dtype());
        int grain = Math.max(1, GRAIN / Math.max(1, lines.size()));
        return KernelPlan.of("lines", target.each(source, entry, lines.count(), grain, arguments));
    }
}
