package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.conformance.Samples;
import dev.cortado.conformance.kit.Workbench;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"cpu", "gpu"})
class ConvolutionTest {

    private final String family;
    private final Workbench bench;

    ConvolutionTest(String family) {
        this.family = family;
        OnDevice.assumeUsable();
        bench = new Workbench(new OpenClProvider(), OnDevice.options(family));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** What lies beside an image in packed memory must not reach the gradient. */
    @Test
    void infinityStaysWhereItIs() {
        Convolution op = Convolution.of(2).withPadding(new int[] {1, 1}, new int[] {1, 1});
        HostTensor x = new Samples(1).random(DType.FLOAT32, 2, 3, 17, 17);
        x.floats()[0] = Float.POSITIVE_INFINITY;
        HostTensor w = new Samples(2).random(DType.FLOAT32, 4, 3, 3, 3);
        HostTensor dy = new Samples(3).random(DType.FLOAT32, 2, 4, 17, 17);
        checkFinite(op, x, w);
        checkFinite(new ConvolutionWeightGradient(op, w.shape()), x, dy);
    }

    /** The kit lets products be non-finite where they need not be; these kernels promise that they are not. */
    private void checkFinite(Op op, HostTensor... operands) {
        bench.check(op, operands);
        HostTensor found = bench.run(op, operands).get(0);
        try (Workbench reference = new Workbench(new ReferenceProvider(), BackendOptions.of(1))) {
            HostTensor expected = reference.run(op, operands).get(0);
            for (int i = 0; i < expected.spec().elements(); i++) {
                assertThat(Double.isFinite(found.get(i)))
                        .as("%s, element %d", op, i)
                        .isEqualTo(Double.isFinite(expected.get(i)));
            }
        }
    }

    /** The cases of the kit are worth nothing if all of them run by definition. */
    @Test
    void largeOnesAreComputedInBlocks() {
        Convolution op = Convolution.of(2).withPadding(new int[] {1, 1}, new int[] {1, 1});
        TensorSpec x = TensorSpec.of(DType.FLOAT32, 8, 64, 32, 32);
        TensorSpec w = TensorSpec.of(DType.FLOAT32, 64, 64, 3, 3);
        TensorSpec m = TensorSpec.of(DType.FLOAT32, 64, 64);
        List<String> plain = new ArrayList<>();
        try (Backend backend = OnDevice.family(family)) {
            for (Op each : List.<Op>of(
                    op, new ConvolutionInputGradient(op, x.shape()), new ConvolutionWeightGradient(op, w.shape()))) {
                List<TensorSpec> operands = each == op
                        ? List.of(x, w)
                        : each instanceof ConvolutionInputGradient ? List.of(w, x) : List.of(x, x);
                describe(backend, each, operands, plain);
            }
            describe(backend, new MatMul(false, false), List.of(m, m), plain);
            describe(backend, new MatMul(false, true), List.of(m, m), plain);
            describe(backend, new MatMul(true, false), List.of(m, m), plain);
        }
        assertThat(plain).doesNotContain("direct");
    }

    private static void describe(Backend backend, Op op, List<TensorSpec> operands, List<String> descriptions) {
        OpKernel kernel = backend.prepare(op, operands, op.infer(operands)).orElseThrow();
        descriptions.add(kernel.description());
    }
}
