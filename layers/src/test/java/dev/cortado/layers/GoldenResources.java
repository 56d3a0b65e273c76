package dev.cortado.layers;

import dev.cortado.conformance.golden.GoldenCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Reads the PyTorch vectors that are small enough to lie in this module: optimizers and schedules. */
public final class GoldenResources {

    private GoldenResources() {}

    public static GoldenCase read(String name) {
        try {
            return GoldenCase.read(
                    Path.of(GoldenResources.class.getResource("/golden/" + name).toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
