package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.last.LastEpilogue;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution of images with channels last, or its gradient at the input: for each place a row of what it sees times the
 * weights.
 *
 * <p>An element is its bias (or 0) plus the taps in the order of the grid's runs, all channels of one after the other, by fused
 * multiply-adds; taps on padding multiply a zero.
 */
final class GridConvolution implements HostKernel {

    /** Which operand is which; {@code bias} is -1 where there is none. */
    record Operands(int source, int weights, int bias) {}

    private static final double FLOPS_PER_NANOSECOND = 150;

    private final ImageConvolution g;
    private final Operands operands;
    private final LastEpilogue epilogue;
    private final List<PanelWeights> weights = new ArrayList<>();
    private final List<GridKernel> grids = new ArrayList<>();
    private final int[] packedStarts;
    private final int pieces;
    private final int[] firstTiles;
    private final int targets;
    private final String description;
    private final GridKernel.Places at;
    private final int scratchLength;
    private final int places;

    private GridConvolution(
            ImageConvolution g,
            Operands operands,
            LastEpilogue epilogue,
            List<Grid> grids,
            List<PanelWeights> weights,
            GridKernel.Image from,
            GridKernel.Image to,
            String description,
            InnerKernels inner) {
        this.g = g;
        this.operands = operands;
        this.epilogue = epilogue;
        this.targets = to.channels();
        this.description = description;
        this.weights.addAll(weights);
        packedStarts = new int[grids.size() + 1];
        firstTiles = new int[grids.size() + 1];
        int copy = 0;
        int rows = 0;
        int part = 0;
        int entries = 0;
        for (int i = 0; i < grids.size(); i++) {
            GridKernel kernel = new GridKernel(grids.get(i), weights.get(i), g.images(), from, to, epilogue, inner);
            this.grids.add(kernel);
            packedStarts[i + 1] = packedStarts[i] + weights.get(i).size();
            firstTiles[i + 1] = firstTiles[i] + kernel.tiles();
            copy = Math.max(copy, kernel.copySize());
            rows = Math.max(rows, kernel.rowsSize());
            part = Math.max(part, kernel.tileSize());
            entries = Math.max(entries, kernel.places());
        }
        places = entries;
        pieces = 1 + weights.stream().mapToInt(w -> w.panels() * w.pieces()).sum();
        ScratchLayout layout = new ScratchLayout();
        at = new GridKernel.Places(layout.add(copy), layout.add(rows), layout.add(part));
        scratchLength = layout.length();
    }

    /** Creates the kernel of a convolution. */
    static HostKernel forward(ImageConvolution g, Operands operands, LastEpilogue epilogue, InnerKernels inner) {
        List<Grid> grids = Grid.forward(g);
        List<PanelWeights> weights =
                grids.stream().map(grid -> PanelWeights.forward(g, grid)).toList();
        int least = WinogradChoice.leastPlaces(g.channels(), g.outputs());
        return of(g, operands, epilogue, grids, weights, input(g), output(g), "convolution", least, inner);
    }

    /** Creates the kernel of the gradient at the input. */
    static HostKernel inputGradient(ImageConvolution g, InnerKernels inner) {
        List<Grid> grids = Grid.inputGradient(g);
        List<PanelWeights> weights =
                grids.stream().map(grid -> PanelWeights.inputGradient(g, grid)).toList();
        Operands operands = new Operands(1, 0, -1);
        return of(
                g,
                operands,
                LastEpilogue.NONE,
                grids,
                weights,
                output(g),
                input(g),
                "input gradient",
                WinogradChoice.LEAST_PLACES,
                inner);
    }

    private static HostKernel of(
            ImageConvolution g,
            Operands operands,
            LastEpilogue epilogue,
            List<Grid> grids,
            List<PanelWeights> weights,
            GridKernel.Image from,
            GridKernel.Image to,
            String name,
            int leastPlaces,
            InnerKernels inner) {
        Grid grid = grids.get(0);
        boolean one = grids.size() == 1;
        if (one && WinogradMap.suits(grid, from.height(), from.width(), from.channels(), to.channels(), leastPlaces)) {
            return new WinogradKernel(g, operands, epilogue, grid, weights.get(0), from, to, name, inner);
        }
        return new GridConvolution(g, operands, epilogue, grids, weights, from, to, name, inner);
    }

    private static GridKernel.Image input(ImageConvolution g) {
        return new GridKernel.Image(g.rows().size(), g.columns().size(), g.channels());
    }

    private static GridKernel.Image output(ImageConvolution g) {
        return new GridKernel.Image(g.rows().places(), g.columns().places(), g.outputs());
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? pieces : firstTiles[grids.size()];
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0 ? packedStarts[grids.size()] : (long) (g.flops() / FLOPS_PER_NANOSECOND);
    }

    @Override
    public List<TensorSpec> workspace() {
        int starts = (targets + Width.PAIR - 1) / Width.PAIR * Width.PAIR;
        return List.of(
                TensorSpec.of(DType.FLOAT32, packedStarts[grids.size()]),
                TensorSpec.of(DType.FLOAT32, starts),
                TensorSpec.of(DType.FLOAT32, epilogue.size(targets)));
    }

    @Override
    public int preparingPhases() {
        return 1;
    }

    @Override
    public List<Integer> preparedFrom() {
        return preparedFrom(operands, epilogue);
    }

    /** Returns the operands that packed weights, starts of sums and the numbers of an epilogue are made of. */
    static List<Integer> preparedFrom(Operands operands, LastEpilogue epilogue) {
        List<Integer> read = new ArrayList<>(List.of(operands.weights));
        if (operands.bias >= 0) {
            read.add(operands.bias);
        }
        read.addAll(epilogue.operands());
        return read;
    }

    @Override
    public String description() {
        return description + " " + InnerKernels.MOST_ROWS + "x" + Width.PAIR + ", channels last";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        if (phase == 0) {
            for (int piece = from; piece < to; piece++) {
                pack(frame, piece);
            }
            return;
        }
        float[] memory = scratch.floats(scratchLength);
        int[] table = scratch.ints(places);
        int grid = 0;
        for (int tile = from; tile < to; tile++) {
            while (tile >= firstTiles[grid + 1]) {
                grid++;
            }
            grids.get(grid)
                    .run(
                            frame,
                            operands,
                            tile - firstTiles[grid],
                            frame.workspaceFloats(1),
                            frame.workspaceOffset(1),
                            frame.workspaceFloats(0),
                            frame.workspaceOffset(0) + packedStarts[grid],
                            memory,
                            at,
                            table);
        }
    }

    private void pack(HostFrame frame, int tile) {
        if (tile == 0) {
            start(frame);
            return;
        }
        int piece = tile - 1;
        for (int grid = 0; grid < weights.size(); grid++) {
            PanelWeights w = weights.get(grid);
            if (piece < w.panels() * w.pieces()) {
                w.pack(
                        piece / w.pieces(),
                        piece % w.pieces(),
                        frame.inputFloats(operands.weights),
                        frame.inputOffset(operands.weights),
                        frame.workspaceFloats(0),
                        frame.workspaceOffset(0) + packedStarts[grid]);
                return;
            }
            piece -= w.panels() * w.pieces();
        }
    }

    private void start(HostFrame frame) {
        float[] starts = frame.workspaceFloats(1);
        int at = frame.workspaceOffset(1);
        Arrays.fill(starts, at, at + (targets + Width.PAIR - 1) / Width.PAIR * Width.PAIR, 0);
        if (operands.bias >= 0) {
            System.arraycopy(frame.input(operands.bias), frame.inputOffset(operands.bias), starts, at, targets);
        }
        epilogue.prepare(frame, targets, frame.workspaceFloats(2), frame.workspaceOffset(2));
    }
}
