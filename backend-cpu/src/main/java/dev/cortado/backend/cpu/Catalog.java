package dev.cortado.backend.cpu;

import dev.cortado.api.kernel.HostKernel;
import dev.cortado.backend.cpu.kernel.convolution.ConvolutionKernels;
import dev.cortado.backend.cpu.kernel.elementwise.ElementwiseKernels;
import dev.cortado.backend.cpu.kernel.matmul.MatMulKernels;
import dev.cortado.backend.cpu.kernel.normalize.NormalizationKernels;
import dev.cortado.backend.cpu.kernel.plain.GeneratorKernels;
import dev.cortado.backend.cpu.kernel.plain.LineKernels;
import dev.cortado.backend.cpu.kernel.plain.PlainElementwise;
import dev.cortado.backend.cpu.kernel.plain.PlainReductions;
import dev.cortado.backend.cpu.kernel.plain.PlainWindows;
import dev.cortado.backend.cpu.kernel.reduce.ReduceKernels;
import dev.cortado.backend.cpu.kernel.softmax.SoftmaxKernels;
import dev.cortado.backend.cpu.kernel.structure.MoveKernels;
import dev.cortado.backend.cpu.kernel.window.WindowKernels;
import dev.cortado.backend.cpu.lower.ConvolutionFusion;
import dev.cortado.backend.cpu.lower.ElementwiseFusion;
import dev.cortado.backend.cpu.lower.LoweringRule;
import dev.cortado.backend.cpu.lower.MatMulFusion;
import java.util.List;

/**
 * The kernels and rewritings of this backend, in order of preference.
 *
 * <p>A line that stands above a plain one may be taken out: what it covered is then done by the plain one or by a
 * decomposition, only slower.
 */
final class Catalog {

    private Catalog() {}

    static List<HostKernel.Factory> factories() {
        return List.of(
                new ConvolutionKernels(),
                new MatMulKernels(),
                new ElementwiseKernels(),
                new ReduceKernels(),
                new WindowKernels(),
                new NormalizationKernels(),
                new SoftmaxKernels(),
                new MoveKernels(),
                new LineKernels(),
                new GeneratorKernels(),
                new PlainElementwise(),
                new PlainReductions(),
                new PlainWindows());
    }

    static List<LoweringRule> rules() {
        return List.of(new ConvolutionFusion(), new MatMulFusion(), new ElementwiseFusion());
    }
}
