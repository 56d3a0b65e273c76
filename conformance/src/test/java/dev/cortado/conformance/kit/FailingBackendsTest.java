package dev.cortado.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.backend.DeviceInfo;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.backend.Usability;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Unary;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.conformance.report.ConformanceReport;
import dev.cortado.core.decorate.ForwardingBackend;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Backends that throw or hang where nobody expects it: there is a report all the same, and it says where. */
@Timeout(120)
class FailingBackendsTest {

    private static final String TANH = "cortado.tanh";

    /** Makes backends that fail. */
    private record Failing(UnaryOperator<Backend> make) implements BackendProvider {

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public String summary() {
            return "fails on purpose";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public Usability usability() {
            return Usability.yes("for tests");
        }

        @Override
        public Backend create(BackendOptions options) {
            return make.apply(new ReferenceProvider().create(options));
        }
    }

    private static ConformanceKit kit(UnaryOperator<Backend> make) {
        return ConformanceKit.of(new Failing(make)).only(TANH);
    }

    private static ConformanceReport fails(UnaryOperator<Backend> make, String op, String... texts) {
        return fails(kit(make), op, texts);
    }

    private static ConformanceReport fails(ConformanceKit kit, String op, String... texts) {
        ConformanceReport report = kit.run();
        assertThat(report.passed()).isFalse();
        assertThat(report.certificate()).startsWith("FAIL: backend failing ");
        assertThat(report.failures()).anySatisfy(finding -> {
            assertThat(finding.op()).isEqualTo(op);
            assertThat(finding.toString()).contains(texts);
        });
        return report;
    }

    private static UnaryOperator<Backend> device(Supplier<DeviceInfo> answer) {
        return right -> new ForwardingBackend(right) {
            @Override
            public DeviceInfo device() {
                return answer.get();
            }
        };
    }

    private static UnaryOperator<Backend> lacks(Supplier<Set<Behaviour>> answer) {
        return right -> new ForwardingBackend(right) {
            @Override
            public Set<Behaviour> lacks() {
                return answer.get();
            }
        };
    }

    private static UnaryOperator<Backend> prepare(Supplier<Optional<OpKernel>> answer) {
        return right -> new ForwardingBackend(right) {
            @Override
            public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
                return op.name().equals(TANH) ? answer.get() : super.prepare(op, inputs, outputs);
            }
        };
    }

    private static UnaryOperator<Backend> before(Runnable first) {
        return right -> new ForwardingBackend(right) {
            @Override
            protected Invocation around(Call call) {
                return call.op().name().equals(TANH)
                        ? () -> {
                            first.run();
                            call.invocation().run();
                        }
                        : call.invocation();
            }
        };
    }

    private static UnaryOperator<Backend> close(Runnable last) {
        return right -> new ForwardingBackend(right) {
            @Override
            public void close() {
                super.close();
                last.run();
            }
        };
    }

    private static <T> T failure() {
        throw new IllegalStateException("boom");
    }

    @Test
    void whateverAKernelThrowsNamesTheOperation() {
        fails(prepare(() -> null), TANH, "(refusal)", "prepare returned null");
        fails(
                prepare(() -> {
                    throw new InternalError("native fault");
                }),
                TANH,
                "(refusal)",
                "prepare threw java.lang.InternalError: native fault");
        fails(
                before(() -> {
                    throw new InternalError("native fault");
                }),
                TANH,
                "(forward)",
                "java.lang.InternalError: native fault");
    }

    @Test
    void whatABackendSaysOfItselfMayFail() {
        ConformanceReport unknown = fails(device(() -> null), "backend", "device(): returned null");
        assertThat(unknown.certificate()).contains("an unknown device");
        fails(device(FailingBackendsTest::failure), "backend", "device(): threw", "boom");
        fails(device(() -> new DeviceInfo(" ", "1")), "backend", "device(): returned", "needs a name");
        fails(lacks(() -> null), "backend", "lacks(): returned null");
        fails(lacks(FailingBackendsTest::failure), "backend", "lacks(): threw", "boom");
        ConformanceReport rest = fails(
                lacks(() -> new HashSet<>(Arrays.asList(null, Behaviour.BATCH_INVARIANCE))),
                "backend",
                "lacks(): holds null");
        assertThat(rest.lacks()).containsExactly(Behaviour.BATCH_INVARIANCE);
        assertThat(rest.trials()).as("the run went on").isPositive();
    }

    @Test
    void aFailingCloseLosesNoFinding() {
        UnaryOperator<Backend> wrong = before(FailingBackendsTest::failure);
        ConformanceReport report =
                fails(right -> close(FailingBackendsTest::failure).apply(wrong.apply(right)), TANH, "boom");
        assertThat(report.failures())
                .anySatisfy(finding -> assertThat(finding.toString())
                        .startsWith("backend (lifecycle): close(): threw")
                        .contains("boom"));
    }

    @Test
    void creatingMayFailTheFirstAndTheSecondTime() {
        fails(right -> null, "backend", "create()", "backend 'failing': it cannot be created", "null");
        fails(
                right -> {
                    throw new InternalError("no engine");
                },
                "backend",
                "create()",
                "no engine");
        AtomicInteger created = new AtomicInteger();
        ConformanceReport second = fails(
                right -> created.incrementAndGet() > 1 ? failure() : right,
                "backend",
                "backend 'failing': it cannot be created");
        assertThat(second.operations())
                .filteredOn(result -> result.op().equals(TANH))
                .allSatisfy(result -> assertThat(result.failed()).isZero())
                .isNotEmpty();
    }

    @Test
    void anOptionThatIsWrongIsNoFinding() {
        assertThatThrownBy(() -> kit(right -> {
                            throw CortadoException.user("no-device", null, "there is no device 7", null);
                        })
                        .run())
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("there is no device 7");
    }

    @Test
    void whatDoesNotComeBackEndsTheRunWithAReport() {
        CountDownLatch never = new CountDownLatch(1);
        ConformanceReport kernel = fails(
                kit(before(() -> await(never))).patience(Duration.ofSeconds(5)),
                TANH,
                "(forward): Unary[",
                "did not come back within 5 s",
                "FailingBackendsTest.await");
        assertThat(kernel.notes()).anySatisfy(note -> assertThat(note).contains("which did not come back"));
        AtomicInteger created = new AtomicInteger();
        UnaryOperator<Backend> first = right ->
                created.incrementAndGet() == 1 ? close(() -> await(never)).apply(right) : right;
        fails(kit(first).patience(Duration.ofSeconds(5)), "backend", "close(): did not come back within 5 s");
    }

    /** Does not listen when it is interrupted, as native code does not. */
    private static void await(CountDownLatch never) {
        while (never.getCount() > 0) {
            Thread.onSpinWait();
            try {
                never.await();
            } catch (InterruptedException ignored) {
                continue;
            }
        }
    }

    @Test
    void aWorkbenchSaysWhatIsWrongWithItsBackend() {
        assertThatThrownBy(() -> new Workbench(new Failing(lacks(() -> null)), BackendOptions.of(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lacks(): returned null");
        try (Workbench bench = new Workbench(new Failing(prepare(() -> null)), BackendOptions.of(1))) {
            HostTensor ones = HostTensor.filled(TensorSpec.of(DType.FLOAT32, 3), 1);
            assertThatThrownBy(() -> bench.check(new Unary(Unary.Kind.TANH), ones))
                    .hasMessageContaining("prepare returned null");
        }
    }

    @Test
    void theCertificateNamesWhatIsDeclaredToLack() {
        ConformanceReport report = kit(lacks(() -> EnumSet.of(Behaviour.BATCH_INVARIANCE, Behaviour.THREAD_INVARIANCE)))
                .run();
        assertThat(report.passed()).as(report.failures().toString()).isTrue();
        assertThat(report.certificate())
                .contains("0 refused as declared", ", declared to lack BATCH_INVARIANCE, THREAD_INVARIANCE, seed 1");
        assertThat(kit(right -> right).run().certificate()).doesNotContain("declared to lack");
    }
}
