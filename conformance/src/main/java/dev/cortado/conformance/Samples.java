package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import java.util.function.DoubleSupplier;

/** Makes operands for checks: the same ones for one seed everywhere. */
public final class Samples {

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

    private final RandomStream stream;

    /** Starts a sequence of samples. */
    public Samples(long seed) {
        stream = new RandomStream(RandomKey.of(seed));
    }

    /**
     * Returns a float64 tensor of distinct values between {@code -scale} and {@code scale} in a random order.
     *
     * <p>They are evenly spaced, and none is 0, so that small steps meet neither ties nor the kinks of rectifiers. Two tensors
     * that are compared need different scales.
     */
    public HostTensor distinctUpTo(double scale, int... sizes) {
        HostTensor values = HostTensor.zeros(TensorSpec.of(DType.FLOAT64, sizes));
        int count = values.spec().elements();
        int[] order = stream.permutation(count);
        // an even number of places keeps the middle one away from 0
        double places = count % 2 == 0 ? count : count + 1;
        for (int i = 0; i < count; i++) {
            values.set(i, scale * ((2 * order[i] + 1) / places - 1));
        }
        return values;
    }

    /** Returns a float64 tensor of distinct values with scale 1. */
    public HostTensor distinct(int... sizes) {
        return distinctUpTo(1, sizes);
    }

    /** Returns a float64 tensor of distinct values between 0.25 and 2.25. */
    public HostTensor positive(int... sizes) {
        HostTensor values = distinctUpTo(1, sizes);
        for (int i = 0; i < values.spec().elements(); i++) {
            values.set(i, values.get(i) + 1.25);
        }
        return values;
    }

    /** Returns int32 numbers from 0 to {@code bound - 1}. */
    public HostTensor integers(int bound, int... sizes) {
        HostTensor values = HostTensor.zeros(TensorSpec.of(DType.INT32, sizes));
        for (int i = 0; i < values.spec().elements(); i++) {
            values.ints()[i] = stream.nextInt(bound);
        }
        return values;
    }

    /** Returns random int32 words. */
    public HostTensor words(int... sizes) {
        HostTensor values = HostTensor.zeros(TensorSpec.of(DType.INT32, sizes));
        for (int i = 0; i < values.spec().elements(); i++) {
            values.ints()[i] = stream.nextInt();
        }
        return values;
    }

    /** Returns normally distributed numbers of a floating type, as float32 holds them; small numbers of the others. */
    public HostTensor random(DType dtype, int... sizes) {
        return fill(dtype, sizes, () -> switch (dtype) {
            case FLOAT32, FLOAT64 -> (float) stream.nextGaussian();
            case INT32, INT64 -> stream.nextInt(41) - 20;
            case UINT8 -> stream.nextInt(256);
            case BOOL -> stream.nextInt(2);
        });
    }

    /** Returns float32 numbers of all magnitudes: NaN, infinities, zeros and ends of ranges, any bits, ordinary ones. */
    public HostTensor special(int... sizes) {
        return fill(DType.FLOAT32, sizes, () -> switch (stream.nextInt(4)) {
            case 0 -> SPECIAL[stream.nextInt(SPECIAL.length)];
            case 1 -> Float.intBitsToFloat(stream.nextInt());
            case 2 -> (float) stream.nextGaussian() * 30;
            default -> (float) stream.nextGaussian();
        });
    }

    /** Returns small whole float32 numbers, many of them equal. */
    public HostTensor ties(int... sizes) {
        return fill(DType.FLOAT32, sizes, () -> Math.rint(stream.nextGaussian() * 1.5));
    }

    private static HostTensor fill(DType dtype, int[] sizes, DoubleSupplier element) {
        HostTensor values = HostTensor.zeros(TensorSpec.of(dtype, sizes));
        for (int i = 0; i < values.spec().elements(); i++) {
            values.set(i, element.getAsDouble());
        }
        return values;
    }

    /** Returns random truth values. */
    public HostTensor truths(int... sizes) {
        return integers(2, sizes).cast(DType.BOOL);
    }

    /** Returns a float64 tensor of values of either sign and magnitude from 0.5 to 1.5, for weighing results. */
    public HostTensor weights(TensorSpec spec) {
        HostTensor values = HostTensor.zeros(spec.with(DType.FLOAT64));
        for (int i = 0; i < values.spec().elements(); i++) {
            double size = stream.nextDouble(0.5, 1.5);
            values.set(i, stream.nextInt() < 0 ? -size : size);
        }
        return values;
    }
}
