package dev.cortado.backend.cpu.kernel.last.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedGradient;

/** The gradient of normalization and the rectifier behind it: both passes find out once more what the rectifier lets pass. */
final class LastRectifiedGradient extends LastGradient {

    private static final int DY = 4;
    private static final int GIVEN_SHIFT = 5;

    /** What both tables have behind the factors. */
    static final int SHIFT = 4;

    private final RectifiedLoops rectified;
    private final float stop;

    LastRectifiedGradient(Shape image, RectifiedGradient gradient, InnerKernels inner) {
        super(image, gradient.normalization().epsilon(), inner, 5, 5);
        rectified = inner.isVector() ? new VectorRectified() : new ScalarRectified();
        stop = gradient.stop();
    }

    @Override
    public String description() {
        return super.description() + ", rectified";
    }

    @Override
    void sum(HostFrame frame, int chunk, float[] table) {
        int columns = lines.columns;
        fill(frame, table);
        int start = lines.first(chunk) * lines.channels;
        int whole = lines.wholeLines(chunk);
        int twos = whole / RectifiedLoops.LINES * RectifiedLoops.LINES;
        float[] x = frame.inputFloats(0);
        float[] dy = frame.inputFloats(DY);
        int xi = frame.inputOffset(0) + start;
        int dyi = frame.inputOffset(DY) + start;
        int line = lines.line;
        for (int i = 0; i < twos; i += RectifiedLoops.LINES) {
            rectified.products2(x, xi + i * line, dy, dyi + i * line, line, columns, table, columns, stop);
        }
        if (twos < whole) {
            rectified.products(x, xi + twos * line, dy, dyi + twos * line, columns, table, columns, stop);
        }
        rectified.products(x, xi + whole * line, dy, dyi + whole * line, lines.rest(chunk), table, columns, stop);
        float[] sums = frame.workspaceFloats(1);
        lines.fold(table, SUM * columns, sums, sum(frame, chunk, SUM));
        lines.fold(table, PRODUCTS * columns, sums, sum(frame, chunk, PRODUCTS));
    }

    /** Fills the columns with what leads from x to the normalized element, in the same way as forwards. */
    private void fill(HostFrame frame, float[] table) {
        int columns = lines.columns;
        System.arraycopy(frame.inputFloats(2), frame.inputOffset(2), table, CENTER, lines.channels);
        float[] scale = frame.inputFloats(1);
        float[] variance = frame.inputFloats(3);
        int si = frame.inputOffset(1);
        int vi = frame.inputOffset(3);
        for (int channel = 0; channel < lines.channels; channel++) {
            table[FACTOR * columns + channel] = scale[si + channel] / deviation(variance[vi + channel]);
        }
        System.arraycopy(
                frame.inputFloats(GIVEN_SHIFT), frame.inputOffset(GIVEN_SHIFT), table, SHIFT * columns, lines.channels);
        lines.repeat(table, CENTER, columns);
        lines.repeat(table, FACTOR * columns, columns);
        lines.repeat(table, SHIFT * columns, columns);
    }

    @Override
    void finish(HostFrame frame, int channel, float shiftGradient, float products) {
        super.finish(frame, channel, shiftGradient, products);
        frame.workspaceFloats(0)[result(frame, SHIFT) + channel] =
                frame.inputFloats(GIVEN_SHIFT)[frame.inputOffset(GIVEN_SHIFT) + channel];
    }

    @Override
    void compute(HostFrame frame, int from, int n, float[] table) {
        rectified.gradient(
                frame.inputFloats(0),
                frame.inputOffset(0) + from,
                frame.inputFloats(DY),
                frame.inputOffset(DY) + from,
                frame.outputFloats(0),
                frame.outputOffset(0) + from,
                n,
                table,
                lines.period,
                stop);
    }
}
