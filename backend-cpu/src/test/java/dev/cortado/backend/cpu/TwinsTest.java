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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vector kernels and their scalar twins give the same bits, whatever the width and however tiles are shared out. */
@Tag("widths")
class TwinsTest {

    private static final HostTarget VECTORS = new HostTarget(Lanes.COUNT * Float.SIZE, VectorPath.SLACK);
    private static final HostTarget SCALAR = new HostTarget(0, VectorPath.SLACK);
    private static final int BEFORE = 5;

    static Stream<FloatCases.Case> cases() {
        return FloatCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void giveTheSameBits(FloatCases.Case test) {
        List<HostTensor> scalar = run(test, SCALAR, false);
        assertThat(run(test, VECTORS, false)).as("vectors").isEqualTo(scalar);
        assertThat(run(test, VECTORS, true)).as("vectors, tiles from the last").isEqualTo(scalar);
    }

    private static List<HostTensor> run(FloatCases.Case test, HostTarget target, boolean backwards) {
        List<TensorSpec> inputs = Stream.of(test.inputs()).map(HostTensor::spec).toList();
        List<TensorSpec> outputs = test.op().infer(inputs);
        HostKernel kernel = Catalog.factories().stream()
                .map(factory -> factory.prepare(test.op(), inputs, outputs, target))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        Object[] operands =
                Stream.of(test.inputs()).map(TwinsTest::surrounded).toArray();
        Object[] results = arrays(outputs);
        Object[] workspace = arrays(kernel.workspace());
        HostFrame frame = new HostFrame(
                operands, offsets(operands), results, offsets(results), workspace, offsets(workspace));
        runTiles(kernel, frame, backwards);
        List<HostTensor> found = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            HostTensor result = HostTensor.zeros(outputs.get(i));
            System.arraycopy(results[i], BEFORE, result.array(), 0, outputs.get(i).elements());
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
