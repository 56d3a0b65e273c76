package dev.cortado.layers.model;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import java.util.List;

/**
 * The networks that can be chosen by name.
 *
 * @param recipes the networks, in the order in which they are shown
 */
public record ModelCatalog(List<NetworkRecipe> recipes) {

    /** Creates a catalog; the list is copied. */
    public ModelCatalog {
        recipes = List.copyOf(recipes);
    }

    /** Returns the catalog of the built-in networks. */
    public static ModelCatalog builtIn() {
        return new ModelCatalog(List.of(
                new LinearModel(),
                new Mlp(),
                new LeNet(),
                VggSmall.of(),
                new ResNet8(),
                new ResNet18(),
                new MobileNetV2()));
    }

    /** Returns the names of all networks. */
    public List<String> names() {
        return recipes.stream().map(NetworkRecipe::name).toList();
    }

    /**
     * Returns a network by name.
     *
     * @throws CortadoException if there is none; the message names the nearest ones
     */
    public NetworkRecipe get(String name) {
        return recipes.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CortadoException.user(
                        "unknown-model", null, "unknown model '" + name + "'", NearestNames.hint(name, names())));
    }
}
