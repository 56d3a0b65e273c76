package dev.cortado.backend.cpu.kernel.last.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.backend.cpu.kernel.KernelRun;
import dev.cortado.backend.cpu.kernel.last.LastRun;
import dev.cortado.backend.cpu.kernel.plain.PlainWindows;
import dev.cortado.backend.cpu.kernel.window.WindowKernels;
import dev.cortado.conformance.Samples;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("widths")
class LastWindowTest {

    private static final LastRun RUN = new LastRun(KernelRun.of(new LastWindowKernels()));
    private static final KernelRun PLAIN =
            KernelRun.of(new WindowKernels(), new PlainWindows()).on(KernelRun.SCALAR);
    private static final int[] CHANNELS = {1, 7, 13, 24, 207};

    /** A window over images. */
    private record Case(Window window, int[] sizes) {

        HostTensor dy() {
            HostTensor x = new Samples(1).special(sizes);
            return new Samples(2).special(window.places(x.spec()).shape().toArray());
        }

        @Override
        public String toString() {
            return List.of(sizes[0], sizes[1], sizes[2], sizes[3]) + " under " + window;
        }
    }

    static Stream<Case> cases() {
        return IntStream.of(CHANNELS).boxed().flatMap(LastWindowTest::ofChannels);
    }

    private static Stream<Case> ofChannels(int channels) {
        Window halving = Window.of(of(2, 2), of(2, 2));
        Window three = Window.of(of(3, 3), of(2, 2)).withPadding(of(1, 1), of(1, 1));
        return Stream.of(
                new Case(halving, of(3, channels, 8, 6)),
                new Case(halving, of(2, channels, 7, 13)),
                new Case(halving, of(2, channels, 2, 2)),
                new Case(three, of(2, channels, 13, 7)),
                new Case(three, of(3, channels, 1, 1)),
                new Case(three.withDilation(2, 1), of(2, channels, 9, 8)),
                new Case(Window.of(of(4, 4), of(4, 4)), of(2, channels, 4, 4)),
                new Case(Window.of(of(3, 2), of(1, 1)), of(2, channels, 5, 6)),
                new Case(Window.of(of(2, 3), of(3, 1)).withPadding(of(-1, 0), of(0, -1)), of(2, channels, 9, 8)),
                new Case(Window.of(of(2, 2), of(1, 2)).withPadding(of(4, 0), of(0, 5)), of(2, channels, 3, 4)),
                new Case(
                        Window.of(of(3, 3), of(1, 1))
                                .withPadding(of(7, 7), of(7, 7))
                                .withDilation(4, 5),
                        of(1, channels, 2, 3)));
    }

    private static int[] of(int... values) {
        return values;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheLargestAsThePlainKernelDoes(Case test) {
        Op op = new WindowReduce(WindowReduce.Kind.MAX, test.window);
        for (HostTensor x : List.of(new Samples(3).special(test.sizes), new Samples(4).ties(test.sizes))) {
            assertThat(RUN.runAllWays(op, x)).isEqualTo(PLAIN.run(op, x));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheirPlacesAsThePlainKernelDoes(Case test) {
        Op op = new WindowArgMax(test.window);
        for (HostTensor x : List.of(new Samples(3).special(test.sizes), new Samples(4).ties(test.sizes))) {
            assertThat(RUN.runAllWays(op, x)).isEqualTo(PLAIN.run(op, x));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsGradientsToThemAsThePlainKernelDoes(Case test) {
        Op op = new WindowMaxGradient(test.window);
        for (HostTensor x : List.of(new Samples(3).special(test.sizes), new Samples(4).ties(test.sizes))) {
            HostTensor dy = test.dy();
            assertThat(RUN.runAllWays(op, x, dy)).isEqualTo(PLAIN.run(op, x, dy));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsInRowMajorOrder(Case test) {
        Op op = new WindowReduce(WindowReduce.Kind.SUM, test.window);
        HostTensor x = new Samples(3).random(DType.FLOAT32, test.sizes);
        assertThat(RUN.runAllWays(op, x)).isEqualTo(sums(test, x));
    }

    private static HostTensor sums(Case test, HostTensor x) {
        Window window = test.window;
        HostTensor result = HostTensor.zeros(window.places(x.spec()));
        int height = result.shape().size(2);
        int width = result.shape().size(3);
        for (int i = 0; i < result.spec().elements(); i++) {
            int plane = i / (height * width) * test.sizes[2] * test.sizes[3];
            for (int tap = 0; tap < window.elements(); tap++) {
                int row = at(window, 0, i / width % height, tap / window.size().get(1));
                int column = at(window, 1, i % width, tap % window.size().get(1));
                if (row >= 0 && row < test.sizes[2] && column >= 0 && column < test.sizes[3]) {
                    result.floats()[i] += x.floats()[plane + row * test.sizes[3] + column];
                }
            }
        }
        return result;
    }

    private static int at(Window window, int axis, int place, int tap) {
        return place * window.stride().get(axis)
                + tap * window.dilation().get(axis)
                - window.padLow().get(axis);
    }
}
