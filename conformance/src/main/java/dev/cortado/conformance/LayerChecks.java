package dev.cortado.conformance;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import java.util.List;

/**
 * Checks a layer in every respect that does not need an expected value: what it takes for a layer to be at home here.
 *
 * <p>{@code new LayerChecks(layer, 2, 3, 8, 8).all()} checks gradients, element types and batches; {@link #description}
 * checks that a registered layer can be saved and made again.
 */
public final class LayerChecks {

    private final Layer layer;
    private final int[] sizes;

    /**
     * Creates checks.
     *
     * @param layer the layer
     * @param inputSizes shape of an input, the batch first
     */
    public LayerChecks(Layer layer, int... inputSizes) {
        this.layer = layer;
        this.sizes = inputSizes.clone();
    }

    /** Runs {@link #gradients}, {@link #elementTypes} and {@link #batches}. */
    public void all() {
        gradients();
        elementTypes();
        batches();
    }

    /** Asserts that the gradients of input and parameters are right, in training and in inference. */
    public void gradients() {
        HostTensor input = new Samples(21).distinct(sizes);
        try (GradientCheck check = new GradientCheck()) {
            check.layer(layer, true, input).assertRight();
            check.layer(layer, false, input).assertRight();
        }
    }

    /** Asserts that the layer follows the session's floating type, with one shape for both. */
    public void elementTypes() {
        TensorSpec narrow = result(DType.FLOAT32).spec();
        TensorSpec wide = result(DType.FLOAT64).spec();
        expect(narrow.dtype() == DType.FLOAT32, "gives " + narrow + " in a session of float32");
        expect(wide.dtype() == DType.FLOAT64, "gives " + wide + " in a session of float64");
        expect(narrow.shape().equals(wide.shape()), "gives " + narrow + " in one session and " + wide + " in another");
    }

    /** Asserts that in inference the bits of a sample are the same alone and among others. */
    public void batches() {
        HostTensor input = new Samples(22).distinct(sizes);
        try (Session session = session(DType.FLOAT64)) {
            HostTensor together = run(session, input);
            Shape sample = input.shape().with(0, 1);
            for (int n = 0; n < sizes[0]; n++) {
                HostTensor alone = run(session, part(input, n, sample));
                HostTensor expected = part(together, n, together.shape().with(0, 1));
                expect(
                        alone.equals(expected),
                        "gives sample " + n + " " + alone + " alone, but " + expected + " in a batch");
            }
        }
    }

    /**
     * Asserts that {@link Layer#describe} tells how to make an equal layer.
     *
     * @param types all types that the description may name
     */
    public void description(List<ComponentType<Layer>> types) {
        ComponentSpec description = layer.describe();
        Layer again = create(description, types);
        expect(again.equals(layer), "is made again as " + again + " from " + description);
        expect(again.describe().equals(description), "changes its description to " + again.describe());
    }

    private static Layer create(ComponentSpec spec, List<ComponentType<Layer>> types) {
        ComponentType<Layer> type = types.stream()
                .filter(candidate -> candidate.name().equals(spec.type()))
                .findFirst()
                .orElseThrow(() -> CortadoException.user(
                        "unknown-layer", null, "no type is registered as '" + spec.type() + "'", "register it"));
        return type.factory().create(type.schema().check(spec.type(), spec.options()), inner -> create(inner, types));
    }

    private HostTensor result(DType dtype) {
        try (Session session = session(dtype)) {
            return run(session, new Samples(22).distinct(sizes).cast(dtype));
        }
    }

    private HostTensor run(Session session, HostTensor input) {
        Program program = session.inference(layer, input.spec());
        program.input("input").set(input);
        program.run();
        return program.output("output").value();
    }

    private static HostTensor part(HostTensor batch, int index, Shape shape) {
        HostTensor part = HostTensor.zeros(batch.spec().with(shape));
        for (int i = 0; i < shape.elements(); i++) {
            part.set(i, batch.get(index * shape.elements() + i));
        }
        return part;
    }

    private static Session session(DType dtype) {
        return Session.builder(new ReferenceProvider().create(BackendOptions.of(1)))
                .floatType(dtype)
                .build();
    }

    private void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(layer + " " + otherwise);
        }
    }
}
