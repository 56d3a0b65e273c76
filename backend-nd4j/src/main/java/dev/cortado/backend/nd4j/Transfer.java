package dev.cortado.backend.nd4j;

import dev.cortado.api.HostTensor;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** Copies between Java arrays and memory outside of the heap. */
final class Transfer {

    private Transfer() {}

    static void upload(HostTensor source, BytePointer target) {
        int count = source.spec().elements();
        switch (source.dtype()) {
            case FLOAT32 -> new FloatPointer(target).put(source.floats(), 0, count);
            case FLOAT64 -> new DoublePointer(target).put(source.doubles(), 0, count);
            case INT32 -> new IntPointer(target).put(source.ints(), 0, count);
            case INT64 -> new LongPointer(target).put(source.longs(), 0, count);
            case UINT8, BOOL -> target.put(source.bytes(), 0, count);
        }
    }

    static void download(BytePointer source, HostTensor target) {
        int count = target.spec().elements();
        switch (target.dtype()) {
            case FLOAT32 -> new FloatPointer(source).get(target.floats(), 0, count);
            case FLOAT64 -> new DoublePointer(source).get(target.doubles(), 0, count);
            case INT32 -> new IntPointer(source).get(target.ints(), 0, count);
            case INT64 -> new LongPointer(source).get(target.longs(), 0, count);
            case UINT8, BOOL -> source.get(target.bytes(), 0, count);
        }
    }

    static void copy(BytePointer source, BytePointer target, long bytes) {
        Pointer.memcpy(target, source, bytes);
    }
}
