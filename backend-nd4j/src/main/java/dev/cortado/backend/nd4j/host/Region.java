package dev.cortado.backend.nd4j.host;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.bytedeco.javacpp.BytePointer;

/**
 * A dense tensor outside of the Java heap, seen from Java.
 *
 * <p>Floating types are read and stored as {@code double} ("real"), integers and truth values as {@code long} ("whole").
 * Nothing here keeps the memory alive.
 */
public final class Region {

    private final TensorSpec spec;
    private final BytePointer address;
    private ByteBuffer bytes;
    private FloatBuffer floats;
    private DoubleBuffer doubles;
    private IntBuffer ints;
    private LongBuffer longs;
    private float[] floatChunk = new float[0];
    private int[] intChunk = new int[0];
    private byte[] byteChunk = new byte[0];

    /** Creates a view of the tensor at an address. */
    public Region(TensorSpec spec, BytePointer address) {
        this.spec = spec;
        this.address = address;
    }

    /** Makes the Java views, which only loops in Java need. */
    private void open() {
        if (bytes != null) {
            return;
        }
        long size = spec.bytes();
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(spec + " is larger than the 2 GB that a loop in Java can address");
        }
        bytes = size == 0
                ? ByteBuffer.allocateDirect(0)
                : address.getPointer(0).capacity(size).asByteBuffer();
        bytes.order(ByteOrder.nativeOrder());
        floats = bytes.asFloatBuffer();
        doubles = bytes.asDoubleBuffer();
        ints = bytes.asIntBuffer();
        longs = bytes.asLongBuffer();
    }

    /** Returns element type and shape. */
    public TensorSpec spec() {
        return spec;
    }

    /** Returns where the first element lies. */
    public BytePointer address() {
        return address;
    }

    DType dtype() {
        return spec.dtype();
    }

    boolean isFloating() {
        return spec.dtype().isFloating();
    }

    int count() {
        return spec.elements();
    }

    ByteBuffer bytes() {
        open();
        return bytes;
    }

    /** Returns the bits of elements of four bytes. */
    IntBuffer words() {
        open();
        return ints;
    }

    /** Returns the bits of elements of eight bytes. */
    LongBuffer doubleWords() {
        open();
        return longs;
    }

    /** Reads float32 elements, or truth values as 0 or 1. */
    void getFloats(int start, int n, float[] to) {
        open();
        if (spec.dtype() == DType.FLOAT32) {
            floats.get(start, to, 0, n);
            return;
        }
        byte[] chunk = byteChunk(n);
        bytes.get(start, chunk, 0, n);
        for (int i = 0; i < n; i++) {
            to[i] = chunk[i] == 0 ? 0 : 1;
        }
    }

    /** Stores float32 elements, or the truth values "is not 0". */
    void putFloats(int start, int n, float[] from) {
        open();
        if (spec.dtype() == DType.FLOAT32) {
            floats.put(start, from, 0, n);
            return;
        }
        byte[] chunk = byteChunk(n);
        for (int i = 0; i < n; i++) {
            chunk[i] = (byte) (from[i] == 0 ? 0 : 1);
        }
        bytes.put(start, chunk, 0, n);
    }

    /** Reads elements of a floating type. */
    void get(int start, int n, double[] to) {
        open();
        if (spec.dtype() == DType.FLOAT64) {
            doubles.get(start, to, 0, n);
            return;
        }
        float[] chunk = floatChunk(n);
        floats.get(start, chunk, 0, n);
        for (int i = 0; i < n; i++) {
            to[i] = chunk[i];
        }
    }

    /** Stores elements of a floating type, rounded to nearest. */
    void put(int start, int n, double[] from) {
        open();
        if (spec.dtype() == DType.FLOAT64) {
            doubles.put(start, from, 0, n);
            return;
        }
        float[] chunk = floatChunk(n);
        for (int i = 0; i < n; i++) {
            chunk[i] = (float) from[i];
        }
        floats.put(start, chunk, 0, n);
    }

    /** Reads elements of an integer type, or truth values as 0 or 1. */
    void get(int start, int n, long[] to) {
        open();
        switch (spec.dtype()) {
            case INT64 -> longs.get(start, to, 0, n);
            case INT32 -> {
                int[] chunk = intChunk(n);
                ints.get(start, chunk, 0, n);
                for (int i = 0; i < n; i++) {
                    to[i] = chunk[i];
                }
            }
            default -> {
                byte[] chunk = byteChunk(n);
                bytes.get(start, chunk, 0, n);
                boolean truth = spec.dtype() == DType.BOOL;
                for (int i = 0; i < n; i++) {
                    to[i] = truth ? (chunk[i] == 0 ? 0 : 1) : chunk[i] & 0xff;
                }
            }
        }
    }

    /** Stores elements of an integer type, wrapped around to its range, or the truth values "is not 0". */
    void put(int start, int n, long[] from) {
        open();
        switch (spec.dtype()) {
            case INT64 -> longs.put(start, from, 0, n);
            case INT32 -> {
                int[] chunk = intChunk(n);
                for (int i = 0; i < n; i++) {
                    chunk[i] = (int) from[i];
                }
                ints.put(start, chunk, 0, n);
            }
            default -> {
                byte[] chunk = byteChunk(n);
                boolean truth = spec.dtype() == DType.BOOL;
                for (int i = 0; i < n; i++) {
                    chunk[i] = (byte) (truth ? (from[i] == 0 ? 0 : 1) : from[i]);
                }
                bytes.put(start, chunk, 0, n);
            }
        }
    }

    private float[] floatChunk(int n) {
        if (floatChunk.length < n) {
            floatChunk = new float[n];
        }
        return floatChunk;
    }

    private int[] intChunk(int n) {
        if (intChunk.length < n) {
            intChunk = new int[n];
        }
        return intChunk;
    }

    private byte[] byteChunk(int n) {
        if (byteChunk.length < n) {
            byteChunk = new byte[n];
        }
        return byteChunk;
    }
}
