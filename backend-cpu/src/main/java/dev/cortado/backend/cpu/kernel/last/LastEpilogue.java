package dev.cortado.backend.cpu.kernel.last;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.kernel.convolution.FusedConvolution;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is done to the results of a convolution with channels last while they are in the cache: normalization with fixed
 * statistics, then an activation.
 *
 * <p>It rounds as the separate kernels do. The numbers of all channels are prepared once, as rows of all means, all factors
 * and all shifts, so that vectors run over channels.
 */
public final class LastEpilogue {

    /** Nothing. */
    public static final LastEpilogue NONE = new LastEpilogue(Optional.empty(), -1, Activation.NONE);

    private static final int ROWS = 3;

    private final Optional<BatchNormInference> normalization;
    /** The operand with the scales; those with shifts, means and variances follow. */
    private final int scales;

    private final Activation activation;

    private LastEpilogue(Optional<BatchNormInference> normalization, int scales, Activation activation) {
        this.normalization = normalization;
        this.scales = scales;
        this.activation = activation;
    }

    /** Returns what follows on a convolution. */
    public static LastEpilogue of(FusedConvolution op) {
        return new LastEpilogue(op.normalization(), op.bias() ? 3 : 2, op.activation());
    }

    /** Returns the operands that {@link #prepare} reads. */
    public List<Integer> operands() {
        return normalization.isPresent()
                ? IntStream.range(scales, scales + 4).boxed().toList()
                : List.of();
    }

    /** Returns how many floats the numbers of all channels take. */
    public int size(int channels) {
        return normalization.isPresent() ? ROWS * channels : 0;
    }

    /** Brings the numbers of all channels into memory. */
    public void prepare(HostFrame frame, int channels, float[] numbers, int at) {
        if (normalization.isEmpty()) {
            return;
        }
        double epsilon = normalization.get().epsilon();
        for (int channel = 0; channel < channels; channel++) {
            float variance = number(frame, 3, channel);
            numbers[at + channel] = number(frame, 2, channel);
            numbers[at + channels + channel] =
                    number(frame, 0, channel) / (float) Math.sqrt(variance + (float) epsilon);
            numbers[at + 2 * channels + channel] = number(frame, 1, channel);
        }
    }

    private float number(HostFrame frame, int operand, int channel) {
        return frame.inputFloats(scales + operand)[frame.inputOffset(scales + operand) + channel];
    }

    /**
     * Applies it to some channels of some pixels.
     *
     * @param numbers the numbers of all channels
     * @param at where they start
     * @param channels how many channels there are
     * @param from the first channel to apply it to
     * @param count the channels to apply it to
     * @param c the results
     * @param co where those of the first pixel start
     * @param pixels how many
     * @param stride distance between pixels
     */
    public void apply(
            float[] numbers, int at, int channels, int from, int count, float[] c, int co, int pixels, int stride) {
        if (normalization.isEmpty()) {
            activation.apply(c, co, stride, pixels, count);
        } else if (VectorPath.VECTOR && count >= VectorLastScaling.LANES) {
            VectorLastScaling.run(
                    numbers,
                    at + from,
                    channels,
                    activation.floor(),
                    activation.ceiling(),
                    c,
                    co,
                    pixels,
                    stride,
                    count);
        } else {
            scale(numbers, at + from, channels, c, co, pixels, stride, count);
        }
    }

    private void scale(float[] numbers, int at, int channels, float[] c, int co, int pixels, int stride, int count) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int i = 0; i < count; i++) {
                int place = co + pixel * stride + i;
                float factor = numbers[at + channels + i];
                float shift = numbers[at + 2 * channels + i];
                float y = Math.max(Math.fma(c[place] - numbers[at + i], factor, shift), activation.floor());
                c[place] = Math.min(y, activation.ceiling());
            }
        }
    }
}
