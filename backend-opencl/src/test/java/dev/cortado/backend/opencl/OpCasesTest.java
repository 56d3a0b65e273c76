package dev.cortado.backend.opencl;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.conformance.OpCase;
import dev.cortado.conformance.OpCases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every case of the kit, in both floating types and with the kernels of both families. */
class OpCasesTest {

    /** A number in the graph is rounded to the operands' type, as the reference in float64 does not. */
    private static Op rounded(Op op, DType dtype) {
        return op instanceof ScalarBinary scalar && dtype == DType.FLOAT32
                ? new ScalarBinary(scalar.kind(), (float) scalar.number(), scalar.numberFirst())
                : op;
    }

    @ParameterizedTest
    @CsvSource({"cpu,FLOAT32", "cpu,FLOAT64", "gpu,FLOAT32", "gpu,FLOAT64"})
    void agreesWithTheReference(String family, DType dtype) {
        List<String> failures = new ArrayList<>();
        try (Agreement agreement = new Agreement(OnDevice.family(family))) {
            for (OpCase example : OpCases.all()) {
                HostTensor[] operands = example.operands().stream()
                        .map(x -> x.dtype() == DType.FLOAT64 ? x.cast(dtype) : x)
                        .toArray(HostTensor[]::new);
                try {
                    agreement.check(rounded(example.op(), dtype), operands);
                } catch (AssertionError | RuntimeException e) {
                    failures.add(e.toString());
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " cases differ:\n" + String.join("\n", failures));
        }
    }
}
