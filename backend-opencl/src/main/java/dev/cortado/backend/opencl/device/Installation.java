package dev.cortado.backend.opencl.device;

import dev.cortado.api.backend.Usability;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for the OpenCL loader and its drivers as files, without touching native code.
 *
 * @param system the name of the operating system
 * @param libraries folders in which the loader may lie
 * @param vendors where drivers are registered: a folder of {@code .icd} files, or one such file
 */
public record Installation(String system, List<Path> libraries, Path vendors) {

    private static final String DEBIAN = "on Debian: apt-get install ";

    private static final List<String> USUAL_FOLDERS = List.of(
            "/usr/lib",
            "/usr/lib64",
            "/lib",
            "/lib64",
            "/usr/local/lib",
            "/usr/local/lib64",
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/local/cuda/lib64",
            "/opt/rocm/lib",
            "/opt/intel/oneapi/compiler/latest/lib");

    /** Returns where this machine keeps loader and drivers. */
    public static Installation ofThisMachine() {
        Map<String, String> environment = System.getenv();
        List<Path> folders = new ArrayList<>();
        addAll(folders, System.getProperty("java.library.path", ""));
        addAll(folders, environment.getOrDefault("LD_LIBRARY_PATH", ""));
        USUAL_FOLDERS.forEach(folder -> folders.add(Path.of(folder)));
        Path vendors = path(environment.getOrDefault(
                        "OCL_ICD_VENDORS", environment.getOrDefault("OPENCL_VENDOR_PATH", "")))
                .orElse(Path.of("/etc/OpenCL/vendors"));
        return new Installation(System.getProperty("os.name", ""), folders, vendors);
    }

    private static void addAll(List<Path> folders, String list) {
        for (String entry : list.split(File.pathSeparator)) {
            path(entry).ifPresent(folders::add);
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Tells whether the backend can run here; never throws. */
    public Usability usability() {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("win") || name.contains("mac")) {
            return Usability.yes("OpenCL of the system, not looked into until it is used");
        }
        Optional<Path> loader = loader();
        if (loader.isEmpty()) {
            return Usability.no(
                    "no OpenCL loader: libOpenCL.so.1 is in none of " + libraries.size() + " folders",
                    "install the loader and a driver; " + DEBIAN + "ocl-icd-libopencl1 pocl-opencl-icd");
        }
        List<String> drivers = drivers();
        if (drivers.isEmpty()) {
            return Usability.no(
                    "the OpenCL loader " + loader.get() + " has no driver: no .icd file in " + vendors,
                    "install the driver of your graphics card, or one for the processor; " + DEBIAN
                            + "pocl-opencl-icd");
        }
        return Usability.yes("drivers " + String.join(", ", drivers));
    }

    private Optional<Path> loader() {
        return libraries.stream()
                .flatMap(folder -> Stream.of("libOpenCL.so.1", "libOpenCL.so").map(folder::resolve))
                .filter(Files::exists)
                .findFirst();
    }

    private List<String> drivers() {
        String file = String.valueOf(vendors.getFileName());
        if (Files.isRegularFile(vendors)) {
            return List.of(file);
        }
        try (Stream<Path> files = Files.list(vendors)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(entry -> entry.endsWith(".icd"))
                    .sorted()
                    .toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
