package dev.cortado.backend.opencl.kernel.panel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;
import static dev.cortado.backend.opencl.kernel.Argument.temporary;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.backend.opencl.kernel.Argument;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.Launch;
import dev.cortado.backend.opencl.kernel.SpatialAxes;
import dev.cortado.backend.opencl.kernel.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Plans the launches of a {@link PanelConvolution}: pack the input, pack the weights, multiply. */
final class PanelPlan {

    private static final int PACK_GRAIN = 4096;

    /** Results of one work item: 24 vectors, as many as registers hold beside operands. */
    static final int ACCUMULATORS = 24;

    private final PanelConvolution c;
    private final DType dtype;
    private final Target target;
    private final int block;
    private final int lanes;
    private final String source;

    PanelPlan(PanelConvolution convolution, DType dtype, Target target) {
        this.c = convolution;
        this.dtype = dtype;
        this.target = target;
        this.block = blockOf(c.outputs());
        this.lanes = lanes(dtype);
        this.source = source(block, dtype, target);
    }

    /** Returns the program with blocks of so many outputs. */
    static String source(int block, DType dtype, Target target) {
        return target.sources().vectors("panels", dtype, "OB " + block, "VB " + ACCUMULATORS / block);
    }

    static int lanes(DType dtype) {
        return dtype == DType.FLOAT64 ? 8 : 16;
    }

    /** Returns how many outputs a work item computes: of 8 and 4, what leaves fewer idle. */
    static int blockOf(int outputs) {
        int waste8 = (outputs + 7) / 8 * 8 - outputs;
        int waste4 = (outputs + 3) / 4 * 4 - outputs;
        return waste8 > waste4 ? 4 : 8;
    }

    /** Tells whether temporary memory stays within what indices can reach. */
    static boolean fits(PanelConvolution c) {
        return c.packedPlane() * c.channels() * c.groups() * c.images() < Integer.MAX_VALUE / 4;
    }

    /**
     * Plans the launches.
     *
     * @param input which operand is packed
     * @param weights which operand holds the weights
     */
    KernelPlan plan(int input, int weights) {
        int[] packed = c.packedPlaces();
        // rows are walked vector by vector if one fits in; otherwise the packed plane is walked as a whole
        boolean flat = c.places()[2] < lanes;
        int last = ((c.places()[0] - 1) * packed[1] + c.places()[1] - 1) * packed[2] + c.places()[2];
        int perRow = (c.places()[2] + lanes - 1) / lanes;
        int vectors = flat ? (last + lanes - 1) / lanes : c.places()[0] * c.places()[1] * perRow;
        int channels = c.images() * c.groups() * c.channels();
        int distance = Math.toIntExact(c.packedPlane());
        TensorSpec space = TensorSpec.of(dtype, channels * distance + lanes * 2);
        TensorSpec packedWeights = TensorSpec.of(dtype, c.groups() * blocks() * block * c.channels() * taps());
        Launch multiply = multiply(distance, vectors, perRow, flat, packed);
        return KernelPlan.of(
                        "packed " + block + "x" + vb() * lanes,
                        packInput(input, channels, packed),
                        packWeights(weights),
                        multiply)
                .withWorkspace(space, packedWeights);
    }

    private Launch multiply(int distance, int vectors, int perRow, boolean flat, int[] packed) {
        List<Integer> table = new ArrayList<>();
        for (int axis = 0; axis < SpatialAxes.COUNT; axis++) {
            table.add(c.places()[axis]);
            table.add(packed[axis]);
        }
        int tiles = (vectors + vb() - 1) / vb();
        return target.groups(
                source,
                "panels",
                (long) c.images() * c.groups() * tiles * blocks(),
                temporary(0),
                temporary(1),
                out(0),
                of(c.groups()),
                of(c.outputs()),
                of(c.channels()),
                of(distance),
                of(taps()),
                of(vectors),
                of(perRow),
                of(flat ? 1 : 0),
                new Argument.Table(table),
                Argument.Table.of(c.offsets()));
    }

    private Launch packInput(int input, int channels, int[] packed) {
        int[] phases = c.phases();
        List<Integer> table = new ArrayList<>();
        for (int axis = 0; axis < SpatialAxes.COUNT; axis++) {
            table.addAll(List.of(
                    c.size()[axis], phases[axis], packed[axis], c.stride()[axis], c.low()[axis], c.spread()[axis]));
        }
        int rows = Math.toIntExact(channels * c.packedPlane() / packed[2]);
        int plane = Arrays.stream(c.size()).reduce(1, Math::multiplyExact);
        return target.each(
                source,
                "pack_input",
                rows,
                Math.max(1, PACK_GRAIN / packed[2]),
                in(input),
                temporary(0),
                of(rows),
                of(plane),
                new Argument.Table(table));
    }

    private Launch packWeights(int weights) {
        int n = c.groups() * blocks() * c.channels() * taps();
        PanelConvolution.WeightOrder order = c.weights();
        return target.each(
                source,
                "pack_weights",
                n,
                PACK_GRAIN / block,
                in(weights),
                temporary(1),
                of(n),
                of(c.outputs()),
                of(c.channels()),
                of(taps()),
                of(order.group()),
                of(order.output()),
                of(order.channel()),
                of(order.tap()),
                of(order.start()));
    }

    private int vb() {
        return ACCUMULATORS / block;
    }

    private int blocks() {
        return (c.outputs() + block - 1) / block;
    }

    private int taps() {
        return IntStream.of(c.taps()).reduce(1, (a, b) -> a * b);
    }
}
