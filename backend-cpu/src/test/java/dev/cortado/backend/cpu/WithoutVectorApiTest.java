package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.Samples;
import dev.cortado.conformance.kit.Workbench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In a JVM that was started without the Vector API everything works, with the same bits, and one line says so. */
class WithoutVectorApiTest {

    /** What the other JVM runs. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) {
            System.out.println(results());
        }
    }

    private static String results() {
        HostTensor x = new Samples(1).random(DType.FLOAT32, 3, 2, 24, 24);
        Window halves = Window.of(new int[] {2, 2}, new int[] {2, 2});
        Stream<Op> ops = Stream.of(
                new Unary(Unary.Kind.EXP),
                new Unary(Unary.Kind.TANH),
                new Reduce(Reduce.Kind.SUM, List.of(0, 2, 3)),
                new WindowReduce(WindowReduce.Kind.MAX, halves),
                new Softmax(3));
        HostTensor kernel = new Samples(2).random(DType.FLOAT32, 5, 2, 3, 3);
        HostTensor matrices = new Samples(3).random(DType.FLOAT32, 3, 2, 24, 17);
        return Stream.concat(
                        ops.map(op -> run(op, x)),
                        Stream.of(run(Convolution.of(2), x, kernel), run(new MatMul(false, false), x, matrices)))
                .map(results -> String.valueOf(Arrays.hashCode(results.get(0).floats())))
                .collect(Collectors.joining(" "));
    }

    private static List<HostTensor> run(Op op, HostTensor... operands) {
        try (Workbench bench = new Workbench(new CpuProvider(), BackendOptions.of(2))) {
            return bench.run(op, operands);
        }
    }

    private static String read(java.io.InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void runsScalarKernelsOfTheSameBits() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .start();
        String errors = read(process.getErrorStream());
        String output = read(process.getInputStream());
        assertThat(process.waitFor()).as(errors).isZero();
        assertThat(output.strip()).isEqualTo(results());
        assertThat(errors.lines().filter(line -> line.startsWith("cortado cpu:")))
                .hasSize(1);
        assertThat(errors).contains("--add-modules jdk.incubator.vector");
    }
}
