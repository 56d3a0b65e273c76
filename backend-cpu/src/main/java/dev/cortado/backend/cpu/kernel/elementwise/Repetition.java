package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Broadcast;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a small operand is repeated to a result: element {@code (i / inner) % size} belongs to element i.
 *
 * @param size the number of elements of the operand
 * @param inner how often each is repeated in a row
 */
public record Repetition(int size, int inner) {

    /** Returns the repetition that a broadcast of some shape is; empty if it repeats within the operand. */
    public static Optional<Repetition> of(Broadcast broadcast, Shape operand) {
        int inner = 1;
        int size = 1;
        boolean repeatedOutside = false;
        for (int axis = broadcast.target().rank() - 1; axis >= 0; axis--) {
            int length = broadcast.target().size(axis);
            int i = broadcast.axes().indexOf(axis);
            boolean kept = i >= 0 && operand.size(i) == length;
            if (length == 1) {
                continue;
            }
            if (!kept) {
                inner = size == 1 ? inner * length : inner;
                repeatedOutside |= size != 1;
            } else if (repeatedOutside) {
                return Optional.empty();
            } else {
                size *= length;
            }
        }
        return Optional.of(new Repetition(size, inner));
    }

    /** Writes the elements from {@code start} to {@code start + n} of the result. */
    void expand(float[] x, int xi, int start, float[] y, int yi, int n) {
        if (inner == 1) {
            copy(x, xi, start % size, y, yi, n);
        } else {
            fill(x, xi, start, y, yi, n);
        }
    }

    private void copy(float[] x, int xi, int first, float[] y, int yi, int n) {
        int from = first;
        for (int done = 0; done < n; ) {
            int run = Math.min(size - from, n - done);
            System.arraycopy(x, xi + from, y, yi + done, run);
            done += run;
            from = 0;
        }
    }

    private void fill(float[] x, int xi, int start, float[] y, int yi, int n) {
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
