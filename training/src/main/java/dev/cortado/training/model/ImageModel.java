package dev.cortado.training.model;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import dev.cortado.training.data.Normalize;
import java.util.Arrays;
import java.util.function.Function;

/** A saved model between images and predictions: what is done to pixels before the network runs, and to scores after it. */
final class ImageModel {

    private final ModelFile file;
    private final Layer network;
    private final DType floatType;
    private final Normalize normalization;

    /** Makes the network again and gives its weights to a session, which {@link #check} looks at afterwards. */
    ImageModel(ModelFile file, Session session, Function<ComponentSpec, Layer> registry) {
        this.file = file;
        this.network = file.network(registry);
        this.floatType = session.floatType();
        this.normalization = file.preprocessing().normalization().orElse(null);
        file.weights().forEach((path, value) -> {
            boolean cast = value.dtype().isFloating() && value.dtype() != floatType;
            session.variables().set(path, cast ? value.cast(floatType) : value);
        });
    }

    ModelFile file() {
        return file;
    }

    Layer network() {
        return network;
    }

    /** Returns type and shape of one image as the network takes it. */
    TensorSpec image() {
        return new TensorSpec(floatType, file.input());
    }

    /**
     * Checks that weights and classes are those of the network, once a program of it was compiled.
     *
     * @param scores what the network gives for one image
     */
    void check(Session session, Shape scores) {
        session.variables().list().forEach(variable -> checkPresent(variable.path()));
        if (!scores.equals(Shape.of(1, file.classNames().size()))) {
            throw CortadoException.user(
                    "classes-mismatch",
                    null,
                    "the network gives " + scores + " for one image, but the model names "
                            + file.classNames().size() + " classes",
                    "save the model again with one name for each output");
        }
    }

    private void checkPresent(String path) {
        if (!file.weights().containsKey(path)) {
            throw CortadoException.user(
                    "weights-missing",
                    path,
                    "the network needs these weights, but the model does not hold them",
                    "use the plug-ins and the version of Cortado with which the model was saved");
        }
    }

    /** Copies an image to where the network shall find it, and does to it what was done in training. */
    void copy(float[] image, int index, float[] target, int offset) {
        Shape shape = file.input();
        if (image.length != shape.elements()) {
            throw CortadoException.user(
                    "image-size",
                    "image " + index,
                    "it has " + image.length + " values, but the network takes " + shape + " = " + shape.elements(),
                    "decode it with preprocessing().imageOptions(input())");
        }
        System.arraycopy(image, 0, target, offset, image.length);
        if (normalization != null) {
            normalization.apply(target, offset, shape, null, null);
        }
    }

    /** Returns images in the session's floating type. */
    HostTensor tensor(float[] values, Shape shape) {
        HostTensor tensor = HostTensor.of(values, shape.toArray());
        return floatType == DType.FLOAT32 ? tensor : tensor.cast(floatType);
    }

    /** Returns what the scores of one of several images say. */
    Prediction prediction(HostTensor scores, int index) {
        int classes = file.classNames().size();
        double[] probabilities = new double[classes];
        for (int k = 0; k < classes; k++) {
            probabilities[k] = scores.get(index * classes + k);
        }
        if (file.output() == OutputKind.SCORES) {
            softmax(probabilities);
        }
        return Prediction.of(probabilities, file.classNames());
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
}
