package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.Region;
import dev.cortado.backend.nd4j.lower.ConvolutionGradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Both gradients of a convolution by one operation of oneDNN; where one alone is needed, the other one is thrown away. */
public final class ConvolutionGradientKernels implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        for (TensorSpec spec : in) {
            if (spec.elements() == 0) {
                return Optional.empty();
            }
        }
        if (op instanceof ConvolutionGradients both && fits(both.convolution())) {
            return Optional.of(kernel(
                    both.convolution(),
                    List.of(),
                    (x, y, w) -> bind(both.convolution(), x.get(0), x.get(1), x.get(2), y.get(0), y.get(1))));
        }
        if (op instanceof ConvolutionInputGradient gradient && fits(gradient.forward())) {
            List<TensorSpec> unused = List.of(out.get(0), in.get(0));
            return Optional.of(kernel(
                    gradient.forward(),
                    unused,
                    (x, y, w) -> bind(gradient.forward(), w.get(0), x.get(0), x.get(1), y.get(0), w.get(1))));
        }
        if (op instanceof ConvolutionWeightGradient gradient && fits(gradient.forward())) {
            if (SwappedWeightGradient.fits(gradient.forward(), gradient.kernelShape())) {
                return Optional.of(SwappedWeightGradient.kernel(gradient.forward()));
            }
            List<TensorSpec> unused = List.of(out.get(0), in.get(0));
            return Optional.of(kernel(
                    gradient.forward(),
                    unused,
                    (x, y, w) -> bind(gradient.forward(), x.get(0), w.get(0), x.get(1), w.get(1), y.get(0))));
        }
        return Optional.empty();
    }

    private static boolean fits(Convolution op) {
        return ConvolutionGeometry.knows(op) && ConvolutionGeometry.isPlain(op);
    }

    private static Kernel kernel(Convolution op, List<TensorSpec> workspace, Kernel.Binding binding) {
        ConvolutionGeometry geometry = ConvolutionGeometry.of(op);
        String name = geometry.operation() + "_bp" + (geometry.isDilated() ? ", not oneDNN" : "");
        return Kernel.nd4j(name, binding).withWorkspace(workspace);
    }

    private static Runnable bind(Convolution op, Region x, Region kernel, Region dy, Region dx, Region dKernel) {
        ConvolutionGeometry geometry = ConvolutionGeometry.of(op);
        Shape shape = kernel.spec().shape();
        List<Runnable> steps = new ArrayList<>();
        for (int group = 0; group < op.groups(); group++) {
            steps.add(geometry.call(
                    geometry.operation() + "_bp",
                    new INDArray[] {geometry.image(x, group), geometry.kernel(kernel, group), geometry.image(dy, group)
                    },
                    new INDArray[] {geometry.image(dx, group), geometry.kernel(dKernel, group)},
                    shape));
        }
        return Steps.of(steps);
    }
}
