package dev.cortado.training;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.backend.reference.ReferenceBackend;
import dev.cortado.core.Session;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.Dropout;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.LayersPlugin;
import dev.cortado.layers.Linear;
import dev.cortado.layers.MaxPool2d;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.layers.schedule.CosineSchedule;
import dev.cortado.training.data.ImageOptions;
import dev.cortado.training.data.RandomCrop;
import dev.cortado.training.model.Preprocessing;
import java.util.List;

/** What the tests train: a network with running statistics and dropout, on the reference backend. */
public final class TinySetup {

    private TinySetup() {}

    public static Session session() {
        return Session.builder(new ReferenceBackend()).seed(3).build();
    }

    public static Layer network() {
        return Sequential.of(
                Conv2d.of(3, 3),
                BatchNorm2d.of(),
                Relu.of(),
                MaxPool2d.of(2),
                Dropout.of(0.1),
                Flatten.of(),
                Linear.of(4));
    }

    public static Preprocessing preprocessing() {
        return new Preprocessing(List.of(0.4), List.of(0.3), ImageOptions.Fit.CROP);
    }

    /** Returns a trainer that uses everything that an exact resume must get right. */
    public static TrainerBuilder trainer(Session session) {
        return Trainer.builder(session)
                .network(network())
                .loss(SoftmaxCrossEntropyLoss.of())
                .optimizer(Adam.of())
                .schedule(CosineSchedule.of())
                .learningRate(0.02)
                .epochs(3)
                .batchSize(7)
                .seed(11)
                .augment(new RandomCrop(1))
                .preprocessing(preprocessing());
    }

    public static Layer layer(ComponentSpec spec) {
        List<ComponentType<Layer>> types = new LayersPlugin().layers();
        for (ComponentType<Layer> type : types) {
            if (type.name().equals(spec.type())) {
                return type.factory().create(type.schema().check(spec.type(), spec.options()), TinySetup::layer);
            }
        }
        throw CortadoException.user(
                "unknown-layer",
                null,
                "there is no layer '" + spec.type() + "'",
                NearestNames.hint(
                        spec.type(), types.stream().map(ComponentType::name).toList()));
    }
}
