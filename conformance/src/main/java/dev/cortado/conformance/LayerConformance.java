package dev.cortado.conformance;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a layer in every respect that does not need an expected value: what it takes for a layer to be at home here.
 *
 * <p>{@code new LayerConformance(plugin.layers()).check(layer, 2, 3, 8, 8)} is all that a test needs. What is wrong is an
 * {@link AssertionError} that names the layer.
 */
public final class LayerConformance extends ComponentConformance<Layer> {

    /**
     * Creates a check.
     *
     * @param types all types that the description of a layer may name
     */
    public LayerConformance(List<ComponentType<Layer>> types) {
        super(types);
    }

    /**
     * Checks a layer: gradients, element types, shapes, samples alone and in a batch, determinism, saving and loading, its
     * description, and what it says to a wrong shape.
     *
     * @param layer the layer
     * @param inputSizes shape of an input, the batch first
     */
    public void check(Layer layer, int... inputSizes) {
        gradients(layer, inputSizes);
        elementTypes(layer, inputSizes);
        batches(layer, inputSizes);
        savedAndLoaded(layer, inputSizes);
        wrongShapes(layer, inputSizes);
        description(layer);
    }

    /** Asserts that the gradients of input and parameters are right, in training and in inference. */
    private static void gradients(Layer layer, int... sizes) {
        HostTensor input = new Samples(21).distinct(sizes);
        try (GradientCheck check = new GradientCheck()) {
            check.layer(layer, true, input).assertRight();
            check.layer(layer, false, input).assertRight();
        }
    }

    /** Asserts that the layer follows the session's floating type, and that traced and real shapes agree. */
    private static void elementTypes(Layer layer, int... sizes) {
        HostTensor narrow = run(layer, DType.FLOAT32, sizes);
        HostTensor wide = run(layer, DType.FLOAT64, sizes);
        expect(narrow.dtype() == DType.FLOAT32, layer, "gives " + narrow.spec() + " in a session of float32");
        expect(wide.dtype() == DType.FLOAT64, layer, "gives " + wide.spec() + " in a session of float64");
        expect(
                narrow.shape().equals(wide.shape()),
                layer,
                "gives " + narrow.spec() + " in one session and " + wide.spec() + " in another");
        expect(
                narrow.equals(run(layer, DType.FLOAT32, sizes)),
                layer,
                "gives other bits in a second session of the same seed");
    }

    private static HostTensor run(Layer layer, DType dtype, int... sizes) {
        try (Session session = ReferenceSessions.open(dtype)) {
            HostTensor input = new Samples(22).distinct(sizes).cast(dtype);
            HostTensor output = infer(session, layer, input);
            TensorSpec traced =
                    session.inference(layer, input.spec()).output("output").spec();
            expect(output.spec().equals(traced), layer, "was traced as " + traced + ", but gives " + output.spec());
            return output;
        }
    }

    /** Asserts that in inference the bits of a sample are the same alone and among others, and the same every time. */
    private static void batches(Layer layer, int... sizes) {
        HostTensor input = new Samples(22).distinct(sizes);
        try (Session session = ReferenceSessions.open(DType.FLOAT64)) {
            HostTensor together = infer(session, layer, input);
            expect(
                    infer(session, layer, input).equals(together),
                    layer,
                    "gives another result for the same input in a second inference");
            Shape sample = input.shape().with(0, 1);
            for (int n = 0; n < sizes[0]; n++) {
                HostTensor alone = infer(session, layer, part(input, n, sample));
                HostTensor expected = part(together, n, together.shape().with(0, 1));
                expect(
                        alone.equals(expected),
                        layer,
                        "gives sample " + n + " " + alone + " alone, but " + expected + " in a batch");
            }
        }
    }

    /** Asserts that a second session with the saved variables gives the same bits, though its own start differs. */
    private static void savedAndLoaded(Layer layer, int... sizes) {
        HostTensor input = new Samples(22).distinct(sizes);
        Map<String, HostTensor> saved;
        HostTensor expected;
        try (Session session = ReferenceSessions.open(DType.FLOAT64)) {
            infer(session, layer, input);
            Samples samples = new Samples(24);
            for (String path : ReferenceSessions.save(session.variables()).keySet()) {
                int[] shape = session.variables().get(path).shape().toArray();
                session.variables().set(path, samples.positive(shape));
            }
            expected = infer(session, layer, input);
            saved = ReferenceSessions.save(session.variables());
        }
        try (Session session = ReferenceSessions.open(DType.FLOAT64)) {
            saved.forEach((path, value) -> session.variables().set(path, value));
            HostTensor found = infer(session, layer, input);
            expect(
                    session.variables().unclaimed().isEmpty(),
                    layer,
                    "does not declare again what was saved: "
                            + session.variables().unclaimed());
            expect(found.equals(expected), layer, "gives other bits once its variables were saved and loaded");
        }
    }

    /** Asserts that inputs of other numbers of axes are taken, or refused in words that help. */
    private static void wrongShapes(Layer layer, int... sizes) {
        Shape fewer = Shape.of(sizes[0]);
        Shape more = Shape.of(sizes).insert(sizes.length, 2).insert(1, 3);
        for (Shape wrong : List.of(fewer, more)) {
            try (Session session = ReferenceSessions.open(DType.FLOAT32)) {
                TensorSpec spec = new TensorSpec(DType.FLOAT32, wrong);
                Layer named = (context, x) -> context.call("block", layer, x);
                Optional<CortadoException> refusal = refusal(() -> session.inference(named, spec));
                refusal.ifPresent(e -> {
                    expectHelpful(layer, e, wrong.rank() == 1 ? String.valueOf(sizes[0]) : wrong.toString());
                    expect(
                            e.getMessage().contains("block"),
                            layer,
                            "refuses a wrong shape without the path of the layer: " + e.getMessage());
                });
            }
        }
    }

    /** Asserts that {@link Layer#describe} tells how to make an equal layer. */
    public void description(Layer layer) {
        ComponentSpec description = layer.describe();
        Layer again = create(description);
        expect(again.equals(layer), layer, "is made again as " + again + " from " + description);
        expect(again.describe().equals(description), layer, "changes its description to " + again.describe());
        configuration(description);
    }

    private static HostTensor infer(Session session, Layer layer, HostTensor input) {
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
}
