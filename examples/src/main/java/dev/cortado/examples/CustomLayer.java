package dev.cortado.examples;

import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.data.StrokeDigits;

/**
 * Uses a layer of one's own: a plain class, written against {@code dev.cortado.api} alone.
 *
 * <p>Nothing is registered. Its gradient comes from the operations that it uses, and so does its speed on any backend.
 */
public final class CustomLayer {

    private CustomLayer() {}

    /** Swish with a slope that is learned: {@code x * sigmoid(slope * x)} (Ramachandran et al. 2017, arXiv:1710.05941). */
    static final class LearnedSwish implements Layer {

        @Override
        public Tensor forward(LayerContext context, Tensor input) {
            Tensor slope = context.parameter("slope", Shape.of(1), Initializer.constant(1));
            Tensor slopes = slope.reshape(Shape.scalar()).broadcastTo(input.shape());
            return input.multiply(input.multiply(slopes).sigmoid());
        }
    }

    /** Trains a network with two such layers and prints the accuracy and the slopes. */
    public static void main(String[] args) {
        train(5_000, 3);
    }

    static double train(int images, int epochs) {
        var network = Sequential.named()
                .add("flatten", Flatten.of())
                .add("fc1", Linear.of(64))
                .add("swish1", new LearnedSwish())
                .add("fc2", Linear.of(10))
                .build();
        try (var cortado = Cortado.builder().build()) {
            var result = cortado.trainer()
                    .network(network)
                    .loss(SoftmaxCrossEntropyLoss.of())
                    .optimizer(Adam.of())
                    .learningRate(0.003)
                    .epochs(epochs)
                    .build()
                    .fit(StrokeDigits.train(images, 1), StrokeDigits.test(images / 10, 1));
            System.out.println("test accuracy: " + result.finalAccuracy());
            System.out.println("learned slope: "
                    + cortado.session().variables().get("swish1.slope").get(0));
            return cortado.session().variables().get("swish1.slope").get(0);
        }
    }
}
