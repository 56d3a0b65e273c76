package dev.cortado.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Backward;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Differentiable;
import dev.cortado.api.op.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check itself finds what it is there to find. */
class GradientCheckTest {

    /** The square, with a gradient that is off by a factor. */
    private record Square(double factor) implements Differentiable, Decomposable {

        @Override
        public String name() {
            return "test.square";
        }

        @Override
        public List<TensorSpec> infer(List<TensorSpec> inputs) {
            return inputs;
        }

        @Override
        public List<Tensor> decompose(List<Tensor> inputs) {
            return List.of(inputs.get(0).multiply(inputs.get(0)));
        }

        @Override
        public List<Tensor> gradient(Backward b) {
            return List.of(b.outputGradient(0).multiply(b.input(0)).multiply(2 * factor));
        }
    }

    @Test
    void aRightGradientPasses() {
        try (GradientCheck check = new GradientCheck()) {
            GradientReport report = check.op(new Square(1), List.of(new Samples(5).distinct(3, 7)));
            assertThatCode(report::assertRight).doesNotThrowAnyException();
            assertThat(report.entries()).hasSize(22);
            assertThat(report.worst()).isPositive();
        }
    }

    @Test
    void aGradientThatIsOffByAMillionthIsFound() {
        try (GradientCheck check = new GradientCheck()) {
            GradientReport report = check.op(new Square(1 + 1e-6), List.of(new Samples(5).distinct(3, 7)));
            assertThatThrownBy(report::assertRight)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Square")
                    .hasMessageContaining("operand0");
        }
    }

    @Test
    void aGradientThatIsNotANumberIsFound() {
        try (GradientCheck check = new GradientCheck()) {
            GradientReport report = check.op(new Square(Double.NaN), List.of(new Samples(5).distinct(3)));
            assertThatThrownBy(report::assertRight).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void nothingToCompareIsAnErrorToo() {
        try (GradientCheck check = new GradientCheck()) {
            HostTensor numbers = new Samples(1).integers(5, 4);
            GradientReport report = check.op(new Unary(Unary.Kind.NEGATE), List.of(numbers));
            assertThatThrownBy(report::assertRight).hasMessageContaining("no gradient was compared");
        }
    }

    @Test
    void toleranceGrowsWithTheRootOfTheTerms() {
        double one = Tolerance.DIRECT.bound(dev.cortado.api.DType.FLOAT32, 1, 1);
        assertThat(Tolerance.DIRECT.bound(dev.cortado.api.DType.FLOAT32, 100, 1))
                .isEqualTo(10 * one);
        assertThat(Tolerance.EXACT.bound(dev.cortado.api.DType.FLOAT32, 100, 1)).isZero();
        assertThat(one).isEqualTo(4 * Math.ulp(1f));
        assertThat(Tolerance.gradient()).isBetween(1e-8, 1e-7);
    }
}
