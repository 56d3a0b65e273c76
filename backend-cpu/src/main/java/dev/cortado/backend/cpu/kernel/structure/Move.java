package dev.cortado.backend.cpu.kernel.structure;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each element of one tensor goes in another: nested loops with a stride on either side.
 *
 * @param input index of the operand
 * @param sizes how often each loop runs, outermost first
 * @param from the distance in the operand that a round of each loop covers; 0 repeats, negative reverses
 * @param to the distance in the result that a round of each loop covers
 * @param fromStart the first element in the operand
 * @param toStart the first element in the result
 */
record Move(int input, int[] sizes, int[] from, int[] to, int fromStart, int toStart) {

    /** Returns the row-major distances of a tensor. */
    static int[] strides(int[] sizes) {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        return strides;
    }

    /** Returns the same move with as few loops as possible, but at least one. */
    Move simplified() {
        List<int[]> loops = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == 1) {
                continue;
            }
            int[] last = loops.isEmpty() ? null : loops.get(loops.size() - 1);
            if (last != null && last[1] == from[i] * sizes[i] && last[2] == to[i] * sizes[i]) {
                loops.set(loops.size() - 1, new int[] {last[0] * sizes[i], from[i], to[i]});
            } else {
                loops.add(new int[] {sizes[i], from[i], to[i]});
            }
        }
        if (loops.isEmpty()) {
            loops.add(new int[] {1, 1, 1});
        }
        return new Move(input, column(loops, 0), column(loops, 1), column(loops, 2), fromStart, toStart);
    }

    private static int[] column(List<int[]> loops, int column) {
        return loops.stream().mapToInt(loop -> loop[column]).toArray();
    }

    int loops() {
        return sizes.length;
    }

    /** Returns the number of elements that move. */
    int elements() {
        int product = 1;
        for (int size : sizes) {
            product *= size;
        }
        return product;
    }
}
