package dev.cortado.benchmarks;

import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.model.ModelCatalog;
import dev.cortado.layers.optimizer.Sgd;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.TrainerBuilder;
import dev.cortado.training.data.Datasets;

/** What the measurements have in common: SGD with momentum 0.9 on mean cross-entropy, batches of 64. */
final class Setup {

    private Setup() {}

    static DataSplits data(String name) {
        return Datasets.standard().load(name);
    }

    static Layer network(String model, Shape image, int classes) {
        return ModelCatalog.builtIn().get(model).build(image, classes);
    }

    static Cortado cortado(int threads) {
        return cortado("cpu", threads);
    }

    static Cortado cortado(String backend, int threads) {
        return Cortado.builder().backend(backend).threads(threads).seed(1).build();
    }

    static TrainerBuilder trainer(Cortado cortado, Layer network, int batch) {
        return cortado.trainer()
                .network(network)
                .loss(SoftmaxCrossEntropyLoss.of())
                .optimizer(Sgd.of().withMomentum(0.9))
                .learningRate(0.02)
                .batchSize(batch);
    }
}
