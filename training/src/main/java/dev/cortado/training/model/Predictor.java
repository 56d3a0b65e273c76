package dev.cortado.training.model;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.training.data.Normalize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Says what images show, with a saved model.
 *
 * <p>It does to each image what was done in training. What it says of an image does not depend on the other images of the
 * same call. One thread at a time: for several threads, make one predictor with a session of its own for each.
 */
public final class Predictor implements AutoCloseable {

    /** The most images that go through the network together. */
    private static final int LARGEST_BATCH = 64;

    private final Session session;
    private final ModelFile model;
    private final Layer network;
    private final Normalize normalization;

    private Predictor(Session session, ModelFile model, Layer network) {
        this.session = session;
        this.model = model;
        this.network = network;
        this.normalization = model.preprocessing().normalization().orElse(null);
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
        Layer network = model.network(registry);
        model.weights().forEach((path, value) -> {
            boolean cast = value.dtype().isFloating() && value.dtype() != session.floatType();
            session.variables().set(path, cast ? value.cast(session.floatType()) : value);
        });
        Predictor predictor = new Predictor(session, model, network);
        Shape scores = predictor.program(1).output("output").spec().shape();
        session.variables().list().forEach(variable -> predictor.checkPresent(variable.path()));
        if (!scores.equals(Shape.of(1, model.classNames().size()))) {
            throw CortadoException.user(
                    "classes-mismatch",
                    null,
                    "the network gives " + scores + " for one image, but the model names "
                            + model.classNames().size() + " classes",
                    "save the model again with one name for each output");
        }
        return predictor;
    }

    private void checkPresent(String path) {
        if (!model.weights().containsKey(path)) {
            throw CortadoException.user(
                    "weights-missing",
                    path,
                    "the network needs these weights, but the model does not hold them",
                    "use the plug-ins and the version of Cortado with which the model was saved");
        }
    }

    /** Returns the shape of an image, {@code [channels, height, width]}. */
    public Shape input() {
        return model.input();
    }

    /** Returns the names of the classes. */
    public List<String> classNames() {
        return model.classNames();
    }

    /** Returns what is done to images first; {@link Preprocessing#imageOptions} tells how to decode files. */
    public Preprocessing preprocessing() {
        return model.preprocessing();
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
        int classes = model.classNames().size();
        for (int i = 0; i < images.size(); i++) {
            double[] probabilities = new double[classes];
            for (int k = 0; k < classes; k++) {
                probabilities[k] = scores.get(i * classes + k);
            }
            if (model.output() == OutputKind.SCORES) {
                softmax(probabilities);
            }
            predictions.add(Prediction.of(probabilities, model.classNames()));
        }
    }

    private Program program(int count) {
        return session.inference(
                network, new TensorSpec(session.floatType(), model.input().insert(0, count)));
    }

    private HostTensor join(List<float[]> images) {
        Shape shape = model.input();
        int length = shape.elements();
        float[] all = new float[images.size() * length];
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).length != length) {
                throw CortadoException.user(
                        "image-size",
                        "image " + i,
                        "it has " + images.get(i).length + " values, but the network takes " + shape + " = " + length,
                        "decode it with preprocessing().imageOptions(input())");
            }
            System.arraycopy(images.get(i), 0, all, i * length, length);
            if (normalization != null) {
                normalization.apply(all, i * length, shape, null, null);
            }
        }
        HostTensor joined = HostTensor.of(all, shape.insert(0, images.size()).toArray());
        return session.floatType() == DType.FLOAT32 ? joined : joined.cast(session.floatType());
    }

    /** In float64 and with the strict exponential, so that it is the same on every machine. */
    private static void softmax(double[] scores) {
        double highest = Arrays.stream(scores).max().orElse(0);
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            scores[k] = StrictMath.exp(scores[k] - highest);
            sum += scores[k];
        }
        for (int k = 0; k < scores.length; k++) {
            scores[k] /= sum;
        }
    }

    /** Closes the session. */
    @Override
    public void close() {
        session.close();
    }
}
