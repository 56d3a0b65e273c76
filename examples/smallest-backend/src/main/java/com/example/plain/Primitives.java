package com.example.plain;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The loop of each primitive. What is not here, Cortado decomposes into what is. */
final class Primitives {

    /** Computes all results from the operands. */
    interface Loop {
        void run(Numbers[] in, Numbers[] out);
    }

    private static final Map<Class<?>, Function<Op, Loop>> LOOPS = new HashMap<>();

    static {
        put(Unary.class, op -> (in, out) -> Elementwise.unary(op.kind(), in[0], out[0]));
        put(Binary.class, op -> (in, out) -> Elementwise.binary(op.kind(), in[0], in[1], out[0]));
        put(ScalarBinary.class, op -> (in, out) -> Elementwise.scalar(op, in[0], out[0]));
        put(Select.class, op -> (in, out) -> Elementwise.select(in[0], in[1], in[2], out[0]));
        put(Cast.class, op -> (in, out) -> Elementwise.cast(in[0], out[0]));
        put(RandomBits.class, op -> (in, out) -> Elementwise.random(op, in[0], out[0]));
        put(Broadcast.class, op -> (in, out) -> Structure.broadcast(op, in[0], out[0]));
        put(Transpose.class, op -> (in, out) -> Structure.transpose(op, in[0], out[0]));
        put(Slice.class, op -> (in, out) -> Structure.slice(op, in[0], out[0]));
        put(Reverse.class, op -> (in, out) -> Structure.reverse(op, in[0], out[0]));
        put(Pad.class, op -> (in, out) -> Structure.pad(op, in[0], out[0]));
        put(Concat.class, op -> (in, out) -> Structure.concat(op, in, out[0]));
        put(GatherAlong.class, op -> (in, out) -> Structure.gather(op, in[0], in[1], out[0]));
        put(ScatterAddAlong.class, op -> (in, out) -> Structure.scatterAdd(op, in[0], in[1], out[0]));
        put(Iota.class, op -> (in, out) -> Structure.iota(op, out[0]));
        put(Reduce.class, op -> (in, out) -> Lines.reduce(op, in[0], out[0]));
        put(ArgMax.class, op -> (in, out) -> Lines.argMax(op, in[0], out[0]));
        put(MatMul.class, op -> (in, out) -> Products.matMul(op, in[0], in[1], out[0]));
        put(Convolution.class, op -> (in, out) -> Products.convolution(op, in[0], in[1], out[0]));
        put(WindowReduce.class, op -> (in, out) -> Windows.reduce(op, in[0], out[0]));
        put(WindowArgMax.class, op -> (in, out) -> Windows.argMax(op.window(), in[0], out[0]));
    }

    private Primitives() {}

    private static <T extends Op> void put(Class<T> type, Function<T, Loop> loop) {
        LOOPS.put(type, op -> loop.apply(type.cast(op)));
    }

    /** Returns the loop of an operation; none of another than random bits on int64. */
    static Optional<Loop> find(Op op, List<TensorSpec> inputs) {
        boolean wide = inputs.stream().anyMatch(spec -> spec.dtype() == DType.INT64)
                || op instanceof Iota iota && iota.spec().dtype() == DType.INT64
                || op instanceof Cast cast && cast.dtype() == DType.INT64;
        return wide && !(op instanceof RandomBits)
                ? Optional.empty()
                : Optional.ofNullable(LOOPS.get(op.getClass())).map(loop -> loop.apply(op));
    }
}
