package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.DType;
import dev.cortado.backend.nd4j.host.Region;
import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes arrays of ND4J over memory that ND4J does not own. */
final class Arrays {

    private Arrays() {}

    /** Returns a tensor as it is. */
    static INDArray of(Region region) {
        return of(region, longs(region.spec().shape().toArray()));
    }

    /** Returns a tensor in another shape of as many elements. */
    static INDArray of(Region region, long... shape) {
        return of(region, 0, shape, dense(shape));
    }

    /** Returns a part of a tensor with its own distances between elements. */
    static INDArray of(Region region, long start, long[] shape, long[] strides) {
        long length = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            length += (shape[axis] - 1) * strides[axis];
        }
        DType dtype = region.spec().dtype();
        BytePointer address = region.address().getPointer(start * dtype.bytes());
        DataType type = type(dtype);
        return Nd4j.create(
                Nd4j.createBuffer(typed(address, dtype).capacity(length), length, type), shape, strides, 0, 'c', type);
    }

    static long[] dense(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    static long[] longs(int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static Pointer typed(BytePointer address, DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> new FloatPointer(address);
            case FLOAT64 -> new DoublePointer(address);
            case INT32 -> new IntPointer(address);
            case INT64 -> new LongPointer(address);
            case UINT8 -> new BytePointer(address);
            case BOOL -> new BooleanPointer(address);
        };
    }

    private static DataType type(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> DataType.FLOAT;
            case FLOAT64 -> DataType.DOUBLE;
            case INT32 -> DataType.INT;
            case INT64 -> DataType.LONG;
            case UINT8 -> DataType.UBYTE;
            case BOOL -> DataType.BOOL;
        };
    }
}
