package dev.cortado.backend.reference.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.backend.reference.EagerScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenPoolingTest {

    @TestFactory
    Stream<DynamicTest> maximum() throws IOException {
        return GoldenData.tests(List.of("max_pool1d", "max_pool2d", "max_pool3d"), golden -> {
            Window window = window(golden);
            WindowReduce op = new WindowReduce(WindowReduce.Kind.MAX, window);
            HostTensor x = golden.tensor("input");
            assertThat(EagerScope.run(op, x).cast(DType.FLOAT64)).isEqualTo(golden.tensor("output"));
            assertThat(EagerScope.run(op, x.cast(DType.FLOAT64))).isEqualTo(golden.tensor("output"));
            assertThat(EagerScope.run(new WindowArgMax(window), x).cast(DType.INT64))
                    .isEqualTo(golden.tensor("argmax"));
            if (golden.has("grad_input")) {
                Golden.check(
                        golden,
                        "grad_input",
                        window.elements(),
                        in -> in.gradients(op, in.input("grad_output"), in.signed("input"))
                                .get(0));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> sum() throws IOException {
        return GoldenData.tests(List.of("sum_pool1d", "sum_pool2d", "sum_pool3d"), golden -> {
            WindowReduce op = new WindowReduce(WindowReduce.Kind.SUM, window(golden));
            int terms = op.window().elements();
            Golden.check(golden, "output", terms, in -> in.input("input").apply(op));
            Golden.check(
                    golden,
                    "grad_input",
                    terms,
                    in -> in.gradients(op, in.input("grad_output"), in.input("input"))
                            .get(0));
        });
    }

    /** Returns the window of a case; rounding up means more padding behind, but no window that begins there. */
    private static Window window(GoldenCase golden) {
        List<Integer> size = golden.integers("size");
        List<Integer> kernel = golden.integers("kernel");
        List<Integer> stride = golden.integers("stride");
        List<Integer> padding = golden.integers("padding");
        List<Integer> dilation = golden.attributes().containsKey("dilation")
                ? golden.integers("dilation")
                : Collections.nCopies(kernel.size(), 1);
        List<Integer> high = new ArrayList<>(padding);
        for (int i = 0;
                i < size.size() && Boolean.TRUE.equals(golden.attributes().get("ceil_mode"));
                i++) {
            int extent = dilation.get(i) * (kernel.get(i) - 1) + 1;
            int steps = -Math.floorDiv(-(size.get(i) + 2 * padding.get(i) - extent), stride.get(i));
            if (steps * stride.get(i) >= size.get(i) + padding.get(i)) {
                steps--;
            }
            high.set(i, steps * stride.get(i) + extent - size.get(i) - padding.get(i));
        }
        return new Window(kernel, stride, padding, high, dilation);
    }
}
