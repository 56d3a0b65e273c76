package dev.cortado.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.op.Decomposable;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.core.Session;
import dev.cortado.core.trace.GraphBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every composite operation is what it is composed of. */
class OpDecompositionTest {

    private static Session session;

    @BeforeAll
    static void open() {
        session = Session.builder(new ReferenceProvider().create(BackendOptions.of(1)))
                .floatType(DType.FLOAT64)
                .build();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static Stream<OpCase> composites() {
        return OpCases.all().stream().filter(example -> example.op() instanceof Decomposable);
    }

    @TestFactory
    Stream<DynamicTest> resultsAndGradientsAreThoseOfTheDecomposition() {
        return composites()
                .map(example -> DynamicTest.dynamicTest(example.toString(), () -> {
                    double difference =
                            new DecompositionCheck(session).difference((Decomposable) example.op(), example.operands());
                    long terms = example.operands().stream()
                            .mapToLong(operand -> operand.spec().elements())
                            .sum();
                    assertThat(difference).isLessThanOrEqualTo(Tolerance.TRANSCENDENTAL.bound(DType.FLOAT64, terms, 1));
                }));
    }

    @Test
    void specsAreThoseOfTheDecomposition() {
        assertThat(composites().map(OpCase::op).map(Object::getClass).distinct().count())
                .isGreaterThanOrEqualTo(14);
        composites().forEach(example -> {
            GraphBuilder builder = new GraphBuilder();
            List<Tensor> inputs = example.enter(builder);
            assertThat(((Decomposable) example.op()).decompose(inputs).stream().map(Tensor::spec))
                    .as(example.toString())
                    .isEqualTo(example.results());
        });
    }

    @Test
    void aWrongDecompositionIsFound() {
        HostTensor x = new Samples(1).distinct(7);
        assertThat(new DecompositionCheck(session).difference(new Wrong(), List.of(x)))
                .isGreaterThan(0.1);
    }

    /** Says twice its operand, and gives three times as gradient. */
    private record Wrong() implements Decomposable, dev.cortado.api.op.Differentiable {

        @Override
        public String name() {
            return "test.wrong";
        }

        @Override
        public List<dev.cortado.api.TensorSpec> infer(List<dev.cortado.api.TensorSpec> inputs) {
            return inputs;
        }

        @Override
        public List<Tensor> decompose(List<Tensor> inputs) {
            return List.of(inputs.get(0).multiply(2));
        }

        @Override
        public List<Tensor> gradient(dev.cortado.api.op.Backward backward) {
            return List.of(backward.outputGradient(0).multiply(3));
        }
    }
}
