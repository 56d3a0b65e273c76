package dev.cortado.backend.nd4j;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.Tolerance;
import java.util.Arrays;

/** How far the results of an operation may lie from the reference, by the class of its algorithm. */
record Bounds(Tolerance tolerance, long terms) {

    static Bounds of(Op op, HostTensor... operands) {
        Shape first = operands.length == 0 ? Shape.scalar() : operands[0].shape();
        if (op instanceof Convolution) {
            Shape kernel = operands[1].shape();
            return new Bounds(Tolerance.DIRECT, kernel.elements(1, kernel.rank()));
        }
        if (op instanceof ConvolutionInputGradient) {
            return new Bounds(Tolerance.DIRECT, first.elements());
        }
        if (op instanceof ConvolutionWeightGradient) {
            Shape dy = operands[1].shape();
            return new Bounds(Tolerance.DIRECT, (long) dy.size(0) * dy.elements(2, dy.rank()));
        }
        if (op instanceof MatMul product) {
            return new Bounds(Tolerance.DIRECT, first.size(product.transposeLeft() ? -2 : -1));
        }
        if (op instanceof Reduce || op instanceof ScatterAddAlong || op instanceof WindowMaxGradient) {
            return new Bounds(Tolerance.DIRECT, first.elements());
        }
        if (op instanceof WindowReduce reduce) {
            boolean exact = reduce.kind() == WindowReduce.Kind.MAX;
            return new Bounds(
                    exact ? Tolerance.EXACT : Tolerance.DIRECT, reduce.window().elements());
        }
        if (op instanceof BatchNormTraining || op instanceof BatchNormGradient || op instanceof BatchNormInference) {
            return new Bounds(Tolerance.TRANSCENDENTAL, first.elements() / Math.max(1, first.size(1)));
        }
        return new Bounds(elementwise(op), 1);
    }

    private static Tolerance elementwise(Op op) {
        if (op instanceof Unary unary) {
            return switch (unary.kind()) {
                case EXP, LOG, TANH, ERF -> Tolerance.TRANSCENDENTAL;
                case SQRT -> Tolerance.ARITHMETIC;
                default -> Tolerance.EXACT;
            };
        }
        if (op instanceof Binary binary) {
            return binary(binary.kind());
        }
        if (op instanceof ScalarBinary scalar) {
            return binary(scalar.kind());
        }
        boolean exponentials = op instanceof Softmax
                || op instanceof LogSoftmax
                || op instanceof SoftmaxCrossEntropy
                || op instanceof Sigmoid;
        return exponentials ? Tolerance.TRANSCENDENTAL : Tolerance.ARITHMETIC;
    }

    private static Tolerance binary(Binary.Kind kind) {
        return switch (kind) {
            case POWER -> Tolerance.TRANSCENDENTAL;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE -> Tolerance.ARITHMETIC;
            default -> Tolerance.EXACT;
        };
    }

    /** Tells whether the sum of absolute terms is the operation on absolute operands. */
    static boolean isSumOfProducts(Op op) {
        return op instanceof Convolution
                || op instanceof ConvolutionInputGradient
                || op instanceof ConvolutionWeightGradient
                || op instanceof MatMul
                || op instanceof ScatterAddAlong
                || op instanceof Reduce
                || op instanceof WindowReduce;
    }

    /** Returns operands of absolute values. */
    static HostTensor[] absolute(HostTensor... operands) {
        return Arrays.stream(operands)
                .map(operand -> operand.dtype().isFloating() ? absolute(operand) : operand)
                .toArray(HostTensor[]::new);
    }

    private static HostTensor absolute(HostTensor operand) {
        HostTensor copy = operand.copy();
        for (int i = 0; i < copy.spec().elements(); i++) {
            copy.set(i, Math.abs(copy.get(i)));
        }
        return copy;
    }

    /** Checks every element of a result. */
    void check(String what, HostTensor found, HostTensor expected, HostTensor absoluteSums) {
        TensorSpec spec = expected.spec();
        if (!found.shape().equals(spec.shape())) {
            throw new AssertionError(what + ": shape " + found.shape() + " instead of " + spec.shape());
        }
        for (int i = 0; i < spec.elements(); i++) {
            double y = found.get(i);
            double z = expected.get(i);
            if (y == z || Double.isNaN(y) && Double.isNaN(z)) {
                continue;
            }
            DType dtype = found.dtype();
            double exact = dtype == DType.FLOAT32 ? (float) z : z;
            double bound = tolerance.bound(dtype, terms, Math.abs(absoluteSums.get(i)));
            if (y != exact && !(Math.abs(y - z) <= bound)) {
                throw new AssertionError(
                        what + " element " + i + ": " + y + " instead of " + z + ", bound " + bound + " " + this);
            }
        }
    }
}
