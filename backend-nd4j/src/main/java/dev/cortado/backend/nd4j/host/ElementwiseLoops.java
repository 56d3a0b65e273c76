package dev.cortado.backend.nd4j.host;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Unary;
import java.util.List;
import java.util.Optional;

/** Kernels that compute each element by itself, for all types. */
public final class ElementwiseLoops implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        Kernel.Binding binding = binding(op);
        return Optional.ofNullable(binding)
                .map(found -> Kernel.hostLoop("elementwise", found).overwriting(overwritten(op, in, out)));
    }

    /** Returns the operand whose memory the result may take. */
    private static int overwritten(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        for (int i = in.size() - 1; i >= 0; i--) {
            if (in.get(i).equals(out.get(0))) {
                return i;
            }
        }
        return -1;
    }

    private static Kernel.Binding binding(Op op) {
        if (op instanceof Unary unary) {
            return (x, y, w) -> x.get(0).isFloating()
                    ? Lanes.real(RealFunctions.unary(unary.kind()), x.get(0), null, 0, y.get(0))
                    : Lanes.whole(WholeFunctions.unary(unary.kind()), x.get(0), null, 0, y.get(0));
        }
        if (op instanceof Binary binary) {
            return (x, y, w) -> binary(binary.kind(), x.get(0), x.get(1), y.get(0));
        }
        if (op instanceof ScalarBinary scalar) {
            return (x, y, w) -> scalar(scalar, x.get(0), y.get(0));
        }
        if (op instanceof Cast) {
            return (x, y, w) -> CastLoop.of(x.get(0), y.get(0));
        }
        if (op instanceof Select) {
            return (x, y, w) -> SelectLoop.of(x.get(0), x.get(1), x.get(2), y.get(0));
        }
        return activation(op);
    }

    private static Kernel.Binding activation(Op op) {
        if (op instanceof Relu) {
            return (x, y, w) -> Lanes.real(RealFunctions.binary(Binary.Kind.MAXIMUM), x.get(0), null, 0, y.get(0));
        }
        if (op instanceof LeakyRelu leaky) {
            return (x, y, w) -> {
                double slope = rounded(x.get(0).dtype(), leaky.slope());
                return Lanes.real((a, b, r, n) -> leaky(a, slope, r, n), x.get(0), null, 0, y.get(0));
            };
        }
        if (op instanceof RectifierGradient gradient) {
            return (x, y, w) -> {
                double slope = rounded(x.get(0).dtype(), gradient.slope());
                return Lanes.real((a, b, r, n) -> rectify(a, b, slope, r, n), x.get(0), x.get(1), 0, y.get(0));
            };
        }
        if (op instanceof Dropout dropout) {
            return (x, y, w) -> SelectLoop.dropout(dropout, x.get(0), x.get(1), y.get(0));
        }
        return null;
    }

    private static void leaky(double[] x, double slope, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i] > 0 ? x[i] : slope * x[i];
        }
    }

    private static void rectify(double[] y, double[] dy, double slope, double[] dx, int n) {
        if (slope == 0) {
            for (int i = 0; i < n; i++) {
                dx[i] = y[i] > 0 ? dy[i] : 0;
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            dx[i] = y[i] > 0 ? dy[i] : slope * dy[i];
        }
    }

    private static Runnable binary(Binary.Kind kind, Region a, Region b, Region y) {
        if (!a.isFloating()) {
            return Lanes.whole(WholeFunctions.binary(kind), a, b, 0, y);
        }
        return kind.isPredicate()
                ? Lanes.test(RealFunctions.test(kind), a, b, 0, y)
                : Lanes.real(RealFunctions.binary(kind), a, b, 0, y);
    }

    private static Runnable scalar(ScalarBinary op, Region x, Region y) {
        Binary.Kind kind = op.kind();
        boolean first = op.numberFirst();
        if (!x.isFloating()) {
            Lanes.Whole loop = WholeFunctions.binary(kind);
            long number = x.dtype() == DType.BOOL ? (op.number() == 0 ? 0 : 1) : (long) op.number();
            return Lanes.whole(first ? (a, b, r, n) -> loop.run(b, a, r, n) : loop, x, null, number, y);
        }
        double number = rounded(x.dtype(), op.number());
        if (kind.isPredicate()) {
            Lanes.Test loop = RealFunctions.test(kind);
            return Lanes.test(first ? (a, b, r, n) -> loop.run(b, a, r, n) : loop, x, null, number, y);
        }
        Lanes.Real loop = RealFunctions.binary(kind);
        return Lanes.real(first ? (a, b, r, n) -> loop.run(b, a, r, n) : loop, x, null, number, y);
    }

    /** Rounds a number to a floating type. */
    static double rounded(DType dtype, double number) {
        return HostTensor.filled(new TensorSpec(dtype, Shape.scalar()), number).get(0);
    }
}
