package dev.cortado.interop;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/** Moves tensors between Java arrays and little-endian bytes, a chunk at a time. */
public final class TensorBytes {

    /** How many bytes a buffer holds; a multiple of every element size. */
    public static final int CHUNK = 1 << 16;

    private TensorBytes() {}

    /** Hands all elements on as little-endian bytes; the buffers are valid during the call alone. */
    public static void forEach(HostTensor tensor, Consumer<ByteBuffer> sink) {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int step = CHUNK / tensor.dtype().bytes();
        for (int from = 0; from < tensor.spec().elements(); from += step) {
            int count = Math.min(step, tensor.spec().elements() - from);
            encode(tensor, from, count, buffer);
            sink.accept(buffer.position(0).limit(count * tensor.dtype().bytes()));
        }
    }

    /** Puts elements into a little-endian buffer, from its start on. */
    static void encode(HostTensor tensor, int from, int count, ByteBuffer buffer) {
        buffer.clear();
        switch (tensor.dtype()) {
            case FLOAT32:
                // Through the bits: a NaN keeps its payload.
                for (int i = from; i < from + count; i++) {
                    buffer.putInt(Float.floatToRawIntBits(tensor.floats()[i]));
                }
                break;
            case FLOAT64:
                for (int i = from; i < from + count; i++) {
                    buffer.putLong(Double.doubleToRawLongBits(tensor.doubles()[i]));
                }
                break;
            case INT32:
                buffer.asIntBuffer().put(tensor.ints(), from, count);
                break;
            case INT64:
                buffer.asLongBuffer().put(tensor.longs(), from, count);
                break;
            default:
                buffer.put(tensor.bytes(), from, count);
        }
    }

    private static void decode(ByteBuffer buffer, HostTensor tensor, int from, int count) {
        buffer.clear();
        switch (tensor.dtype()) {
            case FLOAT32:
                buffer.asFloatBuffer().get(tensor.floats(), from, count);
                break;
            case FLOAT64:
                buffer.asDoubleBuffer().get(tensor.doubles(), from, count);
                break;
            case INT32:
                buffer.asIntBuffer().get(tensor.ints(), from, count);
                break;
            case INT64:
                buffer.asLongBuffer().get(tensor.longs(), from, count);
                break;
            default:
                buffer.get(tensor.bytes(), from, count);
        }
    }

    /** Reads all elements from where the channel stands. */
    static void read(HostTensor tensor, FileChannel channel, ByteBuffer buffer, String name, String where)
            throws IOException {
        int width = tensor.dtype().bytes();
        int step = CHUNK / width;
        for (int from = 0; from < tensor.spec().elements(); from += step) {
            int count = Math.min(step, tensor.spec().elements() - from);
            buffer.clear().limit(count * width);
            readFully(channel, buffer, where);
            decode(buffer, tensor, from, count);
        }
        if (tensor.dtype() == DType.BOOL) {
            for (byte truth : tensor.bytes()) {
                if (truth != 0 && truth != 1) {
                    throw SafetensorsHeader.damaged(where, "'" + name + "' holds a truth value of " + truth);
                }
            }
        }
    }

    /** Fills the buffer up to its limit; the file may have become shorter since its length was asked. */
    static void readFully(FileChannel channel, ByteBuffer buffer, String where) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw SafetensorsHeader.damaged(where, "it ends too early");
            }
        }
    }
}
