package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.DType;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostScratch;

/** Sorts the indices of each line by merging, which keeps the order of equal elements, then moves the elements. */
final class SortKernel extends LineKernel {

    private final DType dtype;
    private final boolean descending;

    SortKernel(Lines lines, DType dtype, boolean descending) {
        super(lines);
        this.dtype = dtype;
        this.descending = descending;
    }

    @Override
    void compute(HostFrame frame, int line, HostScratch scratch) {
        int n = lines.size();
        int[] indices = scratch.ints(2 * n);
        for (int i = 0; i < n; i++) {
            indices[i] = i;
        }
        Object x = frame.input(0);
        int start = frame.inputOffset(0) + lines.start(line);
        int sorted = 0;
        for (int run = 1; run < n; run = run > n / 2 ? n : 2 * run) {
            int other = n - sorted;
            for (int low = 0; low < n; low += 2 * run) {
                int middle = Math.min(n, low + run);
                merge(x, start, indices, sorted, other, low, middle, (int) Math.min(n, (long) low + 2L * run));
            }
            sorted = other;
        }
        store(frame, line, start, indices, sorted);
    }

    /** Merges two sorted runs, from one half of the array to the other half. */
    private void merge(Object x, int start, int[] indices, int from, int to, int low, int middle, int high) {
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeRight =
                    left == middle || right < high && precedes(x, start, indices[from + right], indices[from + left]);
            indices[to + i] = indices[from + (takeRight ? right++ : left++)];
        }
    }

    private boolean precedes(Object x, int start, int i, int j) {
        int order = Numbers.compare(x, dtype, start + i * lines.inner(), start + j * lines.inner());
        return descending ? order > 0 : order < 0;
    }

    private void store(HostFrame frame, int line, int start, int[] indices, int sorted) {
        int[] where = (int[]) frame.output(1);
        int values = frame.outputOffset(0) + lines.start(line);
        int places = frame.outputOffset(1) + lines.start(line);
        for (int i = 0; i < lines.size(); i++) {
            int index = indices[sorted + i];
            System.arraycopy(
                    frame.input(0), start + index * lines.inner(), frame.output(0), values + i * lines.inner(), 1);
            where[places + i * lines.inner()] = index;
        }
    }
}
