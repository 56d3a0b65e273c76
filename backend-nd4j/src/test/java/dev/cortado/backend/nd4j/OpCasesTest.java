package dev.cortado.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.conformance.OpCase;
import dev.cortado.conformance.OpCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Nd4jRequired.class)
class OpCasesTest {

    @TestFactory
    Stream<DynamicTest> float32() {
        return OpCases.all().stream()
                .map(test -> DynamicTest.dynamicTest(test.toString(), () -> check(test, DType.FLOAT32)));
    }

    @TestFactory
    Stream<DynamicTest> float64() {
        return OpCases.all().stream()
                .map(test -> DynamicTest.dynamicTest(test.toString(), () -> check(test, DType.FLOAT64)));
    }

    @Test
    void thereAreCases() {
        assertThat(OpCases.all()).hasSizeGreaterThan(300);
    }

    private static void check(OpCase test, DType dtype) {
        HostTensor[] given = test.operands().stream()
                .map(operand -> operand.dtype() == DType.FLOAT64 ? operand.cast(dtype) : operand)
                .toArray(HostTensor[]::new);
        HostTensor[] wide = Stream.of(given)
                .map(operand -> operand.dtype() == DType.FLOAT32 ? operand.cast(DType.FLOAT64) : operand)
                .toArray(HostTensor[]::new);
        Op op = rounded(test.op(), dtype);
        List<HostTensor> expected = BackendScope.runOn("reference", 1, op, wide);
        List<HostTensor> absolute =
                Bounds.isSumOfProducts(op) ? BackendScope.runOn("reference", 1, op, Bounds.absolute(wide)) : null;
        List<HostTensor> found = BackendScope.runOn("nd4j", 2, op, given);
        for (int i = 0; i < expected.size(); i++) {
            HostTensor scale = absolute == null ? scale(op, expected.get(i)) : absolute.get(i);
            Bounds.of(op, given).check(op + " result " + i, found.get(i), expected.get(i), scale);
        }
    }

    /** A number in an operation is one of the operand's type. */
    private static Op rounded(Op op, DType dtype) {
        return dtype == DType.FLOAT32 && op instanceof ScalarBinary scalar
                ? new ScalarBinary(scalar.kind(), (float) scalar.number(), scalar.numberFirst())
                : op;
    }

    /** Terms of a normalization, or of a logarithm of sums, are about 1 whatever cancels, and the largest result at most. */
    private static HostTensor scale(Op op, HostTensor expected) {
        boolean cancels = op instanceof BatchNormTraining
                || op instanceof BatchNormInference
                || op instanceof BatchNormGradient
                || op instanceof LogSoftmax
                || op instanceof SoftmaxCrossEntropy;
        if (!cancels) {
            return expected;
        }
        double largest = 1;
        for (int i = 0; i < expected.spec().elements(); i++) {
            largest = Math.max(largest, Math.abs(expected.get(i)));
        }
        return HostTensor.filled(expected.spec(), largest);
    }
}
