package dev.cortado.examples;

import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.model.LeNet;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.data.StrokeDigits;
import dev.cortado.training.report.ProgressLines;

/** Trains LeNet on the built-in digits. */
public final class DigitsIn25Lines {

    private DigitsIn25Lines() {}

    /** Trains for some seconds and prints the accuracy. */
    public static void main(String[] args) {
        System.out.println("test accuracy: " + train(10_000, 3));
    }

    static double train(int images, int epochs) {
        var train = StrokeDigits.train(images, 1);
        var test = StrokeDigits.test(images / 10, 1);
        try (var cortado = Cortado.builder().build()) {
            return cortado.trainer()
                    .network(new LeNet().build(train.imageShape(), 10))
                    .loss(SoftmaxCrossEntropyLoss.of())
                    .optimizer(Adam.of())
                    .learningRate(0.001)
                    .epochs(epochs)
                    .callback(new ProgressLines(System.out::println))
                    .build()
                    .fit(train, test)
                    .finalAccuracy();
        }
    }
}
