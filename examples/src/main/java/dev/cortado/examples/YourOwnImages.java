package dev.cortado.examples;

import dev.cortado.api.layer.Layer;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.GlobalAvgPool2d;
import dev.cortado.layers.Linear;
import dev.cortado.layers.MaxPool2d;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.data.ImageDecoder;
import dev.cortado.training.data.ImageFolderDataset;
import dev.cortado.training.data.ImageOptions;
import dev.cortado.training.data.ImageResizer;
import dev.cortado.training.data.RandomFlip;
import dev.cortado.training.model.Preprocessing;
import dev.cortado.training.report.ProgressLines;
import java.nio.file.Path;

/**
 * Trains on a folder of photographs, one folder per class, saves the model and asks it what a photograph shows.
 *
 * <p>Arguments: the folder, where the run shall go, a photograph.
 */
public final class YourOwnImages {

    private YourOwnImages() {}

    /** Trains and predicts. */
    public static void main(String[] args) {
        System.out.println(run(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), 10));
    }

    static String run(Path folder, Path runDirectory, Path photograph, int epochs) {
        var options = ImageOptions.rgb(32, 32);
        var splits = ImageFolderDataset.readSplits(folder, "mine", options);
        var classes = splits.train().classNames().size();
        var preprocessing = Preprocessing.measure(splits.train(), splits.train().size());
        try (var cortado = Cortado.builder().build()) {
            var result = cortado.trainer()
                    .network(network(classes))
                    .loss(SoftmaxCrossEntropyLoss.of())
                    .optimizer(Adam.of())
                    .learningRate(0.003)
                    .batchSize(16)
                    .epochs(epochs)
                    .augment(new RandomFlip())
                    .preprocessing(preprocessing)
                    .runDirectory(runDirectory)
                    .callback(new ProgressLines(System.out::println))
                    .build()
                    .fit(splits);
            try (var predictor = cortado.load(result.model().orElseThrow())) {
                return predictor.predict(pixels(photograph, options)).className();
            }
        }
    }

    private static Layer network(int classes) {
        return Sequential.of(
                Conv2d.of(16, 3).withPadding(1),
                BatchNorm2d.of(),
                Relu.of(),
                MaxPool2d.of(2),
                Conv2d.of(32, 3).withPadding(1),
                BatchNorm2d.of(),
                Relu.of(),
                GlobalAvgPool2d.of(),
                Linear.of(classes));
    }

    private static float[] pixels(Path file, ImageOptions options) {
        byte[] bytes = ImageResizer.resize(ImageDecoder.decode(file), options);
        float[] pixels = new float[bytes.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (bytes[i] & 0xFF) / 255f;
        }
        return pixels;
    }
}
