package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.interop.ModelDescription;
import dev.cortado.interop.ModelFileReader;
import dev.cortado.layers.model.ModelCatalog;
import dev.cortado.runtime.ComponentRegistry;
import dev.cortado.training.model.ModelFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Makes the network that a user names: built in, described in a file, or saved. */
final class ModelSource {

    private static final String SAVED = ".safetensors";

    private final ComponentRegistry registry;
    private final ModelCatalog catalog = ModelCatalog.builtIn();

    ModelSource(ComponentRegistry registry) {
        this.registry = registry;
    }

    /** Returns the names of the built-in networks. */
    List<String> names() {
        return catalog.names();
    }

    /** Tells whether a name is that of a saved model. */
    static boolean isSaved(String name) {
        return name.endsWith(SAVED);
    }

    /**
     * Checks that a file may be a saved model, before anything else is looked at.
     *
     * @throws CortadoException if it is the name of a built-in model, which has no weights, or a description
     */
    static void checkSaved(Path model) {
        String name = model.toString();
        boolean builtIn = ModelCatalog.builtIn().names().contains(name);
        if (!Files.exists(model) && builtIn || name.matches(".*[.](ya?ml|json)")) {
            throw CortadoException.user(
                    "not-a-saved-model",
                    name,
                    builtIn
                            ? "is a built-in model, which has learned nothing"
                            : "describes a model, which has learned nothing",
                    "a saved model is needed: '" + Commands.line("train", "--model", name)
                            + "' makes one and says where it is");
        }
    }

    /** Returns the shape of one image that a model asks for; null if any fits. */
    Shape input(String nameOrFile) {
        if (catalog.names().contains(nameOrFile)) {
            return null;
        }
        Path file = file(nameOrFile);
        return isSaved(nameOrFile) ? ModelFile.load(file).input() : read(file).input();
    }

    /** Makes a network for images {@code [C, H, W]} of a number of classes. */
    Layer network(String nameOrFile, Shape image, int classes) {
        if (catalog.names().contains(nameOrFile)) {
            return catalog.get(nameOrFile).build(image, classes);
        }
        Path file = file(nameOrFile);
        if (isSaved(nameOrFile)) {
            return ModelFile.load(file).network(registry.layers()::create);
        }
        ModelDescription description = read(file);
        return registry.layers().create(description.network(), description.where());
    }

    private ModelDescription read(Path file) {
        return new ModelFileReader(registry.layers().types()).read(file);
    }

    private Path file(String name) {
        try {
            Path file = Path.of(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException notEvenAPath) {
            // The message below fits this case too.
        }
        throw CortadoException.user(
                "unknown-model",
                null,
                "'" + name + "' is neither a built-in model nor a file",
                NearestNames.hint(name, catalog.names()));
    }
}
