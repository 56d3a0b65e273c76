package dev.cortado.training;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.core.run.Program;
import dev.cortado.training.data.Batch;

/** Passes batches of one size into a program: images as its input, labels in the form that its loss wants. */
final class BatchFeed {

    private final String dataset;
    private final int classes;
    private final Program program;
    private final TensorSpec inputSpec;
    private final HostTensor converted;
    private final HostTensor target;
    private final HostTensor scores;

    /**
     * Prepares the buffers.
     *
     * @throws CortadoException if what the network gives does not fit the classes
     */
    BatchFeed(Program program, String dataset, int classes) {
        this.dataset = dataset;
        this.classes = classes;
        this.program = program;
        this.inputSpec = program.input("input").spec();
        this.converted = inputSpec.dtype() == DType.FLOAT32 ? null : HostTensor.zeros(inputSpec);
        TensorSpec output = program.output("output").spec();
        Shape expected = Shape.of(inputSpec.shape().size(0), classes);
        if (!output.shape().equals(expected)) {
            throw CortadoException.user(
                    "classes-mismatch",
                    "network",
                    "it gives " + output.shape() + ", but " + dataset + " has " + classes
                            + " classes, for which it must give " + expected,
                    "let the network end with flatten and linear {units: " + classes + "}");
        }
        this.target = HostTensor.zeros(program.input("target").spec());
        boolean indices = target.shape().rank() == 1 && target.dtype().isInteger();
        if (!indices && !(target.spec().equals(output))) {
            throw CortadoException.user(
                    "loss-mismatch",
                    "loss",
                    "it wants targets of " + target.spec() + ", which class labels cannot be turned into",
                    "use a loss for classes, such as softmax_cross_entropy");
        }
        this.scores = HostTensor.zeros(output);
    }

    Program program() {
        return program;
    }

    /** Sets input and target. */
    void set(Batch batch) {
        HostTensor images = converted;
        if (converted == null) {
            images = HostTensor.of(inputSpec, batch.images());
        } else {
            double[] wide = converted.doubles();
            for (int i = 0; i < wide.length; i++) {
                wide[i] = batch.images()[i];
            }
        }
        program.input("input").set(images);
        boolean oneHot = target.shape().rank() == 2;
        for (int i = 0; i < batch.count(); i++) {
            int label = batch.labels()[i];
            if (label < 0 || label >= classes) {
                throw CortadoException.user(
                        "label-out-of-range",
                        dataset + "[" + batch.indices()[i] + "]",
                        "its label is " + label + ", but there are " + classes + " classes",
                        "use labels from 0 to " + (classes - 1));
            }
            for (int k = 0; oneHot && k < classes; k++) {
                target.set(i * classes + k, k == label ? 1 : 0);
            }
            if (!oneHot) {
                target.set(i, label);
            }
        }
        program.input("target").set(target);
    }

    /** Fetches what the network gave for the batch, {@code [count, classes]}; valid until the next call. */
    HostTensor scores() {
        program.output("output").read(scores);
        return scores;
    }
}
