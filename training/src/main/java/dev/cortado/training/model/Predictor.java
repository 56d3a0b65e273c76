package dev.cortado.training.model;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Says what images show, with a saved model.
 *
 * <p>It does to each image what was done in training. What it says of an image does not depend on the other images of the
 * same call. One thread at a time: for several threads there is {@link ModelService}.
 */
public final class Predictor implements AutoCloseable {

    /** The most images that go through the network together. */
    private static final int LARGEST_BATCH = 64;

    private final Session session;
    private final ImageModel model;

    private Predictor(Session session, ImageModel model) {
        this.session = session;
        this.model = model;
    }

    /**
     * Loads a model.
     *
     * @param session is used for nothing else, and closed with the predictor
     * @param registry makes a layer from its description
     * @throws CortadoException if the file cannot be used
     */
    public static Predictor load(Path file, Session session, Function<ComponentSpec, Layer> registry) {
        return of(ModelFile.load(file), session, registry);
    }

    /**
     * Returns a predictor for a model.
     *
     * @param session is used for nothing else, and closed with the predictor
     * @param registry makes a layer from its description
     * @throws CortadoException if weights and network do not fit together
     */
    public static Predictor of(ModelFile model, Session session, Function<ComponentSpec, Layer> registry) {
        Predictor predictor = new Predictor(session, new ImageModel(model, session, registry));
        Shape scores = predictor.program(1).output("output").spec().shape();
        predictor.model.check(session, scores);
        return predictor;
    }

    /** Returns the shape of an image, {@code [channels, height, width]}. */
    public Shape input() {
        return model.file().input();
    }

    /** Returns the names of the classes. */
    public List<String> classNames() {
        return model.file().classNames();
    }

    /** Returns what is done to images first; {@link Preprocessing#imageOptions} tells how to decode files. */
    public Preprocessing preprocessing() {
        return model.file().preprocessing();
    }

    /**
     * Judges one image.
     *
     * @param image channels first, 0..1, of {@link #input()}
     */
    public Prediction predict(float[] image) {
        return predict(List.of(image)).get(0);
    }

    /**
     * Judges images.
     *
     * @param images each channels first, 0..1, of {@link #input()}
     */
    public List<Prediction> predict(List<float[]> images) {
        List<Prediction> predictions = new ArrayList<>(images.size());
        while (predictions.size() < images.size()) {
            int left = images.size() - predictions.size();
            // Powers of two, so that few programs serve any number of images.
            int count = Math.min(LARGEST_BATCH, Integer.highestOneBit(left));
            judge(images.subList(predictions.size(), predictions.size() + count), predictions);
        }
        return predictions;
    }

    private void judge(List<float[]> images, List<Prediction> predictions) {
        Program program = program(images.size());
        program.input("input").set(join(images));
        program.run();
        HostTensor scores = program.output("output").value();
        for (int i = 0; i < images.size(); i++) {
            predictions.add(model.prediction(scores, i));
        }
    }

    private Program program(int count) {
        return session.inference(model.network(), new TensorSpec(session.floatType(), input().insert(0, count)));
    }

    private HostTensor join(List<float[]> images) {
        int length = input().elements();
        float[] all = new float[images.size() * length];
        for (int i = 0; i < images.size(); i++) {
            model.copy(images.get(i), i, all, i * length);
        }
        return model.tensor(all, input().insert(0, images.size()));
    }

    /** Closes the session. */
    @Override
    public void close() {
        session.close();
    }
}
