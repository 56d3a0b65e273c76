package dev.cortado.backend.cpu;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.graph.fuse.ElementwiseChain.Result;
import dev.cortado.api.graph.fuse.ElementwiseChain.Step;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Relu;
import dev.cortado.conformance.Samples;
import dev.cortado.conformance.kit.Workbench;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operands of a chain that come again every few elements, on several tiles and against the oracle. */
@Tag("widths")
class RepeatedOperandsTest {

    private static void check(Broadcast left, Broadcast right, int[] sizes, int[] leftSizes, int[] rightSizes) {
        List<Step> steps = List.of(
                new Step(left, List.of(1)),
                new Step(new Binary(Binary.Kind.MULTIPLY), List.of(0, 3)),
                new Step(right, List.of(2)),
                new Step(new Binary(Binary.Kind.ADD), List.of(4, 5)),
                new Step(new Relu(), List.of(6)));
        ElementwiseChain chain = new ElementwiseChain(3, steps, List.of(new Result(7, 0)));
        try (Workbench bench = new Workbench(new CpuProvider(), BackendOptions.of(2))) {
            bench.check(
                    chain,
                    new Samples(1).random(DType.FLOAT32, sizes),
                    new Samples(2).random(DType.FLOAT32, leftSizes),
                    new Samples(3).random(DType.FLOAT32, rightSizes));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 40, 9, 24", "5, 13, 13, 7", "9, 8, 8, 207", "3, 4, 4, 1285", "2, 3, 3, 2500", "1, 1, 2, 5"})
    void alongEachAxis(int a, int b, int c, int d) {
        int[] sizes = {a, b, c, d};
        Shape shape = Shape.of(sizes);
        Broadcast last = Broadcast.along(3, shape);
        check(last, last, sizes, new int[] {d}, new int[] {d});
        check(last, Broadcast.along(1, shape), sizes, new int[] {d}, new int[] {b});
        check(Broadcast.along(2, shape), last, sizes, new int[] {c}, new int[] {d});
        check(new Broadcast(shape, List.of(2, 3)), last, sizes, new int[] {c, d}, new int[] {d});
        check(last, new Broadcast(shape, List.of(0)), sizes, new int[] {d}, new int[] {a});
    }
}
