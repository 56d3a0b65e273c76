package dev.cortado.backend.opencl.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.backend.Usability;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that the environment names, while none is registered. */
class NamedDriversTest {

    @TempDir
    Path folder;

    @BeforeEach
    void makeALoaderThatReadsNames() throws IOException {
        Files.writeString(folder.resolve("libOpenCL.so.1"), "code, OCL_ICD_FILENAMES, more code");
        Files.createDirectory(folder.resolve("vendors"));
    }

    private Usability with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(
                Map.of("OCL_ICD_VENDORS", folder.resolve("vendors").toString()));
        environment.put(variable, value);
        return Installation.of("Linux", folder.toString(), environment).usability();
    }

    @Test
    void countAsFilesAndAsLibraries() throws IOException {
        Path driver = Files.createFile(folder.resolve("libdriver.so"));
        for (String names : new String[] {
            driver.toString(), "libdriver.so", "/nowhere/libother.so" + File.pathSeparator + "libdriver.so"
        }) {
            Usability found = with("OCL_ICD_FILENAMES", names);
            assertThat(found.usable()).as(names).isTrue();
            assertThat(found.reason()).contains("libdriver.so").doesNotContain("libother.so");
        }
    }

    @Test
    void thatAreNotThereDoNotCount() {
        Usability none = with("OCL_ICD_FILENAMES", "libdriver.so" + File.pathSeparator + "/nowhere/libother.so");
        assertThat(none.usable()).isFalse();
        assertThat(none.reason()).contains("no .icd file", "OCL_ICD_FILENAMES names no file");
        assertThat(with("OCL_ICD_FILENAMES", "").reason())
                .contains("no .icd file")
                .doesNotContain("OCL_ICD_FILENAMES");
    }

    @Test
    void doNotCountWhereTheLoaderDoesNotReadThem() throws IOException {
        Files.createFile(folder.resolve("libdriver.so"));
        Files.writeString(folder.resolve("libOpenCL.so.1"), "code of another loader");
        Usability none = with("OCL_ICD_FILENAMES", "libdriver.so");
        assertThat(none.usable()).isFalse();
        assertThat(none.reason()).contains("this loader does not read OCL_ICD_FILENAMES");
    }

    @Test
    void mayBeNamedInsteadOfTheFolder() throws IOException {
        Files.createFile(folder.resolve("libdriver.so"));
        assertThat(with("OCL_ICD_VENDORS", "libdriver.so").usable()).isTrue();
        assertThat(with("OCL_ICD_VENDORS", "libother.so").usable()).isFalse();
    }
}
