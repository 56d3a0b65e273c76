package dev.cortado.backend.cpu.kernel.last.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.Arrays;

/**
 * Batch normalization with the statistics of the batch, in one pass over memory for them and one for the result.
 *
 * <p>A chunk gives its mean, as exact as a sum of floats is, and the sums of deviations from it and of their squares, which
 * make good for that (Chan, Golub and LeVeque 1979, "Updating formulae and a pairwise algorithm for computing sample
 * variances").
 */
final class LastTraining extends LastKernel {

    private static final int CENTER = 0;
    private static final int SUM = 1;
    private static final int SQUARES = 2;
    private static final int FACTOR = 1;
    private static final int SHIFT = 2;

    private final Activation activation;

    LastTraining(Shape image, double epsilon, InnerKernels inner, Activation activation) {
        super(image, epsilon, inner, 3, 3);
        this.activation = activation;
    }

    @Override
    public String description() {
        return "batch normalization, channels last" + (activation == Activation.NONE ? "" : ", rectified");
    }

    @Override
    void sum(HostFrame frame, int chunk, float[] table) {
        float[] x = frame.inputFloats(0);
        int start = frame.inputOffset(0) + lines.first(chunk) * lines.channels;
        int line = lines.line;
        int columns = lines.columns;
        int whole = lines.wholeLines(chunk);
        int fours = whole / LastLoops.LINES * LastLoops.LINES;
        for (int i = 0; i < fours; i += LastLoops.LINES) {
            loops.sums4(x, start + i * line, line, columns, table, CENTER);
        }
        for (int i = fours; i < whole; i++) {
            loops.sums(x, start + i * line, columns, table, CENTER);
        }
        loops.sums(x, start + whole * line, lines.rest(chunk), table, CENTER);
        lines.fold(table, CENTER, table, CENTER);
        for (int channel = 0; channel < lines.channels; channel++) {
            table[CENTER + channel] /= lines.pixels(chunk);
        }
        lines.repeat(table, CENTER, columns);
        int sum = SUM * columns;
        int squares = SQUARES * columns;
        for (int i = 0; i < fours; i += LastLoops.LINES) {
            loops.squares4(x, start + i * line, line, columns, table, CENTER, sum, squares);
        }
        for (int i = fours; i < whole; i++) {
            loops.squares(x, start + i * line, columns, table, CENTER, sum, squares);
        }
        loops.squares(x, start + whole * line, lines.rest(chunk), table, CENTER, sum, squares);
        float[] sums = frame.workspaceFloats(1);
        System.arraycopy(table, CENTER, sums, sum(frame, chunk, CENTER), lines.channels);
        lines.fold(table, sum, sums, sum(frame, chunk, SUM));
        lines.fold(table, squares, sums, sum(frame, chunk, SQUARES));
    }

    /** Takes all centers relative to that of the first chunk, so that nothing is lost where they are large. */
    @Override
    void combine(HostFrame frame, int from, int to) {
        float[] sums = frame.workspaceFloats(1);
        float[] results = frame.workspaceFloats(0);
        int first = sum(frame, 0, CENTER);
        int mean = result(frame, CENTER);
        int total = result(frame, FACTOR);
        Arrays.fill(results, mean + from, mean + to, 0);
        Arrays.fill(results, total + from, total + to, 0);
        for (int chunk = 0; chunk < lines.chunks; chunk++) {
            int center = sum(frame, chunk, CENTER);
            int sum = sum(frame, chunk, SUM);
            float count = lines.pixels(chunk);
            for (int i = from; i < to; i++) {
                results[mean + i] += Math.fma(count, sums[center + i] - sums[first + i], sums[sum + i]);
            }
        }
        for (int i = from; i < to; i++) {
            results[mean + i] /= lines.pixels;
        }
        for (int chunk = 0; chunk < lines.chunks; chunk++) {
            int center = sum(frame, chunk, CENTER);
            int sum = sum(frame, chunk, SUM);
            int squares = sum(frame, chunk, SQUARES);
            float count = lines.pixels(chunk);
            for (int i = from; i < to; i++) {
                float distance = sums[center + i] - sums[first + i] - results[mean + i];
                float missing = distance * Math.fma(count, distance, 2 * sums[sum + i]);
                results[total + i] += sums[squares + i] + missing;
            }
        }
        for (int i = from; i < to; i++) {
            finish(frame, i, sums[first + i] + results[mean + i], results[total + i] / lines.pixels);
        }
    }

    private void finish(HostFrame frame, int channel, float sum, float squares) {
        // deviations from an infinite center are no numbers, and say nothing about the mean
        float mean = Float.isNaN(sum) ? meanOfCenters(frame, channel) : sum;
        float variance = Math.max(0, squares);
        frame.outputFloats(1)[frame.outputOffset(1) + channel] = mean;
        frame.outputFloats(2)[frame.outputOffset(2) + channel] = variance;
        float scale = frame.inputFloats(1)[frame.inputOffset(1) + channel];
        float[] results = frame.workspaceFloats(0);
        results[result(frame, CENTER) + channel] = mean;
        results[result(frame, FACTOR) + channel] = scale / deviation(variance);
        results[result(frame, SHIFT) + channel] = frame.inputFloats(2)[frame.inputOffset(2) + channel];
    }

    private float meanOfCenters(HostFrame frame, int channel) {
        float mean = 0;
        for (int chunk = 0; chunk < lines.chunks; chunk++) {
            mean += frame.workspaceFloats(1)[sum(frame, chunk, CENTER) + channel] * lines.pixels(chunk) / lines.pixels;
        }
        return mean;
    }

    @Override
    void compute(HostFrame frame, int from, int n, float[] table) {
        float[] x = frame.inputFloats(0);
        int xi = frame.inputOffset(0) + from;
        float[] y = frame.outputFloats(0);
        int yi = frame.outputOffset(0) + from;
        int factor = FACTOR * lines.period;
        int shift = SHIFT * lines.period;
        if (activation != Activation.NONE) {
            loops.rectify(x, xi, y, yi, n, table, CENTER, factor, shift, activation.ceiling());
        } else {
            loops.normalize(x, xi, y, yi, n, table, CENTER, factor, shift);
        }
    }

    @Override
    public int inPlace(int output) {
        return output == 0 ? 0 : -1;
    }
}
