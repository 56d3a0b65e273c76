package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Op;
import dev.cortado.backend.reference.ReferencePlugin;
import dev.cortado.core.decorate.CheckingBackend;
import dev.cortado.core.decorate.ComparingBackend;
import dev.cortado.core.decorate.FaultBackend;
import dev.cortado.core.decorate.ForwardingBackend;
import dev.cortado.core.decorate.TimingBackend;
import dev.cortado.core.run.NonFiniteException;
import dev.cortado.core.run.Program;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecoratorsTest {

    private static final TensorSpec INPUT = TensorSpec.of(DType.FLOAT32, 2, 1, 6, 6);

    private static Backend reference() {
        return new ReferencePlugin().backends().get(0).create(BackendOptions.of(1));
    }

    private static Program program(Session session) {
        Program program = session.inference(
                new Networks.Chain(
                        List.of("first", "second"), List.of(new Networks.Conv(2, 3), new Networks.Conv(2, 3))),
                INPUT);
        program.input("input").set(Networks.random(5, DType.FLOAT32, 2, 1, 6, 6));
        return program;
    }

    @Test
    void checkingNamesOperationAndLayer() {
        try (Session session = Session.builder(new CheckingBackend(reference())).build()) {
            Program program = program(session);
            program.run();
            HostTensor weight = session.variables().get("second.weight");
            weight.set(3, Double.NEGATIVE_INFINITY);
            session.variables().set("second.weight", weight);
            NonFiniteException error = catchThrowableOfType(NonFiniteException.class, program::run);
            assertThat(error).hasMessageStartingWith("second: operation cortado.convolution gave ");
            assertThat(error.origin()).isEqualTo(Origin.of("second", Origin.Stage.FORWARD));
        }
    }

    @Test
    void faultsAreInjectedAndFound() {
        Backend faulty = new FaultBackend(reference(), "cortado.convolution", run -> run == 1);
        try (Session session = Session.builder(new CheckingBackend(faulty)).build()) {
            assertThat(catchThrowableOfType(NonFiniteException.class, program(session)::run))
                    .hasMessageStartingWith("second: ");
        }
    }

    @Test
    void comparingFindsADisagreement() {
        Backend wrong = new FaultBackend(reference(), "cortado.convolution", run -> true);
        try (Session session =
                Session.builder(new ComparingBackend(reference(), wrong, 1e-6)).build()) {
            assertThat(catchThrowableOfType(dev.cortado.api.CortadoException.class, program(session)::run))
                    .hasMessageContaining("cortado.convolution")
                    .hasMessageContaining("differ by");
        }
    }

    @Test
    void comparingEqualBackendsFindsNothing() {
        ComparingBackend comparing = new ComparingBackend(reference(), reference(), 0);
        try (Session session = Session.builder(comparing).build()) {
            program(session).run();
            assertThat(comparing.worst())
                    .containsKey("cortado.convolution")
                    .allSatisfy((op, error) -> assertThat(error).isZero());
        }
    }

    @Test
    void timingCountsRuns() {
        TimingBackend timing = new TimingBackend(reference());
        try (Session session = Session.builder(timing).build()) {
            Program program = program(session);
            program.run();
            program.run();
            assertThat(timing.timings()).isNotEmpty().allSatisfy(row -> {
                assertThat(row.runs()).isEqualTo(2);
                assertThat(row.nanoseconds()).isPositive();
            });
        }
    }

    @Test
    void timedKernelsKeepWhatTheyPrepared() {
        List<String> calls = new ArrayList<>();
        try (Session session =
                Session.builder(new TimingBackend(new Preparing(calls))).build()) {
            Program program = program(session);
            program.run();
            program.run();
            assertThat(calls).containsExactly("run", "run", "prepared", "prepared");
        }
        calls.clear();
        try (Session session =
                Session.builder(new CheckingBackend(new Preparing(calls))).build()) {
            Program program = program(session);
            program.run();
            program.run();
            assertThat(calls).as("other decorators prepare each time").containsExactly("run", "run", "run", "run");
        }
    }

    /** Lets convolutions keep a workspace that depends on the weight. */
    private static final class Preparing extends ForwardingBackend {

        private final List<String> calls;

        Preparing(List<String> calls) {
            super(reference());
            this.calls = calls;
        }

        @Override
        public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
            return op instanceof Convolution
                    ? super.prepare(op, inputs, outputs).map(Keeping::new)
                    : super.prepare(op, inputs, outputs);
        }

        private final class Keeping implements OpKernel {

            private final OpKernel kernel;

            Keeping(OpKernel kernel) {
                this.kernel = kernel;
            }

            @Override
            public List<TensorSpec> workspace() {
                return List.of(TensorSpec.of(DType.FLOAT32, 4));
            }

            @Override
            public List<Integer> preparedFrom() {
                return List.of(1);
            }

            @Override
            public Invocation bind(List<BufferView> inputs, List<BufferView> outputs, List<BufferView> workspace) {
                Invocation whole = kernel.bind(inputs, outputs, List.of());
                return new Invocation() {
                    @Override
                    public void run() {
                        calls.add("run");
                        whole.run();
                    }

                    @Override
                    public void runPrepared() {
                        calls.add("prepared");
                        whole.run();
                    }
                };
            }
        }
    }

    @Test
    void useAfterCloseIsRefusedByName() {
        Session session = Session.builder(reference()).build();
        Program program = program(session);
        session.close();
        assertThat(catchThrowableOfType(IllegalStateException.class, program::run))
                .hasMessageContaining("closed");
        assertThat(catchThrowableOfType(
                        IllegalStateException.class, () -> session.inference(new Networks.Conv(1, 1), INPUT)))
                .hasMessageContaining("reference");
    }

    /** A default method that is not handed on would hide what the decorated backend says. */
    @Test
    void decoratorsHandEveryMethodOn() {
        List<String> handedOn = Arrays.stream(ForwardingBackend.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertThat(Backend.class.getMethods())
                .hasSizeGreaterThan(10)
                .allSatisfy(method -> assertThat(handedOn).contains(method.getName()));
    }
}
