package dev.cortado.cli;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.runtime.ComponentRegistry;

/**
 * One step of a network on one batch of images in memory, again and again.
 *
 * <p>Training is forward, softmax cross-entropy, backward and SGD with momentum 0.9, and ends with the loss on the host;
 * inference ends with the scores on the host.
 */
final class BenchStep {

    private static final double LEARNING_RATE = 0.001;

    private final Session session;
    private final Program program;
    private final HostTensor images;
    private final HostTensor labels;
    private final HostTensor result;
    private final String resultName;

    private BenchStep(Session session, Program program, TensorSpec input, HostTensor labels, String resultName) {
        this.session = session;
        this.program = program;
        this.images = images(input);
        this.labels = labels;
        this.resultName = resultName;
        this.result = HostTensor.zeros(program.output(resultName).spec());
    }

    /** Compiles a training step. */
    static BenchStep training(
            Session session, ComponentRegistry registry, Layer network, TensorSpec input, int classes) {
        Program program = session.training(
                network,
                registry.losses().create(ComponentSpec.of(TrainSettings.LOSS)),
                registry.optimizers().create(ComponentSpec.of("sgd").with("momentum", 0.9)),
                input);
        program.input("learning_rate").set(LEARNING_RATE);
        program.input("step").set(1.0);
        program.input("key").set(1L);
        return new BenchStep(session, program, input, labels(input.shape().size(0), classes), "loss");
    }

    /** Compiles a forward pass. */
    static BenchStep inference(Session session, Layer network, TensorSpec input) {
        return new BenchStep(session, session.inference(network, input), input, null, "output");
    }

    private static HostTensor images(TensorSpec spec) {
        HostTensor images = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            images.floats()[i] = i * 37 % 101 / 101f;
        }
        return images;
    }

    private static HostTensor labels(int batch, int classes) {
        HostTensor labels = HostTensor.zeros(new TensorSpec(DType.INT32, Shape.of(batch)));
        for (int i = 0; i < batch; i++) {
            labels.ints()[i] = i % classes;
        }
        return labels;
    }

    Program program() {
        return program;
    }

    /** Runs the step; when it returns, everything is done. */
    void run() {
        program.input("input").set(images);
        if (labels != null) {
            program.input("target").set(labels);
        }
        program.run();
        // a backend that queues its work is done only when something was fetched
        program.output(resultName).read(result);
        session.backend().synchronize();
    }
}
