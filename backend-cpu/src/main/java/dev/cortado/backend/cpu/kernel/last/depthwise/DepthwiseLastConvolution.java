package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.last.LastEpilogue;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Convolution of every channel with a kernel of its own, or the gradient of its input, on images with channels last.
 *
 * <p>A result is its bias (or 0) plus the taps in order, by fused multiply-adds; taps on padding multiply a zero. Rows of
 * the source are read where they lie, all channels of a pixel before the next pixel: memory is far slower than the arithmetic,
 * and fastest in its order. Weights are transposed once, so that the channels of a tap lie together.
 */
final class DepthwiseLastConvolution implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 40;
    private static final int WANTED_TILES = 16;
    private static final int SHORT = 4;
    private static final int FOUR = 4;
    private static final int SIDE = 3;

    /** Places of a row of which so few lie at its ends that rows go in fours. */
    private static final int WIDE = 8;

    private final Operands operands;
    private final LastEpilogue epilogue;
    private final String description;
    private final InnerKernels inner;
    private final LastLoops loops;
    private final WalkedAxis rows;
    private final WalkedAxis columns;
    private final int images;
    private final int channels;
    private final int taps;
    private final boolean rowsInFours;
    private final Part[][] parts;
    private final int[] order;
    private final int rowsPerTile;
    private final int pieces;
    private final int startsAt;
    private final int numbersAt;
    private final int zerosAt;
    private final int scratchLength;

    /**
     * Where the operands are.
     *
     * @param source the operand with the images
     * @param weights the operand with the weights
     * @param bias the operand with the bias; negative without one
     */
    record Operands(int source, int weights, int bias) {}

    /**
     * Results of a row that are alike.
     *
     * @param along the walk over columns that they belong to
     * @param stretch its places
     * @param weights where the weights of their taps start
     * @param inside whether no tap sees a column of padding
     */
    private record Part(Walk along, Stretch stretch, int weights, boolean inside) {

        int firstResult() {
            return along.first() + stretch.first() * along.step();
        }
    }

    DepthwiseLastConvolution(
            int images,
            int channels,
            WalkedAxis rows,
            WalkedAxis columns,
            Operands operands,
            LastEpilogue epilogue,
            String description,
            InnerKernels inner) {
        this.images = images;
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.operands = operands;
        this.epilogue = epilogue;
        this.description = description;
        this.inner = inner;
        loops = LastLoops.of(inner);
        taps = rows.taps() * columns.taps();
        rowsInFours = columns.places() >= WIDE
                && Stretch.isSideBySide(rows.walks().get(0))
                && Stretch.isSideBySide(columns.walks().get(0));
        parts = new Part[rows.walks().size()][];
        order = new int[taps];
        int slots = 0;
        for (int i = 0; i < parts.length; i++) {
            List<Part> row = new ArrayList<>();
            for (Walk along : columns.walks()) {
                row.addAll(parts(rows.walks().get(i), along, slots));
                slots += order(rows.walks().get(i), along, slots);
            }
            row.sort(Comparator.comparingInt(Part::firstResult));
            parts[i] = row.toArray(Part[]::new);
        }
        int wanted = (WANTED_TILES - 1) / Math.max(1, images) + 1;
        int fewest = Math.max(1, (rows.places() + wanted - 1) / wanted);
        rowsPerTile = rowsInFours ? (fewest + FOUR - 1) / FOUR * FOUR : fewest;
        pieces = (rows.places() + rowsPerTile - 1) / rowsPerTile;
        startsAt = taps * channels;
        numbersAt = startsAt + channels;
        ScratchLayout layout = new ScratchLayout();
        zerosAt = layout.add(LastLoops.zeros(channels));
        scratchLength = layout.length();
    }

    /** Returns the results of two walks; short parts if others lie between, so that memory is written about in its order. */
    private List<Part> parts(Walk down, Walk along, int slot) {
        boolean neighbours = !rowsInFours && down.taps().length == along.taps().length;
        int longest = along.step() == 1 ? along.count() : SHORT;
        return Stretch.of(along, columns.size(), neighbours).stream()
                .flatMap(stretch -> stretch.cut(longest, along.sourceStep()).stream())
                .map(stretch -> new Part(along, stretch, slot * channels, stretch.isInside()))
                .toList();
    }

    /** Notes which weights come from one slot on; returns how many. */
    private int order(Walk down, Walk along, int slot) {
        int next = slot;
        for (int row : down.taps()) {
            for (int column : along.taps()) {
                order[next++] = row * columns.taps() + column;
            }
        }
        return next - slot;
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int preparingPhases() {
        return 1;
    }

    @Override
    public List<Integer> preparedFrom() {
        List<Integer> read = new ArrayList<>(List.of(operands.weights()));
        if (operands.bias() >= 0) {
            read.add(operands.bias());
        }
        read.addAll(epilogue.operands());
        return read;
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, numbersAt + epilogue.size(channels)));
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? 1 : images * pieces;
    }

    @Override
    public long nanoseconds(int phase) {
        double flops = 2.0 * images * rows.places() * columns.places() * taps * channels;
        return phase == 0 ? (long) taps * channels : (long) (flops / FLOPS_PER_NANOSECOND);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        inner.beginTile();
        float[] zeros = scratch.floats(scratchLength);
        Arrays.fill(zeros, zerosAt, zerosAt + LastLoops.zeros(channels), 0);
        int[] seen = scratch.ints(Math.max(taps, SIDE + FOUR));
        for (int tile = from; tile < to; tile++) {
            if (phase == 0) {
                prepare(frame);
            } else {
                tile(frame, tile, zeros, seen);
            }
        }
    }

    private void prepare(HostFrame frame) {
        float[] weights = frame.inputFloats(operands.weights());
        int wi = frame.inputOffset(operands.weights());
        float[] prepared = frame.workspaceFloats(0);
        int at = frame.workspaceOffset(0);
        for (int slot = 0; slot < taps; slot++) {
            for (int channel = 0; channel < channels; channel++) {
                prepared[at + slot * channels + channel] = weights[wi + channel * taps + order[slot]];
            }
        }
        if (operands.bias() < 0) {
            Arrays.fill(prepared, at + startsAt, at + startsAt + channels, 0);
        } else {
            float[] bias = frame.inputFloats(operands.bias());
            System.arraycopy(bias, frame.inputOffset(operands.bias()), prepared, at + startsAt, channels);
        }
        epilogue.prepare(frame, channels, prepared, at + numbersAt);
    }

    private void tile(HostFrame frame, int tile, float[] zeros, int[] seen) {
        int image = tile / pieces;
        int first = tile % pieces * rowsPerTile;
        int end = Math.min(rows.places(), first + rowsPerTile);
        int source = frame.inputOffset(operands.source()) + image * rows.size() * columns.size() * channels;
        float[] result = frame.outputFloats(0);
        int target = frame.outputOffset(0) + (image * rows.places() + first) * columns.places() * channels;
        int numbers = frame.workspaceOffset(0) + numbersAt;
        int length = columns.places() * channels;
        int together;
        for (int row = first; row < end; row += together) {
            Walk down = rows.walks().get(row % parts.length);
            int position = row / down.step() * down.sourceStep();
            together = rowsInFours && row + FOUR <= end ? FOUR : 1;
            for (Part part : parts[row % parts.length]) {
                if (together == FOUR && part.inside) {
                    fourRows(frame, part, position + down.shifts()[0], source, target, zeros, seen);
                } else {
                    for (int i = 0; i < together; i++) {
                        part(frame, part, down, position + i, source, target + i * length, zeros, seen);
                    }
                }
            }
            int pixels = together * columns.places();
            epilogue.apply(frame.workspaceFloats(0), numbers, channels, 0, channels, result, target, pixels, channels);
            target += together * length;
        }
    }

    private void fourRows(HostFrame frame, Part part, int top, int source, int target, float[] zeros, int[] seen) {
        for (int i = 0; i < FOUR + SIDE - 1; i++) {
            int row = top + i;
            boolean inside = row >= 0 && row < rows.size();
            seen[i] = inside ? source + (row * columns.size() + part.stretch.columns()[0]) * channels : -1;
        }
        int at = frame.workspaceOffset(0);
        loops.fourRows(
                frame.inputFloats(operands.source()),
                seen,
                zeros,
                zerosAt,
                frame.workspaceFloats(0),
                at + part.weights,
                at + startsAt,
                frame.outputFloats(0),
                target + part.firstResult() * channels,
                columns.places() * channels,
                part.stretch.count(),
                channels);
    }

    private void part(
            HostFrame frame, Part part, Walk down, int position, int source, int target, float[] zeros, int[] seen) {
        Walk along = part.along;
        Stretch stretch = part.stretch;
        float[] x = frame.inputFloats(operands.source());
        float[] w = frame.workspaceFloats(0);
        int wi = frame.workspaceOffset(0) + part.weights;
        int start = frame.workspaceOffset(0) + startsAt;
        float[] y = frame.outputFloats(0);
        int yi = target + part.firstResult() * channels;
        int stride = along.step() * channels;
        int taps = see(down, position, stretch.columns(), source, seen);
        if (stretch.fours()) {
            loops.neighbours(x, seen, zeros, zerosAt, w, wi, start, y, yi, stride, stretch.count(), channels);
        } else {
            int step = along.sourceStep() * channels;
            loops.convolve(x, seen, taps, step, zeros, zerosAt, w, wi, start, y, yi, stride, stretch.count(), channels);
        }
    }

    /** Notes where each row and column lies, or -1 for padding; returns how many. */
    private int see(Walk down, int position, int[] seenColumns, int source, int[] seen) {
        int i = 0;
        for (int shift : down.shifts()) {
            int row = position + shift;
            boolean inside = row >= 0 && row < rows.size();
            for (int column : seenColumns) {
                seen[i++] = inside && column >= 0 ? source + (row * columns.size() + column) * channels : -1;
            }
        }
        return i;
    }
}
