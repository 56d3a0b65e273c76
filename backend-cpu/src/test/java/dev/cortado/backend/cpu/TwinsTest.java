package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.backend.cpu.kernel.Lanes;
import dev.cortado.backend.cpu.kernel.VectorPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vector kernels and their scalar twins give the same bits, whatever the width and however tiles are shared out. */
@Tag("widths")
class TwinsTest {

    private static final HostTarget VECTORS = new HostTarget(Lanes.COUNT * Float.SIZE, VectorPath.SLACK);
    private static final HostTarget SCALAR = new HostTarget(0, VectorPath.SLACK);
    private static final int BEFORE = 5;

    private enum Manner {
        FORWARDS,
        /** The last tile first. */
        BACKWARDS,
        /** Results take the memory of operands where the kernel allows it. */
        IN_PLACE
    }

    static Stream<FloatCases.Case> cases() {
        return FloatCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void giveTheSameBits(FloatCases.Case test) {
        List<HostTensor> scalar = run(test, SCALAR, Manner.FORWARDS);
        assertThat(run(test, SCALAR, Manner.IN_PLACE)).as("scalar, in place").isEqualTo(scalar);
        for (Manner manner : Manner.values()) {
            assertThat(run(test, VECTORS, manner)).as("vectors, %s", manner).isEqualTo(scalar);
        }
    }

    /** The JIT must not change what the interpreter computed. */
    @Test
    void giveTheSameBitsOnceCompiled() {
        for (FloatCases.Case test :
                FloatCases.all().filter(TwinsTest::isMiddling).toList()) {
            List<HostTensor> scalar = run(test, SCALAR, Manner.FORWARDS);
            assertThat(run(test, VECTORS, Manner.FORWARDS, 6000)).as("%s", test).isEqualTo(scalar);
        }
    }

    /** Tells whether a case is worth a loop over vectors, but soon done. */
    private static boolean isMiddling(FloatCases.Case test) {
        int elements = test.inputs()[0].spec().elements();
        return elements >= 200 && elements < 1000;
    }

    private static List<HostTensor> run(FloatCases.Case test, HostTarget target, Manner manner) {
        return run(test, target, manner, 1);
    }

    private static List<HostTensor> run(FloatCases.Case test, HostTarget target, Manner manner, int times) {
        List<TensorSpec> inputs = Stream.of(test.inputs()).map(HostTensor::spec).toList();
        List<TensorSpec> outputs = test.op().infer(inputs);
        HostKernel kernel = Catalog.factories().stream()
                .map(factory -> factory.prepare(test.op(), inputs, outputs, target))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        Object[] operands = Stream.of(test.inputs()).map(TwinsTest::surrounded).toArray();
        Object[] results = arrays(outputs);
        for (int k = 0; k < results.length && manner == Manner.IN_PLACE; k++) {
            results[k] = kernel.inPlace(k) < 0 ? results[k] : operands[kernel.inPlace(k)];
        }
        Object[] workspace = arrays(kernel.workspace());
        HostFrame frame =
                new HostFrame(operands, offsets(operands), results, offsets(results), workspace, offsets(workspace));
        for (int i = 0; i < times; i++) {
            runTiles(kernel, frame, manner == Manner.BACKWARDS);
        }
        List<HostTensor> found = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            HostTensor result = HostTensor.zeros(outputs.get(i));
            System.arraycopy(
                    results[i], BEFORE, result.array(), 0, outputs.get(i).elements());
            found.add(result);
        }
        return found;
    }

    private static void runTiles(HostKernel kernel, HostFrame frame, boolean backwards) {
        WorkerScratch scratch = new WorkerScratch();
        for (int phase = 0; phase < kernel.phases(); phase++) {
            int tiles = kernel.tiles(phase);
            if (!backwards) {
                kernel.run(frame, phase, 0, tiles, scratch);
                continue;
            }
            for (int tile = tiles - 1; tile >= 0; tile--) {
                kernel.run(frame, phase, tile, tile + 1, scratch);
            }
        }
    }

    private static Object surrounded(HostTensor tensor) {
        Object array = tensor.dtype().newArray(BEFORE + tensor.spec().elements() + VectorPath.SLACK);
        System.arraycopy(tensor.array(), 0, array, BEFORE, tensor.spec().elements());
        return array;
    }

    private static Object[] arrays(List<TensorSpec> specs) {
        return specs.stream().map(spec -> surrounded(HostTensor.zeros(spec))).toArray();
    }

    private static int[] offsets(Object[] arrays) {
        return Stream.of(arrays).mapToInt(array -> BEFORE).toArray();
    }
}
