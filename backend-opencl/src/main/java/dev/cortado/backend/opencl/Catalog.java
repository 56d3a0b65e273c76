package dev.cortado.backend.opencl;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import dev.cortado.backend.opencl.kernel.ConvolutionKernels;
import dev.cortado.backend.opencl.kernel.KernelFactory;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.LineKernels;
import dev.cortado.backend.opencl.kernel.MatMulKernels;
import dev.cortado.backend.opencl.kernel.NormalizationKernels;
import dev.cortado.backend.opencl.kernel.ReduceKernels;
import dev.cortado.backend.opencl.kernel.SoftmaxKernels;
import dev.cortado.backend.opencl.kernel.StructureKernels;
import dev.cortado.backend.opencl.kernel.Target;
import dev.cortado.backend.opencl.kernel.WindowKernels;
import dev.cortado.backend.opencl.kernel.elementwise.ElementwiseKernels;
import dev.cortado.backend.opencl.kernel.panel.PanelKernels;
import dev.cortado.backend.opencl.kernel.panel.ProductKernels;
import dev.cortado.backend.opencl.kernel.tile.TileKernels;
import java.util.List;
import java.util.Optional;

/** The kernels of this backend, in order of preference. */
final class Catalog {

    private Catalog() {}

    static List<KernelFactory> factories() {
        List<KernelFactory> factories = List.of(
                new ElementwiseKernels(),
                new TileKernels(),
                new PanelKernels(),
                new ConvolutionKernels(),
                new ProductKernels(),
                new MatMulKernels(),
                new ReduceKernels(),
                new WindowKernels(),
                new NormalizationKernels(),
                new SoftmaxKernels(),
                new StructureKernels(),
                new LineKernels());
        return factories.stream().map(Catalog::withoutEmptyResults).toList();
    }

    /** Lets nothing be launched where there is nothing to compute. */
    private static KernelFactory withoutEmptyResults(KernelFactory factory) {
        return (Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) -> {
            Optional<KernelPlan> plan = factory.prepare(op, inputs, outputs, target);
            boolean empty = outputs.stream().allMatch(spec -> spec.elements() == 0);
            return empty ? plan.map(full -> KernelPlan.of("nothing to compute")) : plan;
        };
    }
}
