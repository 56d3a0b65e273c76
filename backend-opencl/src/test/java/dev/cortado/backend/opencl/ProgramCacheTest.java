package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.kernel.SourceKernel;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.Unary;
import dev.cortado.core.run.SingleOp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {

    private static final HostTensor NUMBERS = HostTensor.of(new float[] {-1, 2, -3}, 3);
    private static final HostTensor RECTIFIED = HostTensor.of(new float[] {0, 2, 0}, 3);

    @TempDir
    Path folder;

    private static HostTensor run(Backend backend, Op op) {
        try (SingleOp program = new SingleOp(backend, op, List.of(NUMBERS.spec()))) {
            return program.run(List.of(NUMBERS)).get(0);
        }
    }

    private static HostTensor relu(String cache) {
        try (Backend backend = OnDevice.open(Map.of("cache", cache))) {
            return run(backend, new Relu());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void programsAreKeptAndUsedAgain() throws IOException {
        assertThat(relu(folder.toString())).isEqualTo(RECTIFIED);
        assertThat(files()).hasSize(1);
        var written = Files.getLastModifiedTime(files().get(0));
        assertThat(relu(folder.toString())).isEqualTo(RECTIFIED);
        assertThat(files()).hasSize(1);
        assertThat(Files.getLastModifiedTime(files().get(0))).isEqualTo(written);
    }

    @Test
    void aBrokenProgramIsCompiledAgain() throws IOException {
        relu(folder.toString());
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        byte[] broken = whole.clone();
        broken[broken.length / 2] ^= 1;
        for (byte[] content : List.of(broken, new byte[0], java.util.Arrays.copyOf(whole, 100))) {
            Files.write(file, content);
            assertThat(relu(folder.toString())).isEqualTo(RECTIFIED);
            assertThat(Files.size(file)).isGreaterThan(100);
        }
    }

    @Test
    void aBlankFolderIsRefused() {
        assertThatThrownBy(() -> OnDevice.open(Map.of("cache", " ")))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("cache is ' '; use a folder, or 'off'");
    }

    @Test
    void anUnwritableFolderIsToldOnceAndWorkGoesOn() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (Backend backend =
                OnDevice.open(Map.of("cache", file.resolve("below").toString()))) {
            assertThat(run(backend, new Relu())).isEqualTo(RECTIFIED);
            run(backend, new Unary(Unary.Kind.NEGATE));
            try (Backend another =
                    OnDevice.open(Map.of("cache", file.resolve("below").toString()))) {
                assertThat(run(another, new Relu())).isEqualTo(RECTIFIED);
            }
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("compiled kernels are not kept", "cache=DIR");
    }

    @Test
    void kernelsOfPlugInsGoFirst() {
        SourceKernel.Factory doubling = (op, inputs, outputs) -> op instanceof Relu
                ? Optional.of(
                        new SourceKernel("""
                        kernel void twice(global const float *x, int xo, global float *y, int yo, int n, float f) {
                            int i = get_global_id(0);
                            if (i < n) y[yo + i] = x[xo + i] * f;
                        }
                        """, "twice", List.of(inputs.get(0).elements(), 2f), List.of(64L), List.of()))
                : Optional.empty();
        assertThat(withKernel(doubling)).isEqualTo(HostTensor.of(new float[] {-2, 4, -6}, 3));
    }

    @Test
    void aKernelThatDoesNotCompileShowsItsNameAndTheLog() {
        SourceKernel.Factory broken = (op, inputs, outputs) -> Optional.of(new SourceKernel(
                "kernel void wrong(global float *x) { x[0] = unheard_of; }",
                "wrong",
                List.of(),
                List.of(1L),
                List.of()));
        assertThatThrownBy(() -> withKernel(broken))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("the kernel wrong does not compile")
                .hasMessageContaining("unheard_of");
        SourceKernel.Factory misnamed = (op, inputs, outputs) -> Optional.of(new SourceKernel(
                "kernel void right(global float *x) { x[0] = 1; }", "left", List.of(), List.of(1L), List.of()));
        assertThatThrownBy(() -> withKernel(misnamed))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("left");
    }

    private HostTensor withKernel(SourceKernel.Factory factory) {
        OnDevice.assumeUsable();
        BackendOptions options = BackendOptions.of(1)
                .withProperties(Map.of("cache", folder.toString()))
                .withKernels(List.of(), List.of(factory));
        try (Backend backend = new OpenClProvider().create(options)) {
            return run(backend, new Relu());
        }
    }
}
