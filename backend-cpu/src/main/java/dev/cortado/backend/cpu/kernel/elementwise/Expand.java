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
        int from = first;
        for (int done = 0; done < n; ) {
            int run = Math.min(size - from, n - done);
            System.arraycopy(x, xi + from, y, yi + done, run);
            done += run;
            from = 0;
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
