package dev.cortado.backend.cpu.kernel.last.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.Arrays;

/** The gradient of batch normalization: one pass for both sums, one for the result. */
class LastGradient extends LastKernel {

    static final int CENTER = 0;
    static final int SLOPE = 1;
    static final int OFFSET = 2;
    static final int FACTOR = 3;

    /** What a chunk gives, each after the centers. */
    static final int SUM = 1;

    static final int PRODUCTS = 2;

    LastGradient(Shape image, double epsilon, InnerKernels inner) {
        super(image, epsilon, inner, 3, 4);
    }

    /** Creates a kernel that sums up and takes more than this one does. */
    LastGradient(Shape image, double epsilon, InnerKernels inner, int sums, int tables) {
        super(image, epsilon, inner, sums, tables);
    }

    @Override
    public String description() {
        return "batch normalization gradient, channels last";
    }

    @Override
    void sum(HostFrame frame, int chunk, float[] table) {
        float[] x = frame.inputFloats(0);
        float[] dy = frame.inputFloats(4);
        int start = lines.first(chunk) * lines.channels;
        int xi = frame.inputOffset(0) + start;
        int dyi = frame.inputOffset(4) + start;
        int line = lines.line;
        int columns = lines.columns;
        int sum = SUM * columns;
        int products = PRODUCTS * columns;
        System.arraycopy(frame.inputFloats(2), frame.inputOffset(2), table, CENTER, lines.channels);
        lines.repeat(table, CENTER, columns);
        int whole = lines.wholeLines(chunk);
        int fours = whole / LastLoops.LINES * LastLoops.LINES;
        for (int i = 0; i < fours; i += LastLoops.LINES) {
            loops.products4(x, xi + i * line, dy, dyi + i * line, line, columns, table, CENTER, sum, products);
        }
        for (int i = fours; i < whole; i++) {
            loops.products(x, xi + i * line, dy, dyi + i * line, columns, table, CENTER, sum, products);
        }
        int rest = whole * line;
        loops.products(x, xi + rest, dy, dyi + rest, lines.rest(chunk), table, CENTER, sum, products);
        float[] sums = frame.workspaceFloats(1);
        lines.fold(table, sum, sums, sum(frame, chunk, SUM));
        lines.fold(table, products, sums, sum(frame, chunk, PRODUCTS));
    }

    @Override
    void combine(HostFrame frame, int from, int to) {
        float[] sums = frame.workspaceFloats(1);
        float[] results = frame.workspaceFloats(0);
        int total = result(frame, OFFSET);
        int totalProducts = result(frame, SLOPE);
        Arrays.fill(results, total + from, total + to, 0);
        Arrays.fill(results, totalProducts + from, totalProducts + to, 0);
        for (int chunk = 0; chunk < lines.chunks; chunk++) {
            int sum = sum(frame, chunk, SUM);
            int products = sum(frame, chunk, PRODUCTS);
            for (int i = from; i < to; i++) {
                results[total + i] += sums[sum + i];
                results[totalProducts + i] += sums[products + i];
            }
        }
        for (int i = from; i < to; i++) {
            finish(frame, i, results[total + i], results[totalProducts + i]);
        }
    }

    void finish(HostFrame frame, int channel, float shiftGradient, float products) {
        float scale = frame.inputFloats(1)[frame.inputOffset(1) + channel];
        float deviation = deviation(frame.inputFloats(3)[frame.inputOffset(3) + channel]);
        float scaleGradient = products / deviation;
        float[] results = frame.workspaceFloats(0);
        results[result(frame, CENTER) + channel] = frame.inputFloats(2)[frame.inputOffset(2) + channel];
        results[result(frame, SLOPE) + channel] = -(scaleGradient / lines.pixels / deviation);
        results[result(frame, OFFSET) + channel] = -(shiftGradient / lines.pixels);
        results[result(frame, FACTOR) + channel] = scale / deviation;
        frame.outputFloats(1)[frame.outputOffset(1) + channel] = scaleGradient;
        frame.outputFloats(2)[frame.outputOffset(2) + channel] = shiftGradient;
    }

    @Override
    void compute(HostFrame frame, int from, int n, float[] table) {
        loops.gradient(
                frame.inputFloats(0),
                frame.inputOffset(0) + from,
                frame.inputFloats(4),
                frame.inputOffset(4) + from,
                frame.outputFloats(0),
                frame.outputOffset(0) + from,
                n,
                table,
                CENTER,
                SLOPE * lines.period,
                OFFSET * lines.period,
                FACTOR * lines.period);
    }

    @Override
    public int inPlace(int output) {
        return output == 0 ? 4 : -1;
    }
}
