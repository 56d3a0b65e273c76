package dev.cortado.backend.cpu;

import dev.cortado.api.kernel.HostKernel;
import dev.cortado.backend.cpu.kernel.convolution.ConvolutionKernels;
import dev.cortado.backend.cpu.kernel.convolution.InputGradientKernels;
import dev.cortado.backend.cpu.kernel.convolution.WeightGradientKernels;
import dev.cortado.backend.cpu.kernel.elementwise.ElementwiseKernels;
import dev.cortado.backend.cpu.kernel.last.convolution.LastConvolutionKernels;
import dev.cortado.backend.cpu.kernel.last.depthwise.DepthwiseLastKernels;
import dev.cortado.backend.cpu.kernel.last.normalize.LastNormalizationKernels;
import dev.cortado.backend.cpu.kernel.last.window.LastWindowKernels;
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
import dev.cortado.backend.cpu.lower.LayoutPropagation;
import dev.cortado.backend.cpu.lower.LoweringRule;
import dev.cortado.backend.cpu.lower.MatMulFusion;
import dev.cortado.backend.cpu.lower.NormalizationFusion;
import java.util.List;
import java.util.stream.Stream;

/** The kernels and rewritings of this backend. */
final class Catalog {

    private Catalog() {}

    /** Returns all kernels, in order of preference. */
    static List<HostKernel.Factory> factories() {
        return Stream.concat(faster().stream(), needed().stream()).toList();
    }

    /** Returns kernels that may be taken out, one or all: a plain one or a decomposition does the same, only slower. */
    static List<HostKernel.Factory> faster() {
        return List.of(
                new LastConvolutionKernels(),
                new DepthwiseLastKernels(),
                new LastWindowKernels(),
                new InputGradientKernels(),
                new WeightGradientKernels(),
                new ElementwiseKernels(),
                new ReduceKernels(),
                new WindowKernels(),
                new LastNormalizationKernels(),
                new NormalizationKernels(),
                new SoftmaxKernels());
    }

    /** Returns kernels that nothing else does the work of; they come after the faster ones. */
    static List<HostKernel.Factory> needed() {
        return List.of(
                new ConvolutionKernels(),
                new MatMulKernels(),
                new MoveKernels(),
                new LineKernels(),
                new GeneratorKernels(),
                new PlainElementwise(),
                new PlainReductions(),
                new PlainWindows());
    }

    /** Returns rewritings into operations of this backend; they may be taken out too. */
    static List<LoweringRule> rules() {
        return List.of(
                new ConvolutionFusion(),
                new LayoutPropagation(),
                new NormalizationFusion(),
                new MatMulFusion(),
                new ElementwiseFusion());
    }
}
