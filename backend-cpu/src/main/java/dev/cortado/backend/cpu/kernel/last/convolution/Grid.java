package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.last.convolution.ImageConvolution.Axis;
import java.util.ArrayList;
import java.util.List;

/**
 * Places of the target that see the same taps, all of them or every few.
 *
 * @param rows rows of places
 * @param columns places of a row
 * @param firstRow the row of the target on which the first lie
 * @param firstColumn the column of the target on which the first lie
 * @param targetStep distance between places in the target, down and across
 * @param sourceStep distance between places in the source, down and across
 * @param runs what they see, in the order of the sum
 */
record Grid(int rows, int columns, int firstRow, int firstColumn, Step targetStep, Step sourceStep, List<Run> runs) {

    /** A distance down and across. */
    record Step(int down, int across) {}

    private static final Step ONE = new Step(1, 1);

    Grid {
        runs = List.copyOf(runs);
    }

    /** Returns the one grid of a convolution. */
    static List<Grid> forward(ImageConvolution g) {
        List<Run> runs = runs(g, shifts(g.rows(), 0), shifts(g.columns(), 0));
        Step stride = new Step(g.rows().stride(), g.columns().stride());
        return List.of(new Grid(g.rows().places(), g.columns().places(), 0, 0, ONE, stride, runs));
    }

    /** Returns the grids of the gradient at the input: one for each place relative to the stride. */
    static List<Grid> inputGradient(ImageConvolution g) {
        Step stride = new Step(g.rows().stride(), g.columns().stride());
        List<Grid> grids = new ArrayList<>();
        for (int row = 0; row < Math.min(stride.down, g.rows().size()); row++) {
            for (int column = 0; column < Math.min(stride.across, g.columns().size()); column++) {
                List<Run> runs = runs(g, gradientShifts(g.rows(), row), gradientShifts(g.columns(), column));
                int down = (g.rows().size() - row + stride.down - 1) / stride.down;
                int across = (g.columns().size() - column + stride.across - 1) / stride.across;
                grids.add(new Grid(down, across, row, column, stride, ONE, runs));
            }
        }
        return grids;
    }

    /** Where a tap of one axis looks, relative to a place. */
    private record Shift(int tap, int by) {}

    private static List<Shift> shifts(Axis axis, int first) {
        List<Shift> shifts = new ArrayList<>();
        for (int tap = 0; tap < axis.taps(); tap++) {
            shifts.add(new Shift(tap, first + tap * axis.dilation() - axis.padLow()));
        }
        return shifts;
    }

    /** Returns the taps that reach elements of the input at a distance from a multiple of the stride. */
    private static List<Shift> gradientShifts(Axis axis, int from) {
        List<Shift> shifts = new ArrayList<>();
        for (int tap = axis.taps() - 1; tap >= 0; tap--) {
            int distance = from + axis.padLow() - tap * axis.dilation();
            if (Math.floorMod(distance, axis.stride()) == 0) {
                shifts.add(new Shift(tap, Math.floorDiv(distance, axis.stride())));
            }
        }
        return shifts;
    }

    private static List<Run> runs(ImageConvolution g, List<Shift> down, List<Shift> across) {
        List<Run> runs = new ArrayList<>();
        for (Shift row : down) {
            for (int i = 0; i < across.size(); ) {
                int first = i;
                List<Integer> taps = new ArrayList<>();
                do {
                    taps.add(row.tap * g.columns().taps() + across.get(i++).tap);
                } while (i < across.size() && across.get(i).by == across.get(i - 1).by + 1);
                runs.add(new Run(row.by, across.get(first).by, taps));
            }
        }
        return runs;
    }

    /** Returns the number of taps of all runs. */
    int taps() {
        return runs.stream().mapToInt(run -> run.taps().size()).sum();
    }

    int lowestRow() {
        return runs.stream().mapToInt(Run::row).min().orElse(0);
    }

    int highestRow() {
        return runs.stream().mapToInt(Run::row).max().orElse(0);
    }

    int lowestColumn() {
        return runs.stream().mapToInt(Run::column).min().orElse(0);
    }

    /** Returns the column behind the last that the first place of a row sees. */
    int endColumn() {
        return runs.stream().mapToInt(Run::end).max().orElse(0);
    }
}
