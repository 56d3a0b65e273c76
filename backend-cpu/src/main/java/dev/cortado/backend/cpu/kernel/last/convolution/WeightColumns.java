package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.matmul.Width;

/** How the gradient at weights lies while it is summed up: a row per output channel, and of it a stretch per run. */
final class WeightColumns {

    private final Grid grid;
    private final int channels;
    private final int taps;
    private final int[] starts;
    private final int[] firstPairs;
    /** The taps of each stretch. */
    private final int[][] stretches;

    WeightColumns(ImageConvolution g, Grid grid) {
        this.grid = grid;
        channels = g.channels();
        taps = g.taps();
        starts = new int[grid.runs().size() + 1];
        firstPairs = new int[grid.runs().size() + 1];
        stretches = grid.runs().stream()
                .map(run -> run.taps().stream().mapToInt(tap -> tap).toArray())
                .toArray(int[][]::new);
        for (int run = 0; run < grid.runs().size(); run++) {
            // whole vectors, since what is behind a stretch is overwritten
            starts[run + 1] = starts[run] + Width.roundUp(columns(run));
            firstPairs[run + 1] = firstPairs[run] + (width(run) + Width.PAIR - 1) / Width.PAIR;
        }
    }

    int runs() {
        return grid.runs().size();
    }

    /** Returns the floats of a stretch: a multiple of every vector's lanes. */
    int width(int run) {
        return starts[run + 1] - starts[run];
    }

    private int columns(int run) {
        return grid.runs().get(run).taps().size() * channels;
    }

    /** Returns the panels of all stretches, each two vectors wide or, at the end of a stretch, one. */
    int pairs() {
        return firstPairs[runs()];
    }

    /** Returns the first panel of a stretch. */
    int firstPair(int run) {
        return firstPairs[run];
    }

    /** Returns the stretch of a panel. */
    int run(int pair) {
        int run = 0;
        while (pair >= firstPairs[run + 1]) {
            run++;
        }
        return run;
    }

    /** Returns where a panel starts in its stretch. */
    int column(int pair) {
        return (pair - firstPairs[run(pair)]) * Width.PAIR;
    }

    /** Returns where a stretch starts. */
    int start(int run) {
        return starts[run];
    }

    /** Returns the floats of a row. */
    int pitch() {
        return starts[runs()];
    }

    /**
     * Moves a row to where its weights are.
     *
     * @param out where the weights of the output channel start
     */
    void scatter(float[] row, int ro, float[] weights, int out) {
        for (int run = 0; run < runs(); run++) {
            int from = ro + starts[run];
            for (int tap : stretches[run]) {
                for (int channel = 0; channel < channels; channel++) {
                    weights[out + channel * taps + tap] = row[from + channel];
                }
                from += channels;
            }
        }
    }
}
