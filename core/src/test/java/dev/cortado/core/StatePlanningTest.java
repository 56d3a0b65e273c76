package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Initializer;
import dev.cortado.core.run.Program;
import dev.cortado.core.trace.GraphBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** New values are written straight into variables only where nobody still needs the old ones. */
class StatePlanningTest {

    private static final TensorSpec SPEC = TensorSpec.of(DType.FLOAT64, 3);
    private static final Variable A = new Variable("a", SPEC, true);
    private static final Variable B = new Variable("b", SPEC, true);

    private static Session session() {
        Session session = Networks.session(DType.FLOAT64);
        session.variables().declare(Map.of(A, Initializer.constant(2), B, Initializer.constant(5)));
        return session;
    }

    private static double[] value(Session session, Variable variable) {
        return session.variables().get(variable.path()).doubles();
    }

    @Test
    void swapsTwoVariables() {
        try (Session session = session()) {
            GraphBuilder builder = new GraphBuilder();
            Tensor a = builder.read(A);
            Tensor b = builder.read(B);
            builder.write(A, b);
            builder.write(B, a);
            session.compile(builder.build()).run();
            assertThat(value(session, A)).containsOnly(5);
            assertThat(value(session, B)).containsOnly(2);
        }
    }

    @Test
    void rotatesOldValuesWhileOneIsComputed() {
        try (Session session = session()) {
            GraphBuilder builder = new GraphBuilder();
            Tensor a = builder.read(A);
            builder.write(A, a.add(1));
            builder.write(B, a);
            session.compile(builder.build()).run();
            assertThat(value(session, A)).containsOnly(3);
            assertThat(value(session, B)).containsOnly(2);
        }
    }

    @Test
    void oldValueReadAfterTheNewOneIsComputed() {
        try (Session session = session()) {
            GraphBuilder builder = new GraphBuilder();
            Tensor a = builder.read(A);
            Tensor next = a.multiply(10);
            builder.write(A, next);
            builder.output("both", next.add(a));
            Program program = session.compile(builder.build());
            program.run();
            assertThat(program.output("both").value().doubles()).containsOnly(22);
            assertThat(value(session, A)).containsOnly(20);
        }
    }

    @Test
    void resultThatIsAlsoTheNewValue() {
        try (Session session = session()) {
            GraphBuilder builder = new GraphBuilder();
            Tensor next = builder.read(A).multiply(builder.read(A));
            builder.write(A, next);
            builder.output("next", next);
            builder.output(
                    "old", builder.tensor(builder.build().variables().get(0).value()));
            Program program = session.compile(builder.build());
            program.run();
            assertThat(program.output("next").value().doubles()).containsOnly(4);
            assertThat(program.output("old").value().doubles()).containsOnly(2);
            assertThat(value(session, A)).containsOnly(4);
        }
    }

    @Test
    void resultsStayWhileALargerProgramIsCompiled() {
        try (Session session = session()) {
            GraphBuilder small = new GraphBuilder();
            small.output("y", small.read(A).add(1));
            Program first = session.compile(small.build());
            first.run();
            GraphBuilder large = new GraphBuilder();
            large.output(
                    "y",
                    large.read(A).broadcastTo(dev.cortado.api.Shape.of(1000, 3)).add(1));
            session.compile(large.build());
            assertThat(first.output("y").value().doubles()).containsOnly(3);
        }
    }

    @Test
    void viewOfAVariableKeepsTheOldValueAlive() {
        try (Session session = session()) {
            GraphBuilder builder = new GraphBuilder();
            Tensor view = builder.read(A).reshape(3, 1);
            Tensor next = builder.read(A).add(1);
            builder.write(A, next);
            builder.write(B, view.multiply(3).reshape(3));
            session.compile(builder.build()).run();
            assertThat(value(session, A)).containsOnly(3);
            assertThat(value(session, B)).containsOnly(6);
        }
    }

    @Test
    void secondReadInOneTraceSeesTheFirstWrite() {
        try (Session session = session()) {
            GraphBuilder builder = new GraphBuilder();
            builder.write(A, builder.read(A).add(1));
            builder.write(A, builder.read(A).multiply(10));
            session.compile(builder.build()).run();
            assertThat(value(session, A)).containsOnly(30);
        }
    }

    @Test
    void guardStopsEveryWrite() {
        try (Session session = session()) {
            GraphBuilder builder = new GraphBuilder();
            Tensor flag = builder.input("flag", TensorSpec.of(DType.FLOAT64));
            builder.write(A, builder.read(A).add(1));
            builder.write(B, builder.read(A));
            builder.guard(flag);
            Program program = session.compile(builder.build());
            program.input("flag").set(Double.POSITIVE_INFINITY);
            assertThat(program.run()).isFalse();
            assertThat(value(session, A)).containsOnly(2);
            assertThat(value(session, B)).containsOnly(5);
            program.input("flag").set(0.0);
            assertThat(program.run()).isTrue();
            assertThat(value(session, A)).containsOnly(3);
            assertThat(value(session, B)).containsOnly(3);
        }
    }

    @Test
    void constantsAndInputsBecomeState() {
        try (Session session = session()) {
            GraphBuilder builder = new GraphBuilder();
            Tensor given = builder.input("given", SPEC);
            builder.write(A, given);
            builder.write(B, given.constant(HostTensor.of(new double[] {1, 2, 3}, 3)));
            Program program = session.compile(builder.build());
            program.input("given").set(HostTensor.of(new double[] {7, 8, 9}, 3));
            program.run();
            assertThat(value(session, A)).containsExactly(7, 8, 9);
            assertThat(value(session, B)).containsExactly(1, 2, 3);
        }
    }
}
