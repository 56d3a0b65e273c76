package dev.cortado.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.conformance.Samples;
import dev.cortado.core.Session;
import dev.cortado.core.run.PlanReport;
import dev.cortado.core.run.Program;
import dev.cortado.core.trace.GraphBuilder;
import dev.cortado.layers.model.LeNet;
import dev.cortado.layers.optimizer.Adam;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Nd4jRequired.class)
class ChainTest {

    @Test
    void theUpdateOfAParameterIsOneKernel() {
        try (Steps steps =
                new Steps(new Nd4jProvider().create(BackendOptions.of(1)), new LeNet(), Adam.of(), 2, 1, 28, 28)) {
            List<PlanReport.Row> update = steps.program().plan().rows().stream()
                    .filter(row -> row.result().contains("500x800"))
                    .filter(row -> !row.op().contains("matmul"))
                    .toList();
            assertThat(update).hasSizeLessThanOrEqualTo(2);
            assertThat(update.stream().map(PlanReport.Row::kernel)).anyMatch(kernel -> kernel.contains("elementwise"));
        }
    }

    @Test
    void biasAndBothGradientsGoWithTheirConvolution() {
        try (Steps steps =
                new Steps(new Nd4jProvider().create(BackendOptions.of(1)), new LeNet(), Adam.of(), 2, 1, 28, 28)) {
            List<String> kernels = steps.program().plan().rows().stream()
                    .map(PlanReport.Row::kernel)
                    .toList();
            assertThat(kernels.stream().filter("nd4j conv2d with bias"::equals)).hasSize(2);
            assertThat(kernels.stream().filter("nd4j conv2d_bp"::equals)).hasSize(1);
            assertThat(kernels.stream().filter("nd4j conv2d over the batch"::equals))
                    .hasSize(1);
        }
    }

    /** Truth values, repeated numbers and a value that is needed twice, in one chain of a tensor longer than a chunk. */
    @Test
    void aChainGivesWhatItsStepsGive() {
        for (int n : new int[] {1, 7, 13, 207, 2500}) {
            assertThat(run(new Nd4jProvider(), n)).isEqualTo(run(new ReferenceProvider(), n));
        }
    }

    private static List<HostTensor> run(BackendProvider provider, int n) {
        try (Session session =
                Session.builder(provider.create(BackendOptions.of(1))).build()) {
            GraphBuilder builder = new GraphBuilder();
            Tensor x = builder.input("x", TensorSpec.of(DType.FLOAT32, n));
            Tensor y = builder.input("y", TensorSpec.of(DType.FLOAT32, n));
            Tensor number = builder.input("number", TensorSpec.of(DType.FLOAT32));
            Tensor larger = x.greater(y);
            Tensor chosen = larger.select(x.multiply(number.broadcastTo(x.shape())), y.negate());
            Tensor shifted = chosen.add(0.5);
            builder.output("chosen", chosen);
            builder.output("sum", shifted.maximum(0).add(larger.cast(DType.FLOAT32)));
            Program program = session.compile(builder.build());
            program.input("x").set(new Samples(1).random(DType.FLOAT32, n));
            program.input("y").set(new Samples(2).random(DType.FLOAT32, n));
            program.input("number").set(HostTensor.of(new float[] {0.25f}));
            assertThat(program.run()).isTrue();
            List<HostTensor> results = List.of(
                    program.output("chosen").value().copy(),
                    program.output("sum").value().copy());
            program.close();
            return results;
        }
    }
}
