package dev.cortado.backend.opencl;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Unary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"cpu", "gpu"})
class OperationsTest {

    private final Agreement agreement;

    OperationsTest(String family) {
        agreement = new Agreement(OnDevice.family(family));
    }

    @AfterEach
    void close() {
        agreement.close();
    }

    private static final int[] LENGTHS = {0, 1, 7, 13, 16, 207, 5000};

    @ParameterizedTest
    @EnumSource(Unary.Kind.class)
    void unary(Unary.Kind kind) {
        for (int n : LENGTHS) {
            if (kind == Unary.Kind.NOT) {
                agreement.checkExact(new Unary(kind), Samples.random(n, DType.BOOL, n));
                continue;
            }
            agreement.check(new Unary(kind), Samples.random(n, DType.FLOAT32, n));
            agreement.check(new Unary(kind), Samples.special(n, n));
            agreement.check(new Unary(kind), Samples.random(n, DType.FLOAT64, n));
            if (kind.compareTo(Unary.Kind.SIGN) <= 0) {
                agreement.checkExact(new Unary(kind), Samples.random(n, DType.INT32, n));
                agreement.checkExact(new Unary(kind), Samples.random(n, DType.INT64, n));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.Kind.class)
    void binary(Binary.Kind kind) {
        for (int n : LENGTHS) {
            if (kind.isPredicate()) {
                agreement.checkExact(
                        new Binary(kind), Samples.random(n, DType.BOOL, n), Samples.random(n + 1, DType.BOOL, n));
            }
            if (kind.isLogic()) {
                continue;
            }
            agreement.check(new Binary(kind), Samples.special(n, n), Samples.special(n + 9, n));
            agreement.check(new Binary(kind), Samples.ties(n, n), Samples.ties(n + 9, n));
            agreement.check(
                    new Binary(kind), Samples.random(n, DType.FLOAT64, n), Samples.random(n + 9, DType.FLOAT64, n));
            if (kind != Binary.Kind.POWER) {
                for (DType dtype : new DType[] {DType.INT32, DType.INT64, DType.UINT8}) {
                    agreement.checkExact(
                            new Binary(kind), Samples.random(n, dtype, n), Samples.random(n + 9, dtype, n));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Binary.Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AND", "OR", "XOR"})
    void scalarBinary(Binary.Kind kind) {
        for (double number : new double[] {0, 2, -0.3, 1e-3}) {
            for (boolean first : new boolean[] {false, true}) {
                ScalarBinary op = new ScalarBinary(kind, (float) number, first);
                agreement.check(op, Samples.special(5, 207));
                if (kind != Binary.Kind.POWER && number == Math.rint(number)) {
                    agreement.checkExact(op, Samples.random(6, DType.INT32, 33));
                    agreement.checkExact(op, Samples.random(6, DType.UINT8, 33));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void cast(DType to) {
        for (DType from : DType.values()) {
            if (from == DType.FLOAT32) {
                agreement.checkExact(new Cast(to), Samples.special(3, 207));
            }
            agreement.checkExact(new Cast(to), Samples.random(3, from, 207));
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void select(DType dtype) {
        for (int n : LENGTHS) {
            agreement.checkExact(
                    new Select(),
                    Samples.random(n, DType.BOOL, n),
                    Samples.random(n + 1, dtype, n),
                    Samples.random(n + 2, dtype, n));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 0.999})
    void dropout(double rate) {
        agreement.check(new Dropout(rate), Samples.random(1, DType.FLOAT32, 5, 41), Samples.words(2, 5, 41));
    }

    @Test
    void activations() {
        for (int n : LENGTHS) {
            HostTensor x = Samples.special(n, n);
            HostTensor dy = Samples.special(n + 1, n);
            agreement.check(new Relu(), x);
            agreement.check(new LeakyRelu(0.1f), x);
            agreement.check(new RectifierGradient(0), x, dy);
            agreement.check(new RectifierGradient(0.1f), x, dy);
            agreement.check(new Sigmoid(), x);
        }
    }

    @Test
    void argMax() {
        for (DType dtype : DType.values()) {
            HostTensor x = Samples.random(4, dtype, 3, 7, 5);
            for (int axis = 0; axis < 3; axis++) {
                agreement.checkExact(new ArgMax(axis), x);
            }
        }
        agreement.checkExact(new ArgMax(1), Samples.special(4, 50, 9));
        agreement.checkExact(new ArgMax(1), Samples.ties(4, 50, 9));
        agreement.checkExact(new ArgMax(1), HostTensor.zeros(new TensorSpec(DType.FLOAT32, Shape.of(0, 3))));
    }
}
