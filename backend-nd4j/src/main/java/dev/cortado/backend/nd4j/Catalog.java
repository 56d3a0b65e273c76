package dev.cortado.backend.nd4j;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import dev.cortado.backend.nd4j.engine.ConvolutionGradientKernels;
import dev.cortado.backend.nd4j.engine.ConvolutionKernels;
import dev.cortado.backend.nd4j.engine.MatMulKernels;
import dev.cortado.backend.nd4j.engine.NormalizationKernels;
import dev.cortado.backend.nd4j.engine.SoftmaxKernels;
import dev.cortado.backend.nd4j.engine.StrictTransform;
import dev.cortado.backend.nd4j.engine.SumPooling;
import dev.cortado.backend.nd4j.host.ChainLoop;
import dev.cortado.backend.nd4j.host.ChannelGradient;
import dev.cortado.backend.nd4j.host.ElementwiseLoops;
import dev.cortado.backend.nd4j.host.GeneratorLoops;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.LineLoops;
import dev.cortado.backend.nd4j.host.MoveLoops;
import dev.cortado.backend.nd4j.host.ReduceLoop;
import dev.cortado.backend.nd4j.host.WindowLoops;
import java.util.List;
import java.util.Optional;

/** The kernels of this backend, in order of preference: operations of ND4J first, loops in Java for what it lacks. */
final class Catalog {

    private static final List<Kernel.Factory> FACTORIES = List.of(
            new ConvolutionKernels(),
            new ConvolutionGradientKernels(),
            new MatMulKernels(),
            new SoftmaxKernels(),
            new NormalizationKernels(),
            new ChannelGradient(),
            new SumPooling(),
            new StrictTransform(),
            new ChainLoop(),
            new ElementwiseLoops(),
            new ReduceLoop(),
            new MoveLoops(),
            new LineLoops(),
            new GeneratorLoops(),
            new WindowLoops());

    private Catalog() {}

    static Optional<Kernel> find(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        for (Kernel.Factory factory : FACTORIES) {
            Optional<Kernel> kernel = factory.prepare(op, inputs, outputs);
            if (kernel.isPresent()) {
                return kernel;
            }
        }
        return Optional.empty();
    }
}
