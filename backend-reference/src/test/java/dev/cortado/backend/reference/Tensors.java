package dev.cortado.backend.reference;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;

/** Writes down tensors of the tests. */
final class Tensors {

    private Tensors() {}

    static HostTensor floats(double... values) {
        return doubles(values).cast(DType.FLOAT32);
    }

    static HostTensor doubles(double... values) {
        return HostTensor.of(values, values.length);
    }

    static HostTensor ints(int... values) {
        return HostTensor.of(values, values.length);
    }

    static HostTensor longs(long... values) {
        return HostTensor.of(values, values.length);
    }

    /** Unsigned bytes from 0..255. */
    static HostTensor unsigned(int... values) {
        return bytes(DType.UINT8, values);
    }

    /** Truth values from 0 and 1. */
    static HostTensor truths(int... values) {
        return bytes(DType.BOOL, values);
    }

    /** 0, 1, 2... of a type and shape. */
    static HostTensor counting(DType dtype, int... sizes) {
        HostTensor tensor = HostTensor.zeros(TensorSpec.of(dtype, sizes));
        for (int i = 0; i < tensor.spec().elements(); i++) {
            tensor.set(i, i);
        }
        return tensor;
    }

    /** Random numbers between -1 and 1. */
    static HostTensor random(long seed, DType dtype, int... sizes) {
        RandomStream stream = new RandomStream(RandomKey.of(seed));
        HostTensor tensor = HostTensor.zeros(TensorSpec.of(dtype, sizes));
        for (int i = 0; i < tensor.spec().elements(); i++) {
            tensor.set(i, stream.nextDouble(-1, 1));
        }
        return tensor;
    }

    private static HostTensor bytes(DType dtype, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return HostTensor.of(TensorSpec.of(dtype, values.length), bytes);
    }
}
