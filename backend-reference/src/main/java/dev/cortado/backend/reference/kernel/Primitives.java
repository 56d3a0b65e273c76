package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Iota;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Reshape;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Slice;
import dev.cortado.api.op.Sort;
import dev.cortado.api.op.Transpose;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowReduce;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lists the primitive operations and the class that computes each. */
public final class Primitives {

    private static final Map<Class<? extends Op>, Function<Op, Binding>> TABLE = Map.ofEntries(
            entry(Unary.class, op -> (in, out) -> new UnaryKernel(op, in.get(0), out.get(0))),
            entry(Binary.class, op -> (in, out) -> new BinaryKernel(op, in.get(0), in.get(1), out.get(0))),
            entry(ScalarBinary.class, op -> (in, out) -> new ScalarBinaryKernel(op, in.get(0), out.get(0))),
            entry(Select.class, op -> (in, out) -> new SelectKernel(in.get(0), in.get(1), in.get(2), out.get(0))),
            entry(Cast.class, op -> (in, out) -> new CastKernel(in.get(0), out.get(0))),
            entry(Reduce.class, op -> (in, out) -> new ReduceKernel(op, in.get(0), out.get(0))),
            entry(ArgMax.class, op -> (in, out) -> new ArgMaxKernel(op, in.get(0), out.get(0))),
            entry(Sort.class, op -> (in, out) -> new SortKernel(op, in.get(0), out.get(0), out.get(1))),
            entry(Reshape.class, op -> (in, out) -> new ReshapeKernel(in.get(0), out.get(0))),
            entry(Broadcast.class, op -> (in, out) -> new BroadcastKernel(op, in.get(0), out.get(0))),
            entry(Transpose.class, op -> (in, out) -> new TransposeKernel(op, in.get(0), out.get(0))),
            entry(Slice.class, op -> (in, out) -> new SliceKernel(op, in.get(0), out.get(0))),
            entry(Reverse.class, op -> (in, out) -> new ReverseKernel(op, in.get(0), out.get(0))),
            entry(Pad.class, op -> (in, out) -> new PadKernel(op, in.get(0), out.get(0))),
            entry(Concat.class, op -> (in, out) -> new ConcatKernel(op, in, out.get(0))),
            entry(GatherAlong.class, op -> (in, out) -> new GatherAlongKernel(op, in.get(0), in.get(1), out.get(0))),
            entry(
                    ScatterAddAlong.class,
                    op -> (in, out) -> new ScatterAddAlongKernel(op, in.get(0), in.get(1), out.get(0))),
            entry(Iota.class, op -> (in, out) -> new IotaKernel(op, out.get(0))),
            entry(RandomBits.class, op -> (in, out) -> new RandomBitsKernel(op, in.get(0), out.get(0))),
            entry(MatMul.class, op -> (in, out) -> new MatMulKernel(op, in.get(0), in.get(1), out.get(0))),
            entry(Convolution.class, op -> (in, out) -> new ConvolutionKernel(op, in.get(0), in.get(1), out.get(0))),
            entry(WindowReduce.class, op -> (in, out) -> new WindowReduceKernel(op, in.get(0), out.get(0))),
            entry(WindowArgMax.class, op -> (in, out) -> new WindowArgMaxKernel(op, in.get(0), out.get(0))));

    private Primitives() {}

    /** Returns how to compute an operation; empty if it is no primitive. */
    public static Optional<Binding> find(Op op) {
        return Optional.ofNullable(TABLE.get(op.getClass())).map(entry -> entry.apply(op));
    }

    private static <T extends Op> Map.Entry<Class<? extends Op>, Function<Op, Binding>> entry(
            Class<T> type, Function<T, Binding> binding) {
        return Map.entry(type, op -> binding.apply(type.cast(op)));
    }
}
