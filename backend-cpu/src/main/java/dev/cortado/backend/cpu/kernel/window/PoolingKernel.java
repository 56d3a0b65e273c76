package dev.cortado.backend.cpu.kernel.window;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.elementwise.RowFunction;
import java.util.Arrays;

/**
 * Pools any windows row by row: each element of the window adds a shifted row of the input to a row of the result.
 *
 * <p>With a stride, every input row is first split into as many rows of neighbours as the stride is wide.
 */
final class PoolingKernel extends PlaneKernel {

    private final RowFunction function;
    private final float identity;
    private final int phaseLength;
    private final int rowLength;

    /**
     * Creates a kernel.
     *
     * @param lanes to a multiple of how many elements rows are lengthened, so that no part of them is left to slow loops
     */
    PoolingKernel(Planes planes, RowFunction function, float identity, int lanes) {
        super(planes, 0.3 * planes.windowHeight() * planes.windowWidth(), "pooling by rows");
        this.function = function;
        this.identity = identity;
        this.rowLength = (planes.outWidth() + lanes - 1) / lanes * lanes;
        this.phaseLength = rowLength + (planes.windowWidth() - 1) * planes.dilationWidth() / planes.strideWidth() + 1;
    }

    @Override
    void compute(HostFrame frame, int first, int count, HostScratch scratch) {
        int splitLength = phaseLength * planes.strideWidth();
        float[] memory = scratch.floats(splitLength + rowLength);
        for (int row = first * planes.outHeight(); row < (first + count) * planes.outHeight(); row++) {
            int plane = row / planes.outHeight();
            int top = row % planes.outHeight() * planes.strideHeight() - planes.padTop();
            int yi = frame.outputOffset(0) + row * planes.outWidth();
            Arrays.fill(memory, splitLength, splitLength + rowLength, identity);
            for (int kh = 0; kh < planes.windowHeight(); kh++) {
                int h = top + kh * planes.dilationHeight();
                if (h >= 0 && h < planes.height()) {
                    int xi = frame.inputOffset(0) + plane * planes.inputPlane() + h * planes.width();
                    split(frame.inputFloats(0), xi, memory);
                    addRow(memory, splitLength);
                }
            }
            System.arraycopy(memory, splitLength, frame.outputFloats(0), yi, planes.outWidth());
        }
    }

    /** Puts element {@code i} of the padded row to place {@code i / stride} of row {@code i % stride}. */
    private void split(float[] x, int xi, float[] split) {
        int stride = planes.strideWidth();
        for (int phase = 0; phase < stride; phase++) {
            int start = phase * phaseLength;
            // the first and the last place whose element is no padding
            int low = Math.min(phaseLength, Math.max(0, Math.floorDiv(planes.padLeft() - phase + stride - 1, stride)));
            int high = Math.min(
                    phaseLength, Math.floorDiv(planes.width() + planes.padLeft() - phase + stride - 1, stride));
            Arrays.fill(split, start, start + low, identity);
            int source = xi + phase - planes.padLeft();
            if (stride == 1 && high > low) {
                System.arraycopy(x, source + low, split, start + low, high - low);
            } else {
                copyStrided(x, source, stride, split, start, low, high);
            }
            Arrays.fill(split, start + Math.max(low, high), start + phaseLength, identity);
        }
    }

    private static void copyStrided(float[] x, int source, int stride, float[] split, int start, int low, int high) {
        for (int i = low; i < high; i++) {
            split[start + i] = x[source + i * stride];
        }
    }

    private void addRow(float[] memory, int yi) {
        for (int kw = 0; kw < planes.windowWidth(); kw++) {
            int shift = kw * planes.dilationWidth();
            int at = shift % planes.strideWidth() * phaseLength + shift / planes.strideWidth();
            function.run(memory, at, memory, yi, rowLength);
        }
    }
}
