package dev.cortado.backend.reference.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.op.Backward;
import dev.cortado.api.op.Differentiable;
import dev.cortado.backend.reference.EagerScope;
import dev.cortado.backend.reference.ReferenceBackend;
import java.util.List;
import java.util.function.Function;

/**
 * The inputs of a golden case as tensors of one type on the reference backend, and the comparison with what is
 * expected.
 *
 * <p>The bound is Higham's (Accuracy and Stability of Numerical Algorithms, 2002, section 3.1): two sums of the same K
 * terms in float64 differ by less than 2 K u times the sum of the absolute terms, which is computed by running the same
 * on absolute values. In float32 a result is rounded once more, and once more when a bias is added.
 */
final class Golden {

    private final GoldenCase golden;
    private final DType dtype;
    private final EagerScope scope;
    private final boolean absolute;

    private Golden(GoldenCase golden, DType dtype, EagerScope scope, boolean absolute) {
        this.golden = golden;
        this.dtype = dtype;
        this.scope = scope;
        this.absolute = absolute;
    }

    /** Computes a tensor in float64 and in float32 and compares it with the expected one. */
    static void check(GoldenCase golden, String expected, long terms, Function<Golden, Tensor> computation) {
        try (ReferenceBackend backend = new ReferenceBackend()) {
            EagerScope scope = new EagerScope(backend);
            HostTensor sums = computation
                    .apply(new Golden(golden, DType.FLOAT64, scope, true))
                    .value();
            for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
                HostTensor actual = computation
                        .apply(new Golden(golden, dtype, scope, false))
                        .value();
                compare(actual, golden.tensor(expected), sums, terms, golden.name() + " " + expected);
            }
        }
    }

    private static void compare(HostTensor actual, HostTensor expected, HostTensor sums, long terms, String what) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        double units = 2 * terms * 0x1p-53 + (actual.dtype() == DType.FLOAT32 ? 2 * 0x1p-24 : 0);
        for (int i = 0; i < actual.spec().elements(); i++) {
            double error = Math.abs(actual.get(i) - expected.get(i));
            assertThat(error)
                    .as("error of %s[%d] in %s", what, i, actual.dtype())
                    .isLessThanOrEqualTo(units * sums.get(i));
        }
    }

    /** Returns an input of the case; its absolute values where the bound is computed. */
    Tensor input(String name) {
        Tensor tensor = signed(name);
        return absolute ? tensor.abs() : tensor;
    }

    /** Returns an input of the case with its signs even where the bound is computed. */
    Tensor signed(String name) {
        return scope.tensor(golden.tensor(name).cast(dtype));
    }

    /** Returns the gradients that an operation's own rule gives. */
    List<Tensor> gradients(Differentiable op, Tensor upstream, Tensor... inputs) {
        List<Tensor> operands = List.of(inputs);
        List<Tensor> outputs = scope.apply(op, operands);
        return op.gradient(new Backward() {
            @Override
            public int inputCount() {
                return operands.size();
            }

            @Override
            public Tensor input(int index) {
                return operands.get(index);
            }

            @Override
            public Tensor output(int index) {
                return outputs.get(index);
            }

            @Override
            public Tensor outputGradient(int index) {
                return upstream;
            }

            @Override
            public boolean hasOutputGradient(int index) {
                return true;
            }

            @Override
            public boolean needs(int index) {
                return true;
            }
        });
    }
}
