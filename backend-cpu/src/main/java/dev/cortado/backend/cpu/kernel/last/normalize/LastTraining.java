package dev.cortado.backend.cpu.kernel.last.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;

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

    LastTraining(Shape image, double epsilon, boolean vectors) {
        super(image, epsilon, vectors, 3, 3);
    }

    @Override
    public String description() {
        return "batch normalization, channels last";
    }

    @Override
    void sum(HostFrame frame, int chunk, float[] table) {
        float[] x = frame.inputFloats(0);
        int start = frame.inputOffset(0) + lines.first(chunk) * lines.channels;
        int line = lines.line;
        int columns = lines.columns;
        int whole = lines.wholeLines(chunk);
        int eights = whole / LastLoops.LINES * LastLoops.LINES;
        for (int i = 0; i < eights; i += LastLoops.LINES) {
            loops.sums8(x, start + i * line, line, columns, table, CENTER);
        }
        for (int i = eights; i < whole; i++) {
            loops.sums(x, start + i * line, columns, table, CENTER);
        }
        loops.sums(x, start + whole * line, lines.rest(chunk), table, CENTER);
        for (int channel = 0; channel < lines.channels; channel++) {
            table[channel] = lines.fold(table, CENTER, channel) / lines.pixels(chunk);
        }
        lines.repeat(table, CENTER, columns);
        int sum = SUM * columns;
        int squares = SQUARES * columns;
        for (int i = 0; i < eights; i += LastLoops.LINES) {
            loops.squares8(x, start + i * line, line, columns, table, CENTER, sum, squares);
        }
        for (int i = eights; i < whole; i++) {
            loops.squares(x, start + i * line, columns, table, CENTER, sum, squares);
        }
        loops.squares(x, start + whole * line, lines.rest(chunk), table, CENTER, sum, squares);
        float[] sums = frame.workspaceFloats(1);
        for (int channel = 0; channel < lines.channels; channel++) {
            sums[sum(frame, chunk, CENTER, channel)] = table[channel];
            sums[sum(frame, chunk, SUM, channel)] = lines.fold(table, sum, channel);
            sums[sum(frame, chunk, SQUARES, channel)] = lines.fold(table, squares, channel);
        }
    }

    @Override
    void combine(HostFrame frame, int channel) {
        float[] sums = frame.workspaceFloats(1);
        double centers = 0;
        double total = 0;
        for (int chunk = 0; chunk < lines.chunks(); chunk++) {
            double center = (double) sums[sum(frame, chunk, CENTER, channel)] * lines.pixels(chunk);
            centers += center;
            total += center + sums[sum(frame, chunk, SUM, channel)];
        }
        // deviations from an infinite mean are no numbers, and say nothing about it
        double mean = (Double.isNaN(total) ? centers : total) / lines.pixels;
        double squares = 0;
        for (int chunk = 0; chunk < lines.chunks(); chunk++) {
            int count = lines.pixels(chunk);
            double sum = sums[sum(frame, chunk, SUM, channel)];
            double distance = sums[sum(frame, chunk, CENTER, channel)] - mean;
            // of sum((x - center)^2) and the distance of the center, about the mean of all
            squares += sums[sum(frame, chunk, SQUARES, channel)] + distance * (2 * sum + count * distance);
        }
        float variance = (float) Math.max(0, squares / lines.pixels);
        frame.outputFloats(1)[frame.outputOffset(1) + channel] = (float) mean;
        frame.outputFloats(2)[frame.outputOffset(2) + channel] = variance;
        float scale = frame.inputFloats(1)[frame.inputOffset(1) + channel];
        float[] results = frame.workspaceFloats(0);
        results[result(frame, CENTER, channel)] = (float) mean;
        results[result(frame, FACTOR, channel)] = scale / deviation(variance);
        results[result(frame, SHIFT, channel)] = frame.inputFloats(2)[frame.inputOffset(2) + channel];
    }

    @Override
    void compute(HostFrame frame, int from, int n, float[] table) {
        loops.normalize(
                frame.inputFloats(0),
                frame.inputOffset(0) + from,
                frame.outputFloats(0),
                frame.outputOffset(0) + from,
                n,
                table,
                CENTER,
                FACTOR * lines.period,
                SHIFT * lines.period);
    }

    @Override
    public int inPlace(int output) {
        return output == 0 ? 0 : -1;
    }
}
