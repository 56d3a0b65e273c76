package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.last.convolution.Grid.Step;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the two operands of {@link WinogradGradient}: its tiles transformed to 36 points, of each the tiles one after the other,
 * some channels side by side.
 */
final class WinogradSide {

    private static final int POINTS = WinogradPanels.POINTS;

    private final boolean gradient;
    private final WinogradLoops loops;
    private final Source source;
    private final int channels;
    /** Pixels of a tile, down and across. */
    private final int size;
    /** Channels that lie side by side. */
    private final int block;

    private final int columns;
    private final int most;
    private final int halfPitch;
    private final int pointPitch;
    private final int copyAt;
    private final int halfAt;
    private final int valuesAt;

    private WinogradSide(
            Grid map,
            int lines,
            int height,
            int width,
            int channels,
            int size,
            int block,
            boolean gradient,
            WinogradLoops loops,
            ScratchLayout layout) {
        this.gradient = gradient;
        this.loops = loops;
        this.channels = channels;
        this.size = size;
        this.block = block;
        columns = map.columns();
        most = lines * columns;
        // a vector may reach behind the last channel, which is safe in scratch memory alone
        source = new Source(map, height, width, channels, lines, channels % Width.UNIT != 0);
        halfPitch = Width.roundUp(size * channels);
        pointPitch = (channels + block - 1) / block * block * most;
        copyAt = layout.add(source.size());
        halfAt = layout.add(POINTS * halfPitch);
        valuesAt = layout.add(POINTS * POINTS * pointPitch);
    }

    /** Returns the side of the input: panels that are two vectors wide. */
    static WinogradSide input(Grid map, ImageConvolution g, int lines, WinogradLoops loops, ScratchLayout layout) {
        return new WinogradSide(
                map,
                lines,
                g.rows().size(),
                g.columns().size(),
                g.channels(),
                WinogradMap.SEEN,
                Width.PAIR,
                false,
                loops,
                layout);
    }

    /** Returns the side of the gradient: the groups that the inner kernel takes. */
    static WinogradSide gradient(Grid map, ImageConvolution g, int lines, WinogradLoops loops, ScratchLayout layout) {
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < WinogradMap.SIZE; row++) {
            runs.add(new Run(row, 0, List.of(0, 1, 2, 3)));
        }
        Step step = new Step(WinogradMap.SIZE, WinogradMap.SIZE);
        Grid tiles = new Grid(map.rows(), map.columns(), 0, 0, step, step, runs);
        return new WinogradSide(
                tiles,
                lines,
                g.rows().places(),
                g.columns().places(),
                g.outputs(),
                WinogradMap.SIZE,
                InnerKernels.GROUP,
                true,
                loops,
                layout);
    }

    /** Returns the most tiles that are transformed at once. */
    int most() {
        return most;
    }

    /** Returns where the tiles of a block of channels start at a point. */
    int start(int point, int index) {
        return valuesAt + point * pointPitch + index * block * most;
    }

    /** Transforms the tiles of some lines and returns how many these are. */
    int fill(float[] from, int fo, int first, int end, float[] memory, int[] places) {
        source.fill(from, fo, first, end, memory, copyAt);
        source.places(first, end, places, 0);
        float[] a = source.isCopied() ? memory : from;
        int ao = (source.isCopied() ? copyAt : fo) + source.runOffsets()[0];
        int count = (end - first) * columns;
        for (int tile = 0; tile < count; tile++) {
            transform(a, ao + places[tile], source.pitch(), memory, halfAt, halfPitch, size * channels);
            for (int channel = 0; channel < channels; channel += block) {
                int left = Math.min(block, channels - channel);
                // the last panel may be one vector wide
                boolean one = !gradient && Width.roundUp(channels) - channel <= Width.LANES;
                int width = one ? Width.LANES : block;
                int to = start(0, channel / block) + tile * width;
                for (int row = 0; row < POINTS; row++) {
                    transform(
                            memory,
                            halfAt + row * halfPitch + channel,
                            channels,
                            memory,
                            to + row * POINTS * pointPitch,
                            pointPitch,
                            left);
                }
            }
        }
        return count;
    }

    private void transform(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        if (gradient) {
            loops.outputGradient(from, at, step, to, out, pitch, lanes);
        } else {
            loops.input(from, at, step, to, out, pitch, lanes);
        }
    }
}
