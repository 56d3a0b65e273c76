package dev.cortado.backend.opencl;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"cpu", "gpu"})
class WindowTest {

    private final Agreement agreement;

    WindowTest(String family) {
        agreement = new Agreement(OnDevice.family(family));
    }

    @AfterEach
    void close() {
        agreement.close();
    }

    private record Case(Window window, int... sizes) {}

    private static Window window(int height, int width, int strideHeight, int strideWidth) {
        return Window.of(new int[] {height, width}, new int[] {strideHeight, strideWidth});
    }

    static Stream<Case> cases() {
        Window halving = window(2, 2, 2, 2);
        Window three = window(3, 3, 2, 2).withPadding(new int[] {1, 1}, new int[] {1, 1});
        return Stream.of(
                new Case(halving, 2, 3, 24, 24),
                new Case(halving, 1, 1, 2, 2),
                new Case(halving, 3, 5, 8, 8),
                new Case(halving, 2, 2, 10, 14),
                new Case(halving, 2, 2, 7, 13),
                new Case(halving, 1, 3, 4, 64),
                new Case(halving, 1, 2, 6, 34),
                new Case(halving, 700, 1, 4, 4),
                new Case(window(2, 2, 1, 1), 2, 3, 9, 20),
                new Case(window(3, 3, 1, 1).withPadding(new int[] {1, 1}, new int[] {1, 1}), 2, 3, 7, 7),
                new Case(three, 2, 2, 9, 33),
                new Case(three, 1, 1, 1, 1),
                new Case(window(1, 5, 3, 2).withPadding(new int[] {0, 4}, new int[] {0, 3}), 1, 2, 7, 11),
                new Case(window(2, 3, 1, 2).withDilation(3, 2), 1, 2, 12, 17),
                new Case(halving.withPadding(new int[] {0, 0}, new int[] {1, 1}), 1, 2, 5, 5),
                new Case(halving.withPadding(new int[] {1, 1}, new int[] {1, 1}), 1, 2, 6, 6),
                new Case(window(2, 2, 2, 2).withPadding(new int[] {2, 2}, new int[] {2, 2}), 1, 1, 3, 3),
                new Case(window(7, 7, 7, 7), 3, 4, 7, 7));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sum(Case test) {
        WindowReduce op = new WindowReduce(WindowReduce.Kind.SUM, test.window);
        agreement.check(op, Samples.random(1, DType.FLOAT32, test.sizes));
        agreement.check(op, Samples.random(1, DType.FLOAT64, test.sizes));
        agreement.checkExact(op, Samples.random(1, DType.INT32, test.sizes));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void max(Case test) {
        WindowReduce op = new WindowReduce(WindowReduce.Kind.MAX, test.window);
        agreement.checkExact(op, Samples.random(1, DType.FLOAT32, test.sizes));
        agreement.checkExact(op, Samples.special(1, test.sizes));
        agreement.checkExact(op, Samples.random(1, DType.UINT8, test.sizes));
        agreement.checkExact(new WindowArgMax(test.window), Samples.special(1, test.sizes));
        agreement.checkExact(new WindowArgMax(test.window), Samples.ties(1, test.sizes));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void maxGradient(Case test) {
        WindowMaxGradient op = new WindowMaxGradient(test.window);
        for (int seed = 0; seed < 3; seed++) {
            HostTensor x = Samples.random(seed, DType.FLOAT32, test.sizes);
            HostTensor dy = Samples.random(
                    seed + 1,
                    DType.FLOAT32,
                    test.window.places(x.spec()).shape().toArray());
            agreement.check(op, x, dy);
            agreement.check(op, Samples.ties(seed, test.sizes), dy);
            agreement.check(op, Samples.special(seed, test.sizes), dy);
        }
    }

    @Test
    void otherNumbersOfAxes() {
        Window line = new Window(List.of(3), List.of(2), List.of(1), List.of(0), List.of(1));
        agreement.checkExact(new WindowReduce(WindowReduce.Kind.MAX, line), Samples.random(1, DType.FLOAT32, 2, 3, 11));
        Window cube = Window.of(new int[] {2, 2, 2}, new int[] {2, 1, 2});
        HostTensor x = Samples.random(1, DType.FLOAT32, 2, 3, 4, 5, 6);
        agreement.check(new WindowReduce(WindowReduce.Kind.SUM, cube), x);
        HostTensor dy =
                Samples.random(2, DType.FLOAT32, cube.places(x.spec()).shape().toArray());
        agreement.check(new WindowMaxGradient(cube), x, dy);
    }
}
