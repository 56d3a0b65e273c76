package dev.cortado.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.data.Dataset;
import dev.cortado.backend.reference.ReferenceBackend;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.Softmax;
import dev.cortado.training.TinyImages;
import dev.cortado.training.TinySetup;
import dev.cortado.training.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {

    private static final Dataset TEST = new TinyImages("tiny/test", 207);

    @TempDir
    Path folder;

    private static List<float[]> images(int count) {
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] image = new float[64];
            TEST.read(i, image, 0);
            images.add(image);
        }
        return images;
    }

    private TrainingResult train() {
        try (Session session = TinySetup.session()) {
            return TinySetup.trainer(session)
                    .epochs(2)
                    .runDirectory(folder)
                    .build()
                    .fit(new TinyImages("tiny/train", 60), TEST);
        }
    }

    @Test
    void saysTheSameOfAnImageAloneAndAmongOthers() {
        Path model = train().model().orElseThrow();
        try (Predictor predictor = Predictor.load(model, TinySetup.session(), TinySetup::layer)) {
            List<Prediction> together = predictor.predict(images(207));
            assertThat(together).hasSize(207);
            for (int i : new int[] {0, 1, 63, 64, 191, 206}) {
                assertThat(predictor.predict(images(207).get(i))).isEqualTo(together.get(i));
            }
            assertThat(predictor.predict(List.of())).isEmpty();
        }
    }

    @Test
    void agreesWithTheEvaluationInTraining() {
        TrainingResult result = train();
        try (Predictor predictor =
                Predictor.load(result.model().orElseThrow(), TinySetup.session(), TinySetup::layer)) {
            List<Prediction> predictions = predictor.predict(images(207));
            long correct = 0;
            for (int i = 0; i < 207; i++) {
                Prediction prediction = predictions.get(i);
                correct += prediction.classIndex() == TEST.label(i) ? 1 : 0;
                assertThat(prediction.className()).isEqualTo(TEST.classNames().get(prediction.classIndex()));
                assertThat(prediction.top(2)).hasSize(2).first().satisfies(top -> {
                    assertThat(top.className()).isEqualTo(prediction.className());
                    assertThat(top.probability()).isEqualTo(prediction.probability());
                });
                assertThat(prediction.classes().stream()
                                .mapToDouble(Prediction.Ranked::probability)
                                .sum())
                        .isCloseTo(1, within(1e-12));
            }
            assertThat(correct / 207.0).isEqualTo(result.finalAccuracy());
        }
    }

    @Test
    void leavesTheGivenImagesAsTheyAre() {
        Path model = train().model().orElseThrow();
        try (Predictor predictor = Predictor.load(model, TinySetup.session(), TinySetup::layer)) {
            float[] image = images(1).get(0);
            Prediction first = predictor.predict(image);
            assertThat(image).isEqualTo(images(1).get(0));
            assertThat(predictor.predict(image)).isEqualTo(first);
        }
    }

    @Test
    void predictsInDoublesToo() {
        Path model = train().model().orElseThrow();
        Session doubles =
                Session.builder(new ReferenceBackend()).floatType(DType.FLOAT64).build();
        try (Predictor wide = Predictor.load(model, doubles, TinySetup::layer);
                Predictor predictor = Predictor.load(model, TinySetup.session(), TinySetup::layer)) {
            Prediction prediction = wide.predict(images(1).get(0));
            assertThat(prediction.probability())
                    .isCloseTo(predictor.predict(images(1).get(0)).probability(), within(1e-5));
        }
    }

    @Test
    void doesNotApplySoftmaxTwice() {
        try (Session session = TinySetup.session()) {
            Sequential network = Sequential.of(Flatten.of(), Linear.of(4), Softmax.of());
            Program program = session.inference(network, TensorSpec.of(DType.FLOAT32, 1, 1, 8, 8));
            program.input("input").set(HostTensor.of(images(1).get(0), 1, 1, 8, 8));
            program.run();
            HostTensor expected = program.output("output").value();
            ModelFile model = ModelFile.of(session, network, TinyImages.SHAPE, TEST.classNames(), Preprocessing.none());
            assertThat(model.output()).isEqualTo(OutputKind.PROBABILITIES);
            try (Predictor predictor = Predictor.of(model, TinySetup.session(), TinySetup::layer)) {
                for (Prediction.Ranked ranked :
                        predictor.predict(images(1).get(0)).classes()) {
                    assertThat(ranked.probability()).isEqualTo(expected.get(ranked.index()));
                }
            }
        }
    }

    @Test
    void refusesImagesOfAnotherSize() {
        Path model = train().model().orElseThrow();
        try (Predictor predictor = Predictor.load(model, TinySetup.session(), TinySetup::layer)) {
            assertThatThrownBy(() -> predictor.predict(new float[784]))
                    .isInstanceOfSatisfying(
                            CortadoException.class, e -> assertThat(e.code()).isEqualTo("image-size"))
                    .hasMessageContaining("784 values, but the network takes 1x8x8 = 64");
        }
    }

    @Test
    void refusesModelsWhosePartsDoNotFit() {
        ModelFile model = ModelFile.load(train().model().orElseThrow());
        Map<String, HostTensor> fewer = new LinkedHashMap<>(model.weights());
        fewer.remove("linear1.bias");
        refused(with(model, fewer, model.classNames()), "linear1.bias: the network needs these weights");
        Map<String, HostTensor> other = new LinkedHashMap<>(model.weights());
        other.put("linear1.bias", HostTensor.of(new float[5], 5));
        refused(with(model, other, model.classNames()), "linear1.bias");
        refused(with(model, model.weights(), List.of("a", "b")), "names 2 classes");
    }

    private static ModelFile with(ModelFile model, Map<String, HostTensor> weights, List<String> classNames) {
        return new ModelFile(
                model.architecture(),
                model.input(),
                classNames,
                model.preprocessing(),
                model.output(),
                weights,
                model.version());
    }

    private static void refused(ModelFile model, String expected) {
        try (Session session = TinySetup.session()) {
            assertThatThrownBy(() -> Predictor.of(model, session, TinySetup::layer))
                    .isInstanceOf(CortadoException.class)
                    .hasMessageContaining(expected);
        }
    }
}
