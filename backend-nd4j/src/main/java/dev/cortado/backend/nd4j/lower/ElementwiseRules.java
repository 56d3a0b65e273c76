package dev.cortado.backend.nd4j.lower;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.fuse.ChainRules;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Unary;

/** Says which elementwise operations, and repetitions of single numbers that they read, run as one host loop. */
public final class ElementwiseRules implements ChainRules {

    /** Longer chains gain nothing, and their chunks fill the cache. */
    private static final int LARGEST = 32;

    @Override
    public boolean joins(Node node) {
        return isKnown(node.op())
                && isKnown(node.outputs().get(0).spec())
                && node.inputs().stream().allMatch(value -> isKnown(value.spec()));
    }

    @Override
    public boolean absorbs(Node broadcast) {
        return isKnown(broadcast.outputs().get(0).spec())
                && broadcast.inputs().get(0).spec().elements() == 1;
    }

    @Override
    public int longest() {
        return LARGEST;
    }

    /** Tells whether chains know an operation; powers and transcendental functions stay with ND4J. */
    public static boolean isKnown(Op op) {
        if (op instanceof Unary unary) {
            return switch (unary.kind()) {
                case EXP, LOG, TANH, ERF -> false;
                default -> true;
            };
        }
        if (op instanceof Binary binary) {
            return binary.kind() != Binary.Kind.POWER;
        }
        if (op instanceof ScalarBinary scalar) {
            return scalar.kind() != Binary.Kind.POWER;
        }
        return op instanceof Select
                || op instanceof Cast
                || op instanceof Relu
                || op instanceof LeakyRelu
                || op instanceof RectifierGradient;
    }

    /** Tells whether chains know an element type. */
    public static boolean isKnown(TensorSpec spec) {
        return spec.dtype() == DType.FLOAT32 || spec.dtype() == DType.BOOL;
    }
}
