package dev.cortado.cli;

import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.runtime.ComponentRegistry;
import dev.cortado.runtime.Cortado;

/**
 * What is trained on what.
 *
 * @param settings everything that was asked for
 * @param data the images
 * @param network the network
 */
record TrainSetup(TrainSettings settings, DataSplits data, Layer network) {

    private static final String MODEL = "lenet";
    private static final String DATA = "digits";
    private static final String IMAGE_SIZE = "64";
    private static final long SEED = 42;

    /** Returns the seed that the flags ask for. */
    static long seed(TrainFlags flags) {
        return flags.seed == null ? SEED : flags.seed;
    }

    /** Completes the flags with defaults, and opens what they name. */
    static TrainSetup of(TrainFlags flags, Cortado cortado) {
        ComponentRegistry registry = cortado.registry();
        ModelSource models = new ModelSource(registry);
        String model = flags.model == null ? MODEL : flags.model;
        TrainDefaults defaults = TrainDefaults.of(model);
        ComponentSpec optimizer =
                flags.optimizer == null ? defaults.optimizer() : SpecText.parse("--optimizer", flags.optimizer);
        FlagValues.notNegative("--weight-decay", flags.weightDecay);
        if (flags.weightDecay != null) {
            optimizer = optimizer.with("weight_decay", flags.weightDecay);
        }
        ComponentSpec schedule =
                flags.schedule == null ? defaults.schedule() : SpecText.parse("--schedule", flags.schedule);
        // What can be wrong is looked at before the data, which may take a while.
        registry.optimizers().create(optimizer, "--optimizer");
        registry.schedules().create(schedule, "--schedule");
        AugmentText.parse(flags.augment == null ? "" : flags.augment);
        String imageSize = flags.imageSize == null ? imageSize(models.input(model)) : flags.imageSize;
        String name = flags.data == null ? DATA : flags.data;
        DataSplits data = new DataSource(registry.datasets())
                .open(name, ImageFlags.parse(imageSize), flags.trainSize, flags.testSize);
        Layer network = models.network(
                model, data.train().imageShape(), data.train().classNames().size());
        TrainSettings settings = new TrainSettings(
                model,
                network.describe(),
                name,
                flags.trainSize,
                flags.testSize,
                imageSize,
                cortado.backend().name(),
                flags.epochs == null ? defaults.epochs() : flags.epochs,
                flags.batch == null ? defaults.batch() : flags.batch,
                flags.learningRate == null ? defaults.learningRate() : flags.learningRate,
                optimizer,
                schedule,
                flags.augment == null ? "" : flags.augment,
                seed(flags));
        return new TrainSetup(settings, data, network);
    }

    /** Opens again what a run was started with. */
    static TrainSetup of(TrainSettings settings, Cortado cortado) {
        ComponentRegistry registry = cortado.registry();
        DataSplits data = new DataSource(registry.datasets())
                .open(
                        settings.data(),
                        ImageFlags.parse(settings.imageSize()),
                        settings.trainSize(),
                        settings.testSize());
        return new TrainSetup(settings, data, registry.layers().create(settings.network(), settings.model()));
    }

    private static String imageSize(Shape input) {
        boolean image = input != null && input.rank() == 3 && (input.size(0) == 1 || input.size(0) == 3);
        return image ? input.toString() : IMAGE_SIZE;
    }
}
