package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import java.util.Optional;

/**
 * What is done to the results of a convolution while they are in the cache: normalization with fixed statistics, then an
 * activation.
 *
 * <p>It rounds as the separate kernels do.
 */
final class Epilogue {

    /** Nothing. */
    static final Epilogue NONE = new Epilogue(Optional.empty(), -1, Activation.NONE);

    /** Mean, factor and shift of a channel. */
    private static final int NUMBERS = 3;

    private final Optional<BatchNormInference> normalization;
    /** The operand with the scales; those with shifts, means and variances follow. */
    private final int scales;

    private final Activation activation;

    private Epilogue(Optional<BatchNormInference> normalization, int scales, Activation activation) {
        this.normalization = normalization;
        this.scales = scales;
        this.activation = activation;
    }

    static Epilogue of(FusedConvolution op) {
        return new Epilogue(op.normalization(), op.bias() ? 3 : 2, op.activation());
    }

    /** Returns how many floats of scratch memory the numbers of some channels take. */
    int size(int channels) {
        return normalization.isPresent() ? NUMBERS * channels : 0;
    }

    /** Brings the numbers of some channels into scratch memory. */
    void load(HostFrame frame, int channel, int channels, float[] memory, int at) {
        if (normalization.isEmpty()) {
            return;
        }
        double epsilon = normalization.get().epsilon();
        for (int i = 0; i < channels; i++) {
            float variance = number(frame, 3, channel + i);
            memory[at + NUMBERS * i] = number(frame, 2, channel + i);
            memory[at + NUMBERS * i + 1] =
                    number(frame, 0, channel + i) / (float) Math.sqrt(variance + (float) epsilon);
            memory[at + NUMBERS * i + 2] = number(frame, 1, channel + i);
        }
    }

    private float number(HostFrame frame, int operand, int channel) {
        return frame.inputFloats(scales + operand)[frame.inputOffset(scales + operand) + channel];
    }

    /**
     * Applies it to rows of results, one channel each.
     *
     * @param memory holds the numbers of the channels
     * @param at where those of the first start
     * @param c the results
     * @param co where they start
     * @param stride distance between rows
     * @param rows how many
     * @param columns results of a row
     */
    void apply(float[] memory, int at, float[] c, int co, int stride, int rows, int columns) {
        for (int row = 0; normalization.isPresent() && row < rows; row++) {
            int numbers = at + NUMBERS * row;
            float mean = memory[numbers];
            float factor = memory[numbers + 1];
            float shift = memory[numbers + 2];
            int start = co + row * stride;
            int done = VectorPath.VECTOR ? VectorScaling.run(c, start, columns, mean, factor, shift) : 0;
            for (int i = done; i < columns; i++) {
                c[start + i] = Math.fma(c[start + i] - mean, factor, shift);
            }
        }
        activation.apply(c, co, stride, rows, columns);
    }
}
