package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.core.run.PlanReport;
import dev.cortado.core.run.Program;
import dev.cortado.core.run.ProgramMemory;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizeTest {

    private static List<String> ops(Program program) {
        return program.plan().rows().stream().map(PlanReport.Row::op).toList();
    }

    @Test
    void equalExpressionsAreComputedOnceAndDeadOnesNever() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            GraphBuilder builder = new GraphBuilder();
            Tensor x = builder.input("x", TensorSpec.of(DType.FLOAT64, 7));
            x.tanh();
            builder.output("y", x.exp().add(x.exp()));
            assertThat(ops(session.compile(builder.build()))).containsExactly("cortado.exp", "cortado.add");
        }
    }

    @Test
    void constantsAreFoldedAndUnitFactorsVanish() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            GraphBuilder builder = new GraphBuilder();
            Tensor x = builder.input("x", TensorSpec.of(DType.FLOAT64, 2));
            Tensor two = x.constant(HostTensor.of(new double[] {4, 9}, 2)).sqrt();
            builder.output(
                    "y",
                    x.multiply(1).divide(1).multiply(two.subtract(two).add(1)).add(two));
            Program program = session.compile(builder.build());
            program.input("x").set(HostTensor.of(new double[] {-0.0, 5}, 2));
            program.run();
            assertThat(program.output("y").value().doubles()).containsExactly(2, 8);
            assertThat(ops(program)).containsExactly("cortado.multiply", "cortado.add");
        }
    }

    @Test
    void addingZeroIsNotRemoved() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            GraphBuilder builder = new GraphBuilder();
            Tensor x = builder.input("x", TensorSpec.of(DType.FLOAT64, 1));
            builder.output("y", x.add(0));
            Program program = session.compile(builder.build());
            program.input("x").set(HostTensor.of(new double[] {-0.0}, 1));
            program.run();
            // -0 + 0 = +0
            assertThat(1 / program.output("y").value().get(0)).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void memoryIsSharedByLifetime() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            GraphBuilder builder = new GraphBuilder();
            Tensor x = builder.input("x", TensorSpec.of(DType.FLOAT64, 1000));
            Tensor y = x;
            for (int i = 0; i < 20; i++) {
                y = y.sum().broadcastTo(y.shape()).add(1.0 / (i + 2));
            }
            builder.output("y", y);
            PlanReport plan = session.compile(builder.build()).plan();
            assertThat(plan.arenaBytes()).isLessThan(3 * 8000);
            assertThat(plan.unplannedBytes()).isGreaterThan(39 * 8000);
        }
    }

    @Test
    void whatFreesMemoryRunsAsSoonAsItCan() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            GraphBuilder builder = new GraphBuilder();
            Tensor x = builder.input("x", TensorSpec.of(DType.FLOAT64, 1000));
            List<Tensor> large = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                large.add(x.multiply(i + 2.0));
            }
            Tensor sum = large.get(0).sum();
            for (Tensor each : large.subList(1, 20)) {
                sum = sum.add(each.sum());
            }
            builder.output("sum", sum);
            Program program = session.compile(builder.build());
            assertThat(program.memory().intermediate()).isLessThan(3 * 8000);
            program.input("x").set(HostTensor.filled(TensorSpec.of(DType.FLOAT64, 1000), 1));
            program.run();
            assertThat(program.output("sum").scalar()).isEqualTo(1000 * 230.0);
        }
    }

    @Test
    void theMemoryOfAStepHoldsWeightsAndWhatTheOptimizerKeepsOfThem() {
        TensorSpec input = TensorSpec.of(DType.FLOAT64, 5, 30);
        try (Session session = Networks.session(DType.FLOAT64)) {
            Program step = session.training(
                    new Networks.Dense(10), new Networks.CrossEntropy(), new Networks.Momentum(), input);
            ProgramMemory memory = step.memory();
            assertThat(memory.state()).isEqualTo(2 * 30 * 10 * 8);
            assertThat(memory.inputs()).isGreaterThanOrEqualTo(5 * 30 * 8);
            assertThat(memory.intermediate()).isGreaterThanOrEqualTo(5 * 10 * 8);
            assertThat(memory.prepared()).isZero();
            assertThat(memory.peak()).isEqualTo(memory.state() + memory.inputs() + memory.intermediate());
            assertThat(step.plan().memory()).isEqualTo(memory);
        }
    }

    @Test
    void eagerGivesWhatAProgramGives() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            HostTensor numbers = Networks.random(3, DType.FLOAT64, 13, 7);
            Tensor eager = session.eager().tensor(numbers).softmax(1).log().sum(0);
            GraphBuilder builder = new GraphBuilder();
            Tensor x = builder.input("x", numbers.spec());
            builder.output("y", x.softmax(1).log().sum(0));
            Program program = session.compile(builder.build());
            program.input("x").set(numbers);
            program.run();
            assertThat(program.output("y").value()).isEqualTo(eager.value());
        }
    }
}
