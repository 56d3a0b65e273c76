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
 * A binary function of each element and a number that is fixed in the graph.
 *
 * <p>What varies between steps, such as a learning rate, must be an operand instead.
 *
 * @param kind which function; not logic
 * @param number the number, rounded to a floating operand's type; for an integer operand it must be one of its numbers
 * @param numberFirst whether the number is the left operand
 */
@Stability.Stable
public record ScalarBinary(Binary.Kind kind, double number, boolean numberFirst) implements Differentiable {

    @Override
    public String name() {
        return "cortado.scalar_" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        if (kind.isLogic()) {
            throw new ShapeException(name() + " is not defined", "use a Binary of two truth values", null);
        }
        TensorSpec x = inputs.get(0);
        TensorSpec result = Binary.result(this, kind, x);
        if (!x.dtype().isFloating() && !isExact(x.dtype())) {
            throw new ShapeException(
                    name() + " of " + x + " and " + number + ", which is no number of that type",
                    "cast the tensor to a floating type first",
                    List.of(result));
        }
        return List.of(result);
    }

    private boolean isExact(DType dtype) {
        double low = dtype == DType.INT32 ? Integer.MIN_VALUE : dtype == DType.INT64 ? Long.MIN_VALUE : 0;
        double high = dtype == DType.INT32
                ? Integer.MAX_VALUE
                : dtype == DType.INT64 ? Long.MAX_VALUE : dtype == DType.UINT8 ? 255 : 1;
        return number == Math.rint(number) && number >= low && number <= high;
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        // x^0 and 0^x are constant wherever they are smooth; the formulas below would give 0 x infinity at 0
        if (kind.isPredicate() || kind == Binary.Kind.POWER && number == 0) {
            return Collections.singletonList(null);
        }
        Tensor dy = b.outputGradient(0);
        return Collections.singletonList(
                switch (kind) {
                    case ADD -> dy;
                    case SUBTRACT -> numberFirst ? dy.negate() : dy;
                    case MULTIPLY -> dy.multiply(number);
                    case DIVIDE ->
                        numberFirst
                                ? dy.multiply(b.output(0)).divide(b.input(0)).negate()
                                : dy.divide(number);
                    case POWER ->
                        numberFirst
                                ? dy.multiply(b.output(0)).multiply(StrictMath.log(number))
                                : dy.multiply(b.input(0).pow(number - 1).multiply(number));
                    // as clamp does elsewhere: at the bound itself the gradient passes
                    case MAXIMUM ->
                        dy.multiply(b.input(0)
                                .scalar(Binary.Kind.GREATER_EQUAL, number)
                                .cast(dy.dtype()));
                    case MINIMUM ->
                        dy.multiply(b.input(0)
                                .scalar(Binary.Kind.LESS_EQUAL, number)
                                .cast(dy.dtype()));
                    default -> throw new IllegalStateException(name() + " has no gradient rule");
                });
    }
}
