package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A function of two elements at the same place; operands have one shape and type.
 *
 * @param kind which function
 */
@Stability.Stable
public record Binary(Kind kind) implements Differentiable {

    /** The functions. Arithmetic keeps the operands' type, comparisons give {@link DType#BOOL}. */
    public enum Kind {
        /** {@code a + b}. */
        ADD,
        /** {@code a - b}. */
        SUBTRACT,
        /** {@code a * b}. */
        MULTIPLY,
        /** {@code a / b}; integers towards zero, and 0 where b is 0. */
        DIVIDE,
        /** {@code a ^ b}; floating types; special values as {@link Math#pow} has them. */
        POWER,
        /** The larger; NaN wins, +0 is above -0; of equal ones each takes half of the gradient. */
        MAXIMUM,
        /** The smaller; NaN wins, -0 is below +0; of equal ones each takes half of the gradient. */
        MINIMUM,
        /** {@code a == b}; false if one is NaN. */
        EQUAL,
        /** {@code a != b}; true if one is NaN. */
        NOT_EQUAL,
        /** {@code a < b}. */
        LESS,
        /** {@code a <= b}. */
        LESS_EQUAL,
        /** {@code a > b}. */
        GREATER,
        /** {@code a >= b}. */
        GREATER_EQUAL,
        /** Both truth values. */
        AND,
        /** Either truth value. */
        OR,
        /** Exactly one of the truth values. */
        XOR;

        /** Tells whether the result is a truth value. */
        public boolean isPredicate() {
            return isComparison() || isLogic();
        }

        /** Tells whether two numbers are compared. */
        public boolean isComparison() {
            return switch (this) {
                case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
                default -> false;
            };
        }

        /** Tells whether the operands are truth values. */
        public boolean isLogic() {
            return this == AND || this == OR || this == XOR;
        }
    }

    @Override
    public String name() {
        return "cortado." + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        ShapeRules.sameType(this, inputs.get(0), inputs.get(1));
        ShapeRules.sameShape(this, inputs.get(0), inputs.get(1));
        return List.of(result(this, kind, inputs.get(0)));
    }

    /** Checks the operands' type and returns the result's spec. */
    static TensorSpec result(Op op, Kind kind, TensorSpec x) {
        if (kind.isLogic()) {
            ShapeRules.type(op, x, DType.BOOL);
        } else if (x.dtype() == DType.BOOL && !kind.isPredicate()) {
            throw new ShapeException(op.name() + " is not defined for " + x, "cast it first", List.of(x));
        } else if (kind == Kind.POWER) {
            ShapeRules.floating(op, x);
        }
        return kind.isPredicate() ? x.with(DType.BOOL) : x;
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        if (kind.isPredicate()) {
            return Arrays.asList(null, null);
        }
        Tensor dy = b.outputGradient(0);
        return Arrays.asList(b.needs(0) ? left(b, dy) : null, b.needs(1) ? right(b, dy) : null);
    }

    private Tensor left(Backward b, Tensor dy) {
        return switch (kind) {
            case ADD, SUBTRACT -> dy;
            case MULTIPLY -> dy.multiply(b.input(1));
            case DIVIDE -> dy.divide(b.input(1));
            case POWER -> {
                // x^0 is constant, where the formula would give 0 x infinity at x = 0
                Tensor exponent = b.input(1);
                Tensor slope = exponent.multiply(b.input(0).pow(exponent.subtract(1)));
                Tensor constant = exponent.scalar(Kind.EQUAL, 0);
                yield dy.multiply(constant.select(exponent.filled(exponent.shape(), 0), slope));
            }
            case MAXIMUM, MINIMUM -> dy.multiply(share(b, 0, 1));
            default -> throw new IllegalStateException(name() + " has no gradient rule");
        };
    }

    private Tensor right(Backward b, Tensor dy) {
        return switch (kind) {
            case ADD -> dy;
            case SUBTRACT -> dy.negate();
            case MULTIPLY -> dy.multiply(b.input(0));
            case DIVIDE -> dy.multiply(b.output(0)).divide(b.input(1)).negate();
            case POWER -> {
                // 0^b is 0 for all b > 0, where the formula would give 0 x -infinity
                Tensor base = b.input(0);
                Tensor safe = base.scalar(Kind.EQUAL, 0).select(base.filled(base.shape(), 1), base);
                yield dy.multiply(b.output(0)).multiply(safe.log());
            }
            case MAXIMUM, MINIMUM -> dy.multiply(share(b, 1, 0));
            default -> throw new IllegalStateException(name() + " has no gradient rule");
        };
    }

    /** Returns 1 where operand {@code mine} was taken, 1/2 in a tie, 0 elsewhere. */
    private Tensor share(Backward b, int mine, int other) {
        Tensor x = b.input(mine);
        Tensor y = b.input(other);
        Tensor taken = (kind == Kind.MAXIMUM ? x.greater(y) : x.less(y)).cast(x.dtype());
        return taken.add(x.equalTo(y).cast(x.dtype()).multiply(0.5));
    }
}
