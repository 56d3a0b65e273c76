package dev.cortado.conformance.oracle;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** Arithmetic on float64 host tensors, as the oracle needs it for its bounds. */
final class Numbers {

    private Numbers() {}

    static HostTensor make(TensorSpec spec, IntToDoubleFunction element) {
        HostTensor result = HostTensor.zeros(spec.with(DType.FLOAT64));
        for (int i = 0; i < spec.elements(); i++) {
            result.doubles()[i] = element.applyAsDouble(i);
        }
        return result;
    }

    static HostTensor map(HostTensor x, DoubleUnaryOperator function) {
        return make(x.spec(), i -> function.applyAsDouble(x.get(i)));
    }

    static HostTensor abs(HostTensor x) {
        return map(x, Math::abs);
    }

    /** Adds tensors of one shape; null counts as zeros. */
    static HostTensor add(HostTensor a, HostTensor b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return make(a.spec(), i -> a.get(i) + b.get(i));
    }

    /** Multiplies where 0 times anything is 0: no error stays no error. */
    static double times(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }
}
