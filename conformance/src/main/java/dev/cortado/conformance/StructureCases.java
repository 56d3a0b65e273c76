package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Iota;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.Reshape;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Slice;
import dev.cortado.api.op.Transpose;
import java.util.ArrayList;
import java.util.List;

/** Cases of operations that move elements, or make them from nothing. */
final class StructureCases {

    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private StructureCases(long seed) {
        samples = new Samples(13 + 100 * seed);
    }

    static List<OpCase> all(long seed) {
        StructureCases made = new StructureCases(seed);
        made.shapes();
        made.parts();
        made.indices();
        made.sources();
        return made.cases;
    }

    private void shapes() {
        cases.add(OpCase.of(new Reshape(Shape.of(6, 2)), samples.distinct(3, 4)));
        cases.add(OpCase.of(new Reshape(Shape.scalar()), samples.distinct(1, 1)));
        cases.add(OpCase.of(new Broadcast(Shape.of(3, 4), List.of()), samples.distinct()));
        cases.add(OpCase.of(Broadcast.along(1, Shape.of(2, 7, 3, 1)), samples.distinct(7)));
        cases.add(OpCase.of(new Broadcast(Shape.of(5, 3, 4), List.of(0, 2)), samples.distinct(1, 4)));
        cases.add(OpCase.of(new Broadcast(Shape.of(5, 3), List.of(0, 1)), samples.distinct(5, 3)));
        cases.add(OpCase.of(new Broadcast(Shape.of(0, 3), List.of(1)), samples.distinct(3)));
        cases.add(OpCase.of(Transpose.of(1, 0), samples.distinct(7, 13)));
        cases.add(OpCase.of(Transpose.of(2, 0, 1, 3), samples.distinct(2, 3, 4, 1)));
        cases.add(OpCase.of(Transpose.of(0, 2, 1), samples.words(3, 1, 7)));
        cases.add(OpCase.of(Reverse.of(), samples.distinct(3)));
        cases.add(OpCase.of(Reverse.of(0, 2), samples.distinct(3, 2, 7)));
    }

    private void parts() {
        cases.add(OpCase.of(Slice.of(new int[] {1, 0}, new int[] {3, 4}), samples.distinct(4, 4)));
        cases.add(OpCase.of(new Slice(List.of(1), List.of(12), List.of(3)), samples.distinct(13)));
        cases.add(OpCase.of(new Slice(List.of(2, 0), List.of(2, 3), List.of(1, 1)), samples.distinct(4, 3)));
        cases.add(OpCase.of(Pad.zeros(new int[] {1, 0}, new int[] {0, 3}), samples.distinct(3, 4)));
        cases.add(OpCase.of(Pad.zeros(new int[] {-1, 2}, new int[] {-1, -3}), samples.distinct(4, 5)));
        cases.add(OpCase.of(new Pad(List.of(1, 0), List.of(2, 0), List.of(2, 1), 0.5), samples.distinct(3, 4)));
        cases.add(OpCase.of(new Pad(List.of(-2), List.of(1), List.of(3), 0), samples.distinct(3)));
        cases.add(OpCase.of(new Concat(0), samples.distinct(7)));
        cases.add(OpCase.of(
                new Concat(1), samples.distinct(2, 3, 2), samples.distinct(2, 1, 2), samples.distinct(2, 7, 2)));
    }

    private void indices() {
        HostTensor outside = HostTensor.of(new int[] {-1, 4, 9, 2, 2, 0}, 2, 3);
        cases.add(OpCase.of(new GatherAlong(1), samples.distinct(2, 5), outside));
        cases.add(OpCase.of(new GatherAlong(0), samples.distinct(5, 2), samples.integers(5, 3, 2)));
        cases.add(OpCase.of(new GatherAlong(1), samples.distinct(2, 4, 3), samples.integers(4, 2, 1, 3)));
        cases.add(OpCase.of(new ScatterAddAlong(1, 5), samples.distinct(2, 3), outside));
        cases.add(OpCase.of(new ScatterAddAlong(0, 4), samples.distinct(13, 2), samples.integers(4, 13, 2)));
    }

    private void sources() {
        cases.add(OpCase.of(new Constant(samples.distinct(3, 2))));
        cases.add(OpCase.of(new Constant(HostTensor.of(new long[] {Long.MIN_VALUE}))));
        cases.add(OpCase.of(new Iota(TensorSpec.of(DType.INT32, 3, 7), 1)));
        cases.add(OpCase.of(new Iota(TensorSpec.of(DType.FLOAT32, 13), 0)));
        cases.add(OpCase.of(new RandomBits(Shape.of(7, 13), -5), HostTensor.of(new long[] {1L << 40})));
        cases.add(OpCase.of(new RandomBits(Shape.of(1), 3), HostTensor.of(new long[] {-1})));
    }
}
