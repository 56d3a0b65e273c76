package dev.cortado.backend.opencl;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import java.util.Random;

/** Makes tensors of test values. */
final class Samples {

    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        0.5f,
        -0.5f,
        2f,
        3f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        88.7f,
        89.5f,
        -87.4f,
        -103.5f,
        -104.5f,
        8388607.5f,
        8388609f,
        0.624999f,
        0.625001f,
        3.96f,
        1e-20f
    };

    private Samples() {}

    /** Returns normally distributed numbers of a floating type, small numbers of the others. */
    static HostTensor random(long seed, DType dtype, int... sizes) {
        HostTensor tensor = HostTensor.zeros(TensorSpec.of(dtype, sizes));
        Random random = new Random(seed);
        for (int i = 0; i < tensor.spec().elements(); i++) {
            tensor.set(
                    i,
                    switch (dtype) {
                        case FLOAT32, FLOAT64 -> (float) random.nextGaussian();
                        case INT32, INT64 -> random.nextInt(41) - 20;
                        case UINT8 -> random.nextInt(256);
                        case BOOL -> random.nextInt(2);
                    });
        }
        return tensor;
    }

    /** Returns numbers of all magnitudes, many of them special. */
    static HostTensor special(long seed, int... sizes) {
        HostTensor tensor = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, sizes));
        Random random = new Random(seed);
        for (int i = 0; i < tensor.spec().elements(); i++) {
            float value = switch (random.nextInt(4)) {
                case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 1 -> Float.intBitsToFloat(random.nextInt());
                case 2 -> (float) random.nextGaussian() * 30;
                default -> (float) random.nextGaussian();
            };
            tensor.floats()[i] = value;
        }
        return tensor;
    }

    /** Returns numbers with many equal ones among them. */
    static HostTensor ties(long seed, int... sizes) {
        HostTensor tensor = random(seed, DType.FLOAT32, sizes);
        for (int i = 0; i < tensor.spec().elements(); i++) {
            tensor.floats()[i] = Math.round(tensor.floats()[i] * 1.5f);
        }
        return tensor;
    }

    /** Returns whole numbers from 0 to below a bound. */
    static HostTensor indices(long seed, int bound, int... sizes) {
        HostTensor tensor = HostTensor.zeros(TensorSpec.of(DType.INT32, sizes));
        Random random = new Random(seed);
        for (int i = 0; i < tensor.spec().elements(); i++) {
            tensor.ints()[i] = random.nextInt(bound);
        }
        return tensor;
    }

    /** Returns random words. */
    static HostTensor words(long seed, int... sizes) {
        HostTensor tensor = HostTensor.zeros(TensorSpec.of(DType.INT32, sizes));
        Random random = new Random(seed);
        for (int i = 0; i < tensor.spec().elements(); i++) {
            tensor.ints()[i] = random.nextInt();
        }
        return tensor;
    }
}
