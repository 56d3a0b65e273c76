package dev.cortado.backend.opencl;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.backend.opencl.device.Device;
import dev.cortado.backend.opencl.device.Family;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a backend, read from properties.
 *
 * @param device number or name of the device
 * @param family for which kind of device kernels are chosen; empty for that of the device
 * @param cache where compiled programs are kept: a folder, {@code off}, or null for the usual place
 * @param fusion whether elementwise chains are fused
 * @param steps up to how many elements a chain is run step by step instead of being compiled
 */
record Settings(String device, Optional<Family> family, String cache, boolean fusion, int steps) {

    private static final String DEVICE = "device";
    private static final String FAMILY = "family";
    private static final String CACHE = "cache";
    private static final String FUSION = "fusion";
    private static final String OFF = "off";
    private static final String STEPS = "steps";
    private static final Set<String> NAMES = Set.of(DEVICE, FAMILY, CACHE, FUSION, STEPS);

    /** To compile a kernel takes as long as some ten thousand runs of so many elements step by step. */
    private static final int USUAL_STEPS = 1 << 14;

    /** Reads properties; throws at a name or value that is not known. */
    static Settings of(Map<String, String> properties) {
        for (String name : properties.keySet()) {
            if (!NAMES.contains(name)) {
                throw CortadoException.user(
                        "unknown-backend-setting",
                        OpenClBackend.NAME,
                        "there is no setting '" + name + "'",
                        NearestNames.hint(name, NAMES));
            }
        }
        return new Settings(
                properties.getOrDefault(DEVICE, "0"),
                family(properties.get(FAMILY)),
                checked(properties.get(CACHE)),
                fusion(properties.getOrDefault(FUSION, "on")),
                steps(properties.get(STEPS)));
    }

    Family familyFor(Device chosen) {
        return family.orElse(chosen.processor() ? Family.CPU : Family.GPU);
    }

    private static Optional<Family> family(String value) {
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (value) {
                    case "cpu" -> Family.CPU;
                    case "gpu" -> Family.GPU;
                    default -> throw invalid(FAMILY, value, "use 'cpu' or 'gpu'");
                });
    }

    private static boolean fusion(String value) {
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw invalid(FUSION, value, "use 'on' or 'off'");
        };
    }

    private static int steps(String value) {
        try {
            int steps = value == null ? USUAL_STEPS : Integer.parseInt(value);
            if (steps >= 0) {
                return steps;
            }
        } catch (NumberFormatException e) {
            // told below, like a negative one
        }
        throw invalid(STEPS, value, "use a number of elements, or 0 to compile every chain");
    }

    /**
     * Returns the folder for compiled programs; empty for nowhere.
     *
     * <p>By default nothing is kept of a driver that keeps kernels itself. Such a driver compiles every kernel of a program
     * once more before it gives a binary away.
     */
    Optional<Path> cacheFor(Device chosen) {
        if (cache == null) {
            return chosen.lazy() ? Optional.empty() : Optional.of(usualFolder());
        }
        return cache.equals(OFF) ? Optional.empty() : Optional.of(Path.of(cache));
    }

    private static Path usualFolder() {
        String base = System.getenv("XDG_CACHE_HOME");
        Path folder = base == null || base.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache")
                : Path.of(base);
        return folder.resolve("cortado").resolve("opencl");
    }

    private static String checked(String cache) {
        String fix = "use a folder, or '" + OFF + "'";
        if (cache != null && cache.isBlank()) {
            throw invalid(CACHE, cache, fix);
        }
        try {
            return cache == null ? null : Path.of(cache).toString();
        } catch (InvalidPathException e) {
            throw invalid(CACHE, cache, fix);
        }
    }

    private static CortadoException invalid(String name, String value, String fix) {
        return CortadoException.user("invalid-backend-setting", OpenClBackend.NAME, name + " is '" + value + "'", fix);
    }
}
