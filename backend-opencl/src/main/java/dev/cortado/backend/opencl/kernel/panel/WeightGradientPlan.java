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
import java.util.List;

/**
 * Plans the gradient of a convolution's weights: input and gradient are packed to rows of one length, so that all places of
 * an image are one row of terms.
 *
 * @param c the forward convolution
 * @param dtype the type of its elements
 * @param target for what is planned
 */
record WeightGradientPlan(PanelConvolution c, DType dtype, Target target) {

    private static final int PACK_GRAIN = 4096;

    /** Rows and columns that a work item of {@code dots} computes. */
    static final int ROWS = 4;

    static final int COLUMNS = 6;

    KernelPlan plan() {
        int lanes = PanelPlan.lanes(dtype);
        int[] packed = c.packedPlaces();
        int[] rows = {c.places()[0], packed[1], packed[2]};
        int gradientPlane = rows[0] * rows[1] * rows[2];
        int terms = (gradientPlane + lanes - 1) / lanes * lanes;
        int plane = Math.toIntExact(c.packedPlane());
        int taps = c.offsets().length;
        int inputs = c.images() * c.groups() * c.channels();
        int outputs = c.images() * c.groups() * c.outputs();
        String pack = PanelPlan.source(Math.min(8, PanelPlan.ACCUMULATORS), dtype, target);
        Launch packInput = pack(pack, 0, inputs, c.size(), c.phases(), packed, c.stride(), c.low(), c.spread());
        int[] ones = {1, 1, 1};
        int[] zeros = new int[SpatialAxes.COUNT];
        Launch packGradient = pack(pack, 1, outputs, c.places(), ones, rows, ones, zeros, ones);
        long blocks =
                (long) c.groups() * ((c.outputs() + ROWS - 1) / ROWS) * ((c.channels() * taps + COLUMNS - 1) / COLUMNS);
        Launch multiply = target.groups(
                target.sources().vectors("dots", dtype, "MASKED"),
                "dots",
                blocks,
                temporary(1),
                temporary(0),
                out(0),
                of(c.images()),
                of(c.groups()),
                of(c.outputs()),
                of(c.channels()),
                of(taps),
                of(gradientPlane),
                of(plane),
                of(terms),
                Argument.Table.of(c.offsets()),
                mask(rows, terms));
        return KernelPlan.of("packed dots", packInput, packGradient, multiply)
                .withWorkspace(
                        TensorSpec.of(dtype, inputs * plane + 2 * lanes),
                        TensorSpec.of(dtype, outputs * gradientPlane + 2 * lanes));
    }

    private Launch pack(String source, int operand, int channels, int[] size, int[]... perAxis) {
        List<Integer> table = new ArrayList<>();
        int rows = channels;
        int plane = 1;
        for (int axis = 0; axis < SpatialAxes.COUNT; axis++) {
            table.add(size[axis]);
            for (int[] column : perAxis) {
                table.add(column[axis]);
            }
            plane *= size[axis];
            rows *= perAxis[0][axis] * (axis < SpatialAxes.COUNT - 1 ? perAxis[1][axis] : 1);
        }
        return target.each(
                source,
                "pack_input",
                rows,
                Math.max(1, PACK_GRAIN / perAxis[1][SpatialAxes.COUNT - 1]),
                in(operand),
                temporary(operand),
                of(rows),
                of(plane),
                new Argument.Table(table));
    }

    /** Marks the terms that are places; what lies between packed rows may hold anything, even NaN. */
    private Argument mask(int[] rows, int terms) {
        int[] mask = new int[terms];
        for (int i = 0; i < terms; i++) {
            boolean inside = i % rows[2] < c.places()[2]
                    && i / rows[2] % rows[1] < c.places()[1]
                    && i / rows[2] / rows[1] < c.places()[0];
            mask[i] = inside ? -1 : 0;
        }
        return Argument.Table.of(mask);
    }
}
