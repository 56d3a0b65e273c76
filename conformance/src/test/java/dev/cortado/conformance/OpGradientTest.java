package dev.cortado.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.Tensor;
import dev.cortado.api.op.Backward;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Differentiable;
import dev.cortado.core.trace.GraphBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The gradient of every operation, against central differences in float64. */
class OpGradientTest {

    private static GradientCheck check;

    @BeforeAll
    static void open() {
        check = new GradientCheck();
    }

    @AfterAll
    static void close() {
        check.close();
    }

    @TestFactory
    Stream<DynamicTest> everyGradientIsRight() {
        return OpCases.all().stream()
                .filter(OpCase::hasGradient)
                .map(example -> DynamicTest.dynamicTest(
                        example.toString(),
                        () -> check.op(example.op(), example.operands()).assertRight()));
    }

    @Test
    void operationsWithDiscreteResultsGiveNoGradient() {
        List<OpCase> discrete = OpCases.all().stream()
                .filter(example -> example.op() instanceof Differentiable)
                .filter(example -> example.operands().stream()
                        .anyMatch(operand -> operand.dtype().isFloating()))
                .filter(example -> example.results().stream()
                        .noneMatch(result -> result.dtype().isFloating()))
                .toList();
        assertThat(discrete).hasSizeGreaterThan(20);
        for (OpCase example : discrete) {
            assertThat(((Differentiable) example.op()).gradient(new NoGradient(example)))
                    .as(example.toString())
                    .hasSize(example.operands().size())
                    .containsOnlyNulls();
        }
    }

    @Test
    void whatHasAGradientHasARule() {
        assertThat(OpCases.all().stream().filter(OpCase::hasGradient).map(OpCase::op))
                .allMatch(op -> op instanceof Differentiable || op instanceof Decomposable);
    }

    /** What the gradient rule of a discrete operation sees. */
    private static final class NoGradient implements Backward {

        private final GraphBuilder builder = new GraphBuilder();
        private final List<Tensor> inputs;
        private final List<Tensor> outputs;

        NoGradient(OpCase example) {
            inputs = example.enter(builder);
            outputs = builder.apply(example.op(), inputs);
        }

        @Override
        public int inputCount() {
            return inputs.size();
        }

        @Override
        public Tensor input(int index) {
            return inputs.get(index);
        }

        @Override
        public Tensor output(int index) {
            return outputs.get(index);
        }

        @Override
        public Tensor outputGradient(int index) {
            return outputs.get(index);
        }

        @Override
        public boolean hasOutputGradient(int index) {
            return true;
        }

        @Override
        public boolean needs(int index) {
            return true;
        }
    }
}
