package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Op;
import dev.cortado.backend.reference.ReferencePlugin;
import dev.cortado.core.decorate.ForwardingBackend;
import dev.cortado.core.run.PlanReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the plan says of operations without a kernel, and what strict mode makes of them. */
class StrictTest {

    private static final TensorSpec INPUT = TensorSpec.of(DType.FLOAT32, 4, 1, 8, 8);

    /** Has no kernel for some operations, and calls the others opaque if told so. */
    private static final class Lacking extends ForwardingBackend {

        private final Set<String> lacks;
        private final boolean opaque;

        Lacking(Set<String> lacks, boolean opaque) {
            super(new ReferencePlugin().backends().get(0).create(BackendOptions.of(1)));
            this.lacks = lacks;
            this.opaque = opaque;
        }

        @Override
        public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
            return lacks.contains(op.name())
                    ? Optional.empty()
                    : super.prepare(op, inputs, outputs).map(kernel -> opaque ? new Opaque(kernel) : kernel);
        }
    }

    private record Opaque(OpKernel kernel) implements OpKernel {
        @Override
        public boolean opaque() {
            return true;
        }

        @Override
        public Invocation bind(List<BufferView> inputs, List<BufferView> outputs, List<BufferView> workspace) {
            return kernel.bind(inputs, outputs, workspace);
        }
    }

    private static PlanReport plan(Backend backend, boolean strict) {
        try (Session session = Session.builder(backend).strict(strict).build()) {
            return session.training(Networks.small(), new Networks.CrossEntropy(), new Networks.Momentum(), INPUT)
                    .plan();
        }
    }

    @Test
    void decompositionsAreCountedAndNamed() {
        PlanReport plan = plan(new Lacking(Set.of("cortado.batch_norm_training"), false), false);
        assertThat(plan.decompositions())
                .filteredOn(each -> each.op().equals("cortado.batch_norm_training"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.origin().toString()).isEqualTo("norm");
                    assertThat(each.parts()).isGreaterThan(3);
                });
        assertThat(plan.rows()).anySatisfy(row -> {
            assertThat(row.status()).isEqualTo(PlanReport.Status.DECOMPOSED);
            assertThat(row.partOf()).contains("cortado.batch_norm_training");
        });
        assertThat(plan.cost().flops()).isPositive();
        assertThat(plan.rows()).noneMatch(row -> row.status() == PlanReport.Status.OPAQUE);
        assertThat(plan(new Lacking(Set.of(), true), false).rows())
                .anyMatch(row -> row.status() == PlanReport.Status.OPAQUE);
    }

    @Test
    void strictModeRefusesEachByName() {
        assertThatThrownBy(() -> plan(new Lacking(Set.of("cortado.batch_norm_training"), false), true))
                .isInstanceOfSatisfying(CortadoException.class, e -> {
                    assertThat(e.code()).isEqualTo("op-decomposed");
                    assertThat(e.category()).isEqualTo(CortadoException.Category.BACKEND);
                })
                .hasMessageContaining("norm: backend reference has no kernel for cortado.batch_norm_training");
    }

    @Test
    void allUnsupportedOperationsAreReportedTogether() {
        assertThatThrownBy(() -> plan(new Lacking(Set.of("cortado.matmul", "cortado.convolution"), false), false))
                .isInstanceOfSatisfying(
                        CortadoException.class,
                        e -> assertThat(e.problems())
                                .hasSizeGreaterThan(1)
                                .allSatisfy(
                                        problem -> assertThat(problem.code()).isEqualTo("op-unsupported")))
                .hasMessageContaining("no kernel for cortado.matmul")
                .hasMessageContaining("no kernel for cortado.convolution");
    }
}
