package dev.cortado.backend.opencl;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Reduce;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"cpu", "gpu"})
class ReductionTest {

    private final Agreement agreement;

    ReductionTest(String family) {
        agreement = new Agreement(OnDevice.family(family));
    }

    @AfterEach
    void close() {
        agreement.close();
    }

    private void check(Reduce.Kind kind, HostTensor x, Integer... axes) {
        agreement.check(new Reduce(kind, List.of(axes)), x);
    }

    @ParameterizedTest
    @EnumSource(Reduce.Kind.class)
    void overAnyAxes(Reduce.Kind kind) {
        HostTensor x = Samples.random(1, DType.FLOAT32, 3, 5, 4, 7);
        check(kind, x, 0, 1, 2, 3);
        check(kind, x, 3);
        check(kind, x, 0);
        check(kind, x, 1);
        check(kind, x, 0, 2, 3);
        check(kind, x, 0, 2);
        check(kind, x, 1, 3);
        check(kind, x);
        check(kind, Samples.random(1, DType.FLOAT32, 3, 1, 7), 1);
        check(kind, Samples.random(1, DType.FLOAT32, 1, 1), 0, 1);
    }

    @ParameterizedTest
    @EnumSource(Reduce.Kind.class)
    void awkwardSizes(Reduce.Kind kind) {
        for (int n : new int[] {1, 7, 13, 15, 16, 17, 207, 8192, 8193, 20001}) {
            check(kind, Samples.random(n, DType.FLOAT32, n), 0);
            check(kind, Samples.random(n, DType.FLOAT32, n, 3), 0);
            check(kind, Samples.random(n, DType.FLOAT32, 2, n), 1);
        }
        check(kind, Samples.random(3, DType.FLOAT32, 3, 2, 2100), 0);
        check(kind, Samples.random(4, DType.FLOAT32, 64, 3, 1100), 0, 2);
        check(kind, Samples.random(4, DType.FLOAT32, 700, 18), 0);
    }

    @Test
    void nanAndInfinity() {
        for (Reduce.Kind kind : new Reduce.Kind[] {Reduce.Kind.MAX, Reduce.Kind.MIN}) {
            agreement.checkExact(new Reduce(kind, List.of(1)), Samples.special(2, 40, 3));
            agreement.checkExact(new Reduce(kind, List.of(0)), Samples.special(2, 3, 40));
            agreement.checkExact(new Reduce(kind, List.of(1)), Samples.special(2, 3, 207));
        }
    }

    @ParameterizedTest
    @EnumSource(Reduce.Kind.class)
    void overNothing(Reduce.Kind kind) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.INT32, DType.UINT8}) {
            agreement.checkExact(new Reduce(kind, List.of(0)), HostTensor.zeros(TensorSpec.of(dtype, 0, 3)));
            agreement.checkExact(new Reduce(kind, List.of(1)), HostTensor.zeros(TensorSpec.of(dtype, 0, 3)));
        }
    }

    @ParameterizedTest
    @EnumSource(Reduce.Kind.class)
    void otherTypes(Reduce.Kind kind) {
        for (DType dtype : new DType[] {DType.FLOAT64, DType.INT32, DType.INT64, DType.UINT8}) {
            HostTensor x = Samples.random(5, dtype, 3, 4, 5);
            agreement.check(new Reduce(kind, List.of(0, 2)), x);
            agreement.check(new Reduce(kind, List.of(1)), x);
        }
    }
}
