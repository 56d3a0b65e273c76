package dev.cortado.runtime;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** A class loader that sees all classes of the tests, but only the plug-ins that a file in a folder names. */
final class OnlyTheseServices extends ClassLoader {

    private static final String SERVICE = "META-INF/services/dev.cortado.api.plugin.CortadoPlugin";

    private final URL services;

    OnlyTheseServices(Path folder, String... classNames) throws IOException {
        super(OnlyTheseServices.class.getClassLoader());
        Path file = folder.resolve("services");
        Files.write(file, List.of(classNames));
        services = file.toUri().toURL();
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(SERVICE) ? Collections.enumeration(List.of(services)) : super.getResources(name);
    }
}
