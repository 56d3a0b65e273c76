package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.graph.fuse.Repetition;
import dev.cortado.api.kernel.HostFrame;
import java.util.Arrays;

/** Fills a register with the repeated elements of an operand. */
record Expand(int input, Repetition repetition, Place y) implements Instruction {

    @Override
    public void run(HostFrame frame, float[] registers, int start, int n) {
        float[] x = frame.inputFloats(input);
        if (repetition.inner() == 1) {
            copy(x, frame.inputOffset(input), start % repetition.size(), registers, y.index(frame, start), n);
        } else {
            fill(x, frame.inputOffset(input), start, registers, y.index(frame, start), n);
        }
    }

    private void copy(float[] x, int xi, int first, float[] y, int yi, int n) {
        int size = repetition.size();
        int ahead = Math.min(size - first, n);
        System.arraycopy(x, xi + first, y, yi, ahead);
        System.arraycopy(x, xi, y, yi + ahead, Math.min(first, n - ahead));
        // from here on elements come again, in copies that grow
        for (int filled = size; filled < n; filled *= 2) {
            System.arraycopy(y, yi, y, yi + filled, Math.min(filled, n - filled));
        }
    }

    private void fill(float[] x, int xi, int start, float[] y, int yi, int n) {
        int size = repetition.size();
        int inner = repetition.inner();
        int at = start / inner % size;
        int left = inner - start % inner;
        for (int done = 0; done < n; ) {
            int run = Math.min(left, n - done);
            Arrays.fill(y, yi + done, yi + done + run, x[xi + at]);
            done += run;
            left = inner;
            at = at + 1 == size ? 0 : at + 1;
        }
    }
}
