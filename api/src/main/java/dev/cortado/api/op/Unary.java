package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A function of each element.
 *
 * @param kind which function
 */
@Stability.Stable
public record Unary(Kind kind) implements Differentiable {

    /** The functions; results have the operand's type. */
    public enum Kind {
        /** {@code -x}. */
        NEGATE,
        /** {@code |x|}; its derivative at 0 is 0. */
        ABS,
        /** -1, 0 or 1; NaN and the sign of a zero stay; derivative 0. */
        SIGN,
        /** {@code e^x}; floating types. */
        EXP,
        /** Natural logarithm; NaN below 0; floating types. */
        LOG,
        /** Square root; NaN below 0; floating types. */
        SQRT,
        /** Hyperbolic tangent; floating types. */
        TANH,
        /** Error function; floating types. */
        ERF,
        /** The largest whole number not above x; derivative 0; floating types. */
        FLOOR,
        /** The nearest whole number, halves to the even one; derivative 0; floating types. */
        ROUND,
        /** Negation of a truth value. */
        NOT
    }

    @Override
    public String name() {
        return "cortado." + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        TensorSpec x = inputs.get(0);
        if (kind == Kind.NOT) {
            ShapeRules.type(this, x, DType.BOOL);
        } else if (x.dtype() == DType.BOOL || x.dtype() == DType.UINT8) {
            throw new ShapeException(name() + " is not defined for " + x, "cast it first", List.of(x));
        } else if (kind != Kind.NEGATE && kind != Kind.ABS && kind != Kind.SIGN) {
            ShapeRules.floating(this, x);
        }
        return List.of(x);
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor dy = b.outputGradient(0);
        return Collections.singletonList(
                switch (kind) {
                    case NEGATE -> dy.negate();
                    case ABS -> dy.multiply(b.input(0).unary(Kind.SIGN));
                    case EXP -> dy.multiply(b.output(0));
                    case LOG -> dy.divide(b.input(0));
                    case SQRT -> dy.multiply(0.5).divide(b.output(0));
                    case TANH -> dy.multiply(b.output(0).multiply(b.output(0)).scalarLeft(Binary.Kind.SUBTRACT, 1));
                    case ERF -> {
                        Tensor x = b.input(0);
                        yield dy.multiply(x.multiply(x).negate().exp().multiply(2 / Math.sqrt(Math.PI)));
                    }
                    case SIGN, FLOOR, ROUND, NOT -> null;
                });
    }
}
