package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Unary;
import java.util.function.Supplier;

/**
 * The two twins of a loop, which give the same bits.
 *
 * @param scalar the one without vectors
 * @param vector gives the one with vectors, whose class is not touched where the Vector API is missing
 */
record Loops(Loop scalar, Supplier<Loop> vector) {

    static final Loops NEGATE = new Loops(ScalarArithmetic::negate, () -> VectorArithmetic::negate);
    static final Loops ABS = new Loops(ScalarArithmetic::abs, () -> VectorArithmetic::abs);
    static final Loops SIGN = new Loops(ScalarArithmetic::sign, () -> VectorArithmetic::sign);
    static final Loops SQRT = new Loops(ScalarArithmetic::sqrt, () -> VectorArithmetic::sqrt);
    static final Loops FLOOR = new Loops(ScalarArithmetic::floor, () -> VectorArithmetic::floor);
    static final Loops ROUND = new Loops(ScalarArithmetic::round, () -> VectorArithmetic::round);
    static final Loops ADD = new Loops(ScalarArithmetic::add, () -> VectorArithmetic::add);
    static final Loops SUBTRACT = new Loops(ScalarArithmetic::subtract, () -> VectorArithmetic::subtract);
    static final Loops MULTIPLY = new Loops(ScalarArithmetic::multiply, () -> VectorArithmetic::multiply);
    static final Loops DIVIDE = new Loops(ScalarArithmetic::divide, () -> VectorArithmetic::divide);
    static final Loops MAXIMUM = new Loops(ScalarArithmetic::maximum, () -> VectorArithmetic::maximum);
    static final Loops MINIMUM = new Loops(ScalarArithmetic::minimum, () -> VectorArithmetic::minimum);
    static final Loops EQUAL = new Loops(ScalarChoice::equal, () -> VectorChoice::equal);
    static final Loops NOT_EQUAL = new Loops(ScalarChoice::notEqual, () -> VectorChoice::notEqual);
    static final Loops LESS = new Loops(ScalarChoice::less, () -> VectorChoice::less);
    static final Loops LESS_EQUAL = new Loops(ScalarChoice::lessEqual, () -> VectorChoice::lessEqual);
    static final Loops GREATER = new Loops(ScalarChoice::greater, () -> VectorChoice::greater);
    static final Loops GREATER_EQUAL = new Loops(ScalarChoice::greaterEqual, () -> VectorChoice::greaterEqual);
    static final Loops NOT = new Loops(ScalarChoice::not, () -> VectorChoice::not);
    static final Loops IS_NOT_ZERO = new Loops(ScalarChoice::isNotZero, () -> VectorChoice::isNotZero);
    static final Loops SELECT = new Loops(ScalarChoice::select, () -> VectorChoice::select);
    static final Loops RELU = new Loops(ScalarChoice::relu, () -> VectorChoice::relu);
    static final Loops LEAKY_RELU = new Loops(ScalarChoice::leakyRelu, () -> VectorChoice::leakyRelu);
    static final Loops RELU_GRADIENT = new Loops(ScalarChoice::reluGradient, () -> VectorChoice::reluGradient);
    static final Loops LEAKY_RELU_GRADIENT =
            new Loops(ScalarChoice::leakyReluGradient, () -> VectorChoice::leakyReluGradient);
    static final Loops EXP = new Loops(ScalarTranscendental::exp, () -> VectorTranscendental::exp);
    static final Loops LOG = new Loops(ScalarTranscendental::log, () -> VectorTranscendental::log);
    static final Loops LOG_MANTISSA = new Loops(ScalarTranscendental::mantissa, () -> VectorTranscendental::mantissa);
    static final Loops COMPLETE_LOG =
            new Loops(ScalarTranscendental::completeLog, () -> VectorTranscendental::completeLog);
    static final Loops SIGMOID = new Loops(ScalarTranscendental::sigmoid, () -> VectorTranscendental::sigmoid);
    static final Loops TWICE_MAGNITUDE =
            new Loops(ScalarTranscendental::twiceMagnitude, () -> VectorTranscendental::twiceMagnitude);
    static final Loops TANH = new Loops(ScalarTranscendental::tanh, () -> VectorTranscendental::tanh);
    static final Loops ERF_EXPONENT =
            new Loops(ScalarTranscendental::erfExponent, () -> VectorTranscendental::erfExponent);
    static final Loops ERF = new Loops(ScalarTranscendental::erf, () -> VectorTranscendental::erf);
    static final Loops EXPONENT = new Loops(ScalarPower::exponent, () -> VectorPower::exponent);
    static final Loops POWER_RATIO = new Loops(ScalarPower::ratio, () -> VectorPower::ratio);
    static final Loops POWER_LOG_REST = new Loops(ScalarPower::logRest, () -> VectorPower::logRest);
    static final Loops LOG2 = new Loops(ScalarPower::log2, () -> VectorPower::log2);
    static final Loops LOG2_REST = new Loops(ScalarPower::log2Rest, () -> VectorPower::log2Rest);
    static final Loops PRODUCT_REST = new Loops(ScalarPower::productRest, () -> VectorPower::productRest);
    static final Loops EXP2 = new Loops(ScalarPower::exp2, () -> VectorPower::exp2);
    static final Loops COMPLETE_POWER = new Loops(ScalarPower::complete, () -> ScalarPower::complete);

    /** Returns one of the twins. */
    Loop choose(boolean vectors) {
        return vectors ? vector.get() : scalar;
    }

    static Loops of(Unary.Kind kind) {
        return switch (kind) {
            case NEGATE -> NEGATE;
            case ABS -> ABS;
            case SIGN -> SIGN;
            case EXP -> EXP;
            case SQRT -> SQRT;
            case FLOOR -> FLOOR;
            case ROUND -> ROUND;
            case NOT -> NOT;
            case LOG, TANH, ERF -> throw new IllegalArgumentException(kind + " takes several passes");
        };
    }

    /** Truth values are 1 and 0, so that "and" is a product, "or" a maximum, and "exclusive or" an inequality. */
    static Loops of(Binary.Kind kind) {
        return switch (kind) {
            case ADD -> ADD;
            case SUBTRACT -> SUBTRACT;
            case MULTIPLY, AND -> MULTIPLY;
            case DIVIDE -> DIVIDE;
            case MAXIMUM, OR -> MAXIMUM;
            case MINIMUM -> MINIMUM;
            case EQUAL -> EQUAL;
            case NOT_EQUAL, XOR -> NOT_EQUAL;
            case LESS -> LESS;
            case LESS_EQUAL -> LESS_EQUAL;
            case GREATER -> GREATER;
            case GREATER_EQUAL -> GREATER_EQUAL;
            case POWER -> throw new IllegalArgumentException(kind + " takes several passes");
        };
    }
}
