package dev.cortado.examples;

import dev.cortado.layers.Conv2d;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.MaxPool2d;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.data.StrokeDigits;
import dev.cortado.training.model.ModelFile;
import dev.cortado.training.model.Preprocessing;
import java.nio.file.Path;

/** Builds, trains, saves, loads and uses a network; the README shows the same with fewer imports. */
public final class ReadmeExample {

    private ReadmeExample() {}

    /** Runs it all; the model goes to {@code digits.safetensors}. */
    public static void main(String[] args) {
        run(10_000, 3, Path.of("digits.safetensors"));
    }

    static void run(int images, int epochs, Path file) {
        var train = StrokeDigits.train(images, 1);
        var test = StrokeDigits.test(1_000, 1);
        var network = Sequential.of(
                Conv2d.of(20, 5),
                MaxPool2d.of(2),
                Conv2d.of(50, 5),
                MaxPool2d.of(2), // sizes follow from the image
                Flatten.of(),
                Linear.of(500),
                Relu.of(),
                Linear.of(10));
        try (var cortado = Cortado.builder().build()) {
            var trainer = cortado.trainer()
                    .network(network)
                    .loss(SoftmaxCrossEntropyLoss.of())
                    .optimizer(Adam.of());
            var result = trainer.learningRate(0.001).epochs(epochs).build().fit(train, test);
            System.out.println("test accuracy: " + result.finalAccuracy());
            ModelFile.of(cortado.session(), network, train.imageShape(), train.classNames(), Preprocessing.none())
                    .save(file);
            try (var predictor = cortado.load(file)) {
                float[] image = new float[28 * 28];
                test.read(0, image, 0);
                System.out.println(predictor.predict(image).className());
            }
        }
    }
}
