package dev.cortado.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.Binary;
import dev.cortado.core.trace.GraphBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far apart two results are, where numbers are no help. */
class DiscrepancyTest {

    private static final TensorSpec TWO = TensorSpec.of(DType.FLOAT32, 2);

    private static HostTensor floats(float... values) {
        return HostTensor.of(TWO, values);
    }

    private static double error(HostTensor left, HostTensor right, HostTensor a, HostTensor b) {
        GraphBuilder builder = new GraphBuilder();
        builder.output("y", builder.input("x", TWO).divide(builder.input("z", TWO)));
        Node node = builder.build().nodes().get(0);
        assertThat(node.op()).isInstanceOf(Binary.class);
        return new Discrepancy(node, List.of(left, right), List.of(a), operands -> operands)
                .error(List.of(a), List.of(b));
    }

    @Test
    void aDifferenceBesideAnInfiniteOperandIsOne() {
        HostTensor ones = floats(1, 1);
        HostTensor divisors = floats(Float.POSITIVE_INFINITY, 2);
        assertThat(error(ones, divisors, floats(0, 0.5f), floats(5, 0.5f))).isInfinite();
        assertThat(error(ones, divisors, floats(0, 0.5f), floats(0, 0.5f))).isZero();
    }

    @Test
    void anInfinityAgainstANumberIsOne() {
        HostTensor ones = floats(1, 1);
        assertThat(error(ones, ones, floats(Float.POSITIVE_INFINITY, 1), floats(1, 1)))
                .isInfinite();
        assertThat(error(ones, ones, floats(Float.NaN, 1), floats(1, 1))).isInfinite();
        assertThat(error(ones, ones, floats(Float.NaN, 1), floats(Float.NaN, 1)))
                .isZero();
    }
}
