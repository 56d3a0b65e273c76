package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Unary;
import dev.cortado.backend.nd4j.host.Fill;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.Region;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.cpu.nativecpu.buffer.BaseCpuDataBuffer;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * Exponentials, logarithms and error functions by ND4J, from its older family of operations, which go by number.
 *
 * <p>Its hyperbolic tangent loses half of the digits near 0, and is not used.
 */
public final class StrictTransform implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (!(op instanceof Unary unary) || in.get(0).dtype() != DType.FLOAT32) {
            return Optional.empty();
        }
        return switch (unary.kind()) {
            case EXP -> kernel("exp", new Exp().opNum());
            case LOG -> kernel("log", new Log().opNum());
            case ERF -> kernel("erf", new Erf().opNum());
            default -> Optional.empty();
        };
    }

    private static Optional<Kernel> kernel(String name, int number) {
        return Optional.of(
                Kernel.nd4j(name, (x, y, w) -> bind(number, x.get(0), y.get(0))).overwriting(0));
    }

    private static Runnable bind(int number, Region x, Region y) {
        if (y.spec().elements() == 0) {
            return Fill.with(y, 0);
        }
        int count = y.spec().elements();
        INDArray from = Arrays.of(x, count);
        INDArray to = Arrays.of(y, count);
        OpaqueDataBuffer fromData = data(from);
        OpaqueDataBuffer toData = data(to);
        LongPointer fromShape = shape(from);
        LongPointer toShape = shape(to);
        NativeOps library = Engine.library();
        return new Runnable() {
            /** Keeps what the native side points to. */
            private final List<INDArray> alive = List.of(from, to);

            @Override
            public void run() {
                library.execTransformStrict(
                        null, number, fromData, fromShape, null, toData, toShape, null, (Pointer) null);
                if (library.lastErrorCode() != 0) {
                    throw NativeCall.failure("transform " + number + " of " + alive.size() + " arrays", library);
                }
            }
        };
    }

    private static OpaqueDataBuffer data(INDArray array) {
        return ((BaseCpuDataBuffer) array.data()).getOpaqueDataBuffer();
    }

    private static LongPointer shape(INDArray array) {
        return (LongPointer) array.shapeInfoDataBuffer().addressPointer();
    }
}
