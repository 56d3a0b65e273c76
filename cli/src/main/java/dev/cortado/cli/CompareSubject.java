package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.core.Session;
import dev.cortado.core.compare.Batch;
import dev.cortado.runtime.ComponentRegistry;
import dev.cortado.training.model.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The training that two backends do, from the flags that say which.
 *
 * @param network the network
 * @param loss its loss
 * @param optimizer how it learns
 * @param batches what it learns from
 * @param saved the model whose weights it starts with; null for fresh ones
 * @param data what the batches are made of, for people
 */
record CompareSubject(
        Layer network, Loss loss, Optimizer optimizer, List<Batch> batches, ModelFile saved, String data) {

    static final double LEARNING_RATE = 0.01;
    static final long SEED = 42;

    private static final String NOISE = "noise";
    private static final int CLASSES = 10;
    private static final int MOST_BATCHES = 16;

    /** Makes the network, and reads as many batches as there are steps, but not more than a few. */
    static CompareSubject of(CompareFlags flags, ComponentRegistry registry) {
        ModelSource models = new ModelSource(registry);
        Shape asked = models.input(flags.model);
        Shape image = asked == null ? InputShape.USUAL : asked;
        boolean digits = flags.data == null && image.equals(InputShape.USUAL);
        String data = flags.data != null ? flags.data : digits ? "digits" : NOISE;
        int count = Math.max(1, Math.min(flags.steps, MOST_BATCHES));
        ModelFile saved = ModelSource.isSaved(flags.model) ? ModelFile.load(Path.of(flags.model)) : null;
        Loss loss = registry.losses().create(ComponentSpec.of(TrainSettings.LOSS));
        Optimizer optimizer =
                registry.optimizers().create(SpecText.parse("--optimizer", flags.optimizer), "--optimizer");
        List<Batch> batches = new ArrayList<>();
        int classes = saved == null ? CLASSES : saved.classNames().size();
        if (data.equals(NOISE)) {
            for (int i = 0; i < count; i++) {
                batches.add(noise(i, flags.batch, image, classes));
            }
        } else {
            Dataset train = new DataSource(registry.datasets())
                    .open(data, ImageFlags.of(image, flags.model), null, null)
                    .train();
            image = train.imageShape();
            classes = train.classNames().size();
            if (train.size() < flags.batch) {
                throw CortadoException.user(
                        "flag-out-of-range",
                        "--batch",
                        train.name() + " has " + train.size() + " images, fewer than " + flags.batch,
                        "use smaller batches");
            }
            for (int i = 0; i < Math.min(count, train.size() / flags.batch); i++) {
                batches.add(images(train, i * flags.batch, flags.batch));
            }
        }
        Layer network = models.network(flags.model, image, classes);
        return new CompareSubject(network, loss, optimizer, batches, saved, data);
    }

    /** Gives a session the weights of the saved model, if there is one. */
    void loadInto(Session session) {
        if (saved != null) {
            saved.loadInto(session);
        }
    }

    private static Batch images(Dataset data, int from, int size) {
        Shape image = data.imageShape();
        HostTensor input = HostTensor.zeros(new TensorSpec(DType.FLOAT32, image.insert(0, size)));
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            data.read(from + i, input.floats(), i * image.elements());
            labels[i] = data.label(from + i);
        }
        return new Batch(input, HostTensor.of(labels, size));
    }

    private static Batch noise(int number, int size, Shape image, int classes) {
        HostTensor input = HostTensor.zeros(new TensorSpec(DType.FLOAT32, image.insert(0, size)));
        RandomStream stream =
                new RandomStream(RandomKey.of(SEED).derive("compare").derive(number));
        for (int i = 0; i < input.spec().elements(); i++) {
            input.set(i, stream.nextGaussian());
        }
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % classes;
        }
        return new Batch(input, HostTensor.of(labels, size));
    }
}
