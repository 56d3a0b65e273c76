package dev.cortado.backend.opencl.device;

import dev.cortado.api.backend.Usability;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * @param vendors where drivers are registered: a folder of {@code .icd} files, one such file, or the name of a library
 * @param named drivers that are named one by one, as files or as names of libraries
 */
public record Installation(String system, List<Path> libraries, Path vendors, List<String> named) {

    /** Names drivers beside the registered ones; Khronos' loader reads it, others do not. */
    private static final String FILENAMES = "OCL_ICD_FILENAMES";

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
        return of(System.getProperty("os.name", ""), System.getProperty("java.library.path", ""), System.getenv());
    }

    /** Returns what the environment of a process says about loader and drivers. */
    static Installation of(String system, String libraryPath, Map<String, String> environment) {
        List<Path> folders = new ArrayList<>();
        addAll(folders, libraryPath);
        addAll(folders, environment.getOrDefault("LD_LIBRARY_PATH", ""));
        USUAL_FOLDERS.forEach(folder -> folders.add(Path.of(folder)));
        Path vendors = path(environment.getOrDefault(
                        "OCL_ICD_VENDORS", environment.getOrDefault("OPENCL_VENDOR_PATH", "")))
                .orElse(Path.of("/etc/OpenCL/vendors"));
        List<String> named = Stream.of(environment.getOrDefault(FILENAMES, "").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .toList();
        return new Installation(system, folders, vendors, named);
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
        List<String> drivers = new ArrayList<>(drivers());
        boolean reads = !named.isEmpty() && readsNames(loader.get());
        if (reads) {
            named.stream().filter(this::exists).forEach(drivers::add);
        }
        if (drivers.isEmpty()) {
            String rest = named.isEmpty()
                    ? ""
                    : reads ? ", and " + FILENAMES + " names no file" : ", and this loader does not read " + FILENAMES;
            return Usability.no(
                    "the OpenCL loader " + loader.get() + " has no driver: no .icd file in " + vendors + rest,
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

    private static boolean readsNames(Path loader) {
        try {
            return new String(Files.readAllBytes(loader), StandardCharsets.ISO_8859_1).contains(FILENAMES);
        } catch (IOException e) {
            return false;
        }
    }

    /** Tells whether there is a file of this name; names without a folder are looked for where libraries lie. */
    private boolean exists(String file) {
        Optional<Path> path = path(file);
        if (path.isEmpty()) {
            return false;
        }
        return path.get().getParent() == null
                ? libraries.stream().anyMatch(folder -> Files.isRegularFile(folder.resolve(path.get())))
                : Files.isRegularFile(path.get());
    }

    private List<String> drivers() {
        if (exists(vendors.toString())) {
            return List.of(String.valueOf(vendors.getFileName()));
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
