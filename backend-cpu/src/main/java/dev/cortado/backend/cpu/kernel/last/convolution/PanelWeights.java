package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.List;

/**
 * The weights of a grid as panels: a row per tap and channel of the source, as many channels of the target across as a panel
 * has lanes; those behind the last repeat it.
 */
final class PanelWeights {

    private final int sources;
    private final int targets;
    private final int[] taps;
    /** Floats from one channel of the source to the next in the weights as they are given. */
    private final int sourceStep;

    private final int targetStep;
    private final int[] targetOffsets;

    private PanelWeights(Grid grid, int sources, int targets, int sourceStep, int targetStep) {
        this.sources = sources;
        this.targets = targets;
        this.sourceStep = sourceStep;
        this.targetStep = targetStep;
        taps = grid.runs().stream()
                .map(Run::taps)
                .flatMap(List::stream)
                .mapToInt(tap -> tap)
                .toArray();
        targetOffsets = new int[panels() * Width.PAIR];
        for (int i = 0; i < targetOffsets.length; i++) {
            targetOffsets[i] = Math.min(i, targets - 1) * targetStep;
        }
    }

    /** Returns the weights with which a convolution multiplies its input. */
    static PanelWeights forward(ImageConvolution g, Grid grid) {
        return new PanelWeights(grid, g.channels(), g.outputs(), g.taps(), g.channels() * g.taps());
    }

    /** Returns the weights with which the gradient at its input multiplies the one at its output. */
    static PanelWeights inputGradient(ImageConvolution g, Grid grid) {
        return new PanelWeights(grid, g.outputs(), g.channels(), g.channels() * g.taps(), g.taps());
    }

    int panels() {
        return (targets + Width.PAIR - 1) / Width.PAIR;
    }

    /** Returns the vectors across a panel. */
    int vectors(int panel) {
        return targets - panel * Width.PAIR > Width.LANES ? 2 : 1;
    }

    /** Tells whether all columns of a panel are channels. */
    boolean isWhole(int panel) {
        return wanted(panel) == vectors(panel) * Width.LANES;
    }

    /** Returns the channels of the target of a panel. */
    int wanted(int panel) {
        return Math.min(Width.PAIR, targets - panel * Width.PAIR);
    }

    /** Returns the rows of a panel. */
    int depth() {
        return taps.length * sources;
    }

    /** Returns where a panel starts. */
    int start(int panel) {
        return panel * Width.PAIR * depth();
    }

    /** Returns the floats of all panels. */
    int size() {
        return panels() * Width.PAIR * depth();
    }

    /** Returns the number of pieces in which a panel is packed. */
    int pieces() {
        return (sources + Width.PAIR - 1) / Width.PAIR;
    }

    /** Packs a piece of a panel. */
    void pack(int panel, int piece, float[] weights, int wo, float[] packed, int po) {
        int width = vectors(panel) * Width.LANES;
        int end = Math.min(sources, (piece + 1) * Width.PAIR);
        for (int source = piece * Width.PAIR; source < end; source++) {
            for (int i = 0; i < taps.length; i++) {
                gather(panel, source, i, weights, wo, packed, po + start(panel) + (i * sources + source) * width);
            }
        }
    }

    /** Collects the weights of a panel that belong to a channel of the source and a tap, counted in the order of the runs. */
    void gather(int panel, int source, int tap, float[] weights, int wo, float[] to, int at) {
        int from = wo + taps[tap] + source * sourceStep;
        Gather.run(weights, from, targetOffsets, panel * Width.PAIR, vectors(panel) * Width.LANES, to, at);
    }
}
