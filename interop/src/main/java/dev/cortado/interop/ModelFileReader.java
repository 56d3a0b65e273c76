package dev.cortado.interop;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a model description: a list of layers by registered name, with options, in YAML or JSON.
 *
 * <pre>{@code
 * input: [1, 28, 28]
 * layers:
 *   - conv2d: {filters: 20, kernel_size: 5}
 *   - relu
 *   - max_pool2d: {window: 2}
 *   - linear: {units: 10}
 * }</pre>
 *
 * <p>{@code input} may be left out. A layer in a list may carry a {@code name} beside its options. Layers inside a layer are written in the same way, as the value of its option. Names
 * and options are checked against the registered layers while reading, so that every message names file and
 * line; one attempt reports all that is wrong.
 */
public final class ModelFileReader {

    private static final long MAX_BYTES = 4L << 20;

    private final Collection<ComponentType<Layer>> known;

    /** Creates a reader that knows the given layers; {@code sequential} must be among them. */
    public ModelFileReader(Collection<ComponentType<Layer>> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Reads a file; a name that ends in {@code .json} says that it is JSON, any other that it is YAML.
     *
     * @throws CortadoException with file and line if it cannot be understood
     */
    public ModelDescription read(Path file) {
        String text = TextFile.read(file, MAX_BYTES);
        return parse(text, file.getFileName().toString());
    }

    /**
     * Reads a text.
     *
     * @param name the name of the file, for messages and to tell JSON from YAML
     * @throws CortadoException with name and line if it cannot be understood
     */
    public ModelDescription parse(String text, String name) {
        boolean json = name.toLowerCase(Locale.ROOT).endsWith(".json");
        Located root = json ? (Located) JsonTree.parse(text, name, Located::new) : YamlTree.parse(text, name);
        return describe(root, name);
    }

    private ModelDescription describe(Located root, String name) {
        Map<String, Located> map = root.map();
        if (map == null) {
            throw CortadoException.user(
                    "model-file-invalid",
                    name + ":" + root.line(),
                    "this is " + root.words() + " and not a model",
                    "write 'layers:' and below it a list of layers");
        }
        List<CortadoException> problems = new ArrayList<>();
        for (Map.Entry<String, Located> entry : map.entrySet()) {
            if (!entry.getKey().equals("layers") && !entry.getKey().equals("input")) {
                problems.add(CortadoException.user(
                        "unknown-entry",
                        name + ":" + entry.getValue().line(),
                        "a model has no entry '" + entry.getKey() + "'",
                        NearestNames.hint(entry.getKey(), List.of("input", "layers"))));
            }
        }
        boolean misspelled = !problems.isEmpty();
        Shape input = map.containsKey("input") ? shape(map.get("input"), name, problems) : null;
        List<ComponentSpec> layers = layers(root, name, misspelled, problems);
        if (!problems.isEmpty()) {
            throw CortadoException.all(name, problems);
        }
        return new ModelDescription(input, ComponentSpec.of("sequential").with("layers", layers), name);
    }

    private List<ComponentSpec> layers(Located root, String name, boolean misspelled, List<CortadoException> problems) {
        Located layers = root.map().get("layers");
        if (layers == null && misspelled) {
            return List.of(); // what is missing may be what was misspelled
        }
        if (layers != null && layers.list() != null && !layers.list().isEmpty()) {
            return new ComponentReader(known, problems).list(layers, name);
        }
        problems.add(CortadoException.user(
                "model-file-invalid",
                name + ":" + (layers == null ? root.line() : layers.line()),
                layers == null ? "'layers' is missing" : "'layers' is " + layers.words(),
                "give a list of at least one layer, such as '- linear: {units: 10}'"));
        return List.of();
    }

    private static Shape shape(Located node, String name, List<CortadoException> problems) {
        List<Located> sizes = node.list();
        boolean usable = sizes != null && !sizes.isEmpty() && sizes.size() <= 8;
        long elements = 1;
        int[] array = new int[usable ? sizes.size() : 0];
        for (int i = 0; i < array.length && usable; i++) {
            usable = sizes.get(i).value() instanceof Long size && size >= 1 && size <= Integer.MAX_VALUE;
            array[i] = usable ? ((Long) sizes.get(i).value()).intValue() : 0;
            elements *= array[i];
            usable &= elements <= Integer.MAX_VALUE;
        }
        if (!usable) {
            problems.add(CortadoException.user(
                    "model-file-invalid",
                    name + ":" + node.line(),
                    "'input' is " + node.words(),
                    "give the shape of one input as positive whole numbers, such as [1, 28, 28]"));
            return null;
        }
        return Shape.of(array);
    }
}
