package dev.cortado.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.core.Session;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.optimizer.Sgd;
import dev.cortado.training.metrics.StepResult;
import dev.cortado.training.model.Weights;
import dev.cortado.training.run.CheckpointPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceTest {

    @TempDir
    Path folder;

    private static final DataSplits SPLITS = TinyImages.splits(40, 8);

    private static TrainerBuilder exploding(Session session) {
        return TinySetup.trainer(session)
                .network(Sequential.named()
                        .add("flat", Flatten.of())
                        .add("hidden", Linear.of(5))
                        .add("head", Linear.of(4))
                        .build())
                .optimizer(Sgd.of())
                .schedule((base, progress) -> progress.step() < 3 ? 0.01 : 1e30)
                .learningRate(1e30);
    }

    @Test
    void namesStepLayerAndOperationAndKeepsTheLastGoodState() throws IOException {
        try (Session session = TinySetup.session()) {
            Map<Long, Map<String, HostTensor>> states = new HashMap<>();
            DivergenceException e = catchThrowableOfType(
                    DivergenceException.class,
                    () -> exploding(session)
                            .runDirectory(folder)
                            .checkpoints(CheckpointPolicy.everyEpoch().withSteps(1))
                            .callback(new TrainingCallback() {
                                @Override
                                public void onStep(StepResult step) {
                                    states.put(step.step(), Weights.all(session));
                                }
                            })
                            .build()
                            .fit(SPLITS));
            // step 4 multiplies the weights with about 1e30, so that step 5 overflows
            assertThat(e.step()).isEqualTo(5);
            assertThat(e.code()).isEqualTo("diverged");
            assertThat(e.category()).isEqualTo(CortadoException.Category.USER);
            assertThat(e.layer()).startsWith("head");
            assertThat(e.problem()).contains("operation");
            assertThat(e.learningRate()).isEqualTo(1e30);
            assertThat(e)
                    .hasMessageContaining("step 5 (epoch 1, learning rate 1.00e+30)")
                    .hasMessageContaining("try a lower learning rate, such as 1e-02")
                    .hasMessageContaining("step-0000000004.safetensors");
            assertThat(Weights.all(session)).isEqualTo(states.get(4L));
            assertThat(folder.resolve("checkpoints/step-0000000004.json")).exists();
            assertThat(Files.readString(folder.resolve("metrics.jsonl"))).contains("\"type\":\"divergence\"");
        }
    }

    @Test
    void namesAnOperationOfTheBackwardPassWithItsForwardLayer() {
        Layer rootOfZero = new Layer() {
            @Override
            public Tensor forward(LayerContext context, Tensor input) {
                // finite forward, but the slope of the root at 0 is infinite
                return input.add(input.subtract(input).sqrt());
            }
        };
        try (Session session = TinySetup.session()) {
            DivergenceException e = catchThrowableOfType(
                    DivergenceException.class,
                    () -> TinySetup.trainer(session)
                            .network(Sequential.named()
                                    .add("flat", Flatten.of())
                                    .add("head", Linear.of(4))
                                    .add("root", rootOfZero)
                                    .build())
                            .build()
                            .fit(SPLITS));
            assertThat(e.step()).isEqualTo(1);
            assertThat(e.layer()).isEqualTo("root (backward)");
        }
    }

    @Test
    void namesASampleThatIsNotFinite() {
        DataSplits splits = new DataSplits(
                new TinyImages("tiny/train", 30) {
                    @Override
                    public void read(int index, float[] target, int offset) {
                        super.read(index, target, offset);
                        if (index == 17) {
                            target[offset + 3] = Float.NaN;
                        }
                    }
                },
                SPLITS.test());
        try (Session session = TinySetup.session()) {
            DivergenceException e = catchThrowableOfType(
                    DivergenceException.class,
                    () -> TinySetup.trainer(session).build().fit(splits));
            assertThat(e)
                    .hasMessageContaining("the image tiny/train[17] holds NaN")
                    .hasMessageContaining("leave it out");
        }
    }
}
