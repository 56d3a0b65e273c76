package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import dev.cortado.backend.opencl.device.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir
    Path folder;

    /** What another JVM runs, where no driver can be found. */
    static final class WithoutDriver {

        private WithoutDriver() {}

        public static void main(String[] args) {
            BackendProvider provider = new OpenClProvider();
            Usability usability = provider.usability();
            System.out.println(usability.usable() + " | " + usability.reason() + " | " + usability.remedy());
            try {
                provider.create(BackendOptions.of(1)).close();
                System.out.println("created");
            } catch (CortadoException e) {
                System.out.println(e.category() + " | " + e.getMessage());
            }
        }
    }

    private Installation with(List<Path> libraries) {
        return new Installation("Linux", libraries, folder.resolve("vendors"), List.of());
    }

    @Test
    void tellsAMissingLoaderFromAMissingDriver() throws IOException {
        Usability nothing = with(List.of(folder)).usability();
        assertThat(nothing.usable()).isFalse();
        assertThat(nothing.reason()).contains("no OpenCL loader");
        assertThat(nothing.remedy()).contains("ocl-icd-libopencl1");

        Files.createFile(folder.resolve("libOpenCL.so.1"));
        Files.createDirectories(folder.resolve("vendors"));
        Usability loader = with(List.of(folder)).usability();
        assertThat(loader.usable()).isFalse();
        assertThat(loader.reason()).contains("has no driver", "vendors");
        assertThat(loader.remedy()).contains("pocl-opencl-icd");

        Files.createFile(folder.resolve("vendors/some.icd"));
        Usability complete = with(List.of(folder)).usability();
        assertThat(complete.usable()).isTrue();
        assertThat(complete.reason()).contains("some.icd");
    }

    @Test
    void withoutADriverCreatingFailsWithAFix() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WithoutDriver.class.getName());
        builder.environment().put("OCL_ICD_VENDORS", folder.toString() + "/");
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("false | ").contains("RESOURCE | opencl: ").contains("apt-get install");
    }
}
